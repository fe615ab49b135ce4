"""The parameter ``ferry_hours_wait_s``: so many seconds more at every ferry, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from distribution.ferry_wait import with_ferry_wait
from distribution.travel import TravelTable


def test_every_ferry_takes_the_wait_and_the_wheel_nothing(tiny_travel: TravelTable) -> None:
    """One ferry of 600 s between the first two places, two of 900 s from there to the third."""
    boats, seconds = np.zeros((2, *tiny_travel.refuge_s.shape), np.int32)
    boats[0, 1], boats[0, 2] = 1, 2
    seconds[0, 1], seconds[0, 2] = 600, 900
    profiles = {
        name: replace(profile, ferries=boats.astype(np.int8), ferry_s=seconds)
        for name, profile in tiny_travel.profiles.items()
    }
    later = with_ferry_wait(replace(tiny_travel, profiles=profiles), 1_800)
    for name, profile in later.profiles.items():
        assert profile.ferry_s[0, 1] == 2_400
        assert profile.ferry_s[0, 2] == 4_500
        assert int(profile.ferry_s.sum()) == 6_900
        assert profile.ferry_s.dtype == np.int32
        assert (profile.driving_s == tiny_travel.profiles[name].driving_s).all()


def test_no_wait_leaves_the_table_as_it_is(tiny_travel: TravelTable) -> None:
    assert with_ferry_wait(tiny_travel, 0) is tiny_travel
