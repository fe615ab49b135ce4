"""A wait at every ferry beyond the road table's own: a strike, a storm's backlog, the crush before Tết."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from distribution.travel import TravelProfile, TravelTable


def with_ferry_wait(travel: TravelTable, wait_s: int) -> TravelTable:
    """Return a travel table in which every ferry of a way takes ``wait_s`` seconds more.

    ``refuge_s`` stays: how far a way is from a cold store is told without the wait.
    """
    if not wait_s:
        return travel
    profiles = {name: _later(profile, wait_s) for name, profile in travel.profiles.items()}
    return replace(travel, profiles=profiles)


def _later(profile: TravelProfile, wait_s: int) -> TravelProfile:
    return replace(profile, ferry_s=profile.ferry_s + profile.ferries.astype(np.int32) * np.int32(wait_s))
