"""Metres and seconds of another source laid over the road graph's profile."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from distribution.travel import TravelProfile

Ints = NDArray[np.int32]


def overlaid(profile: TravelProfile, metres: Ints, seconds: Ints, *, traffic: bool) -> TravelProfile:
    """Return a profile with the metres and seconds (of the whole way, ferries included) of another source.

    Ferries and tolled metres stay those of the profile, for other sources do not tell them, but neither
    exceeds what the source gives for the whole leg.  ``traffic`` keeps the profile's shares of city
    driving, so that the multipliers of the hour apply; without it the seconds are taken as they are.
    """
    still = np.zeros_like(profile.big_city)
    ferry_s = np.minimum(profile.ferry_s, seconds)
    return replace(
        profile,
        distance_m=metres,
        driving_s=seconds - ferry_s,
        big_city=profile.big_city if traffic else still,
        city=profile.city if traffic else still,
        ferry_s=ferry_s,
        expressway_m=np.minimum(profile.expressway_m, metres),
    )
