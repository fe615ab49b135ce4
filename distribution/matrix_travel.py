"""Distances and times that the user's own matrix sheet gives, in place of the road graph's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from distribution.errors import TravelError
from distribution.travel import TravelProfile, TravelTable


def matrix_travel(matrix: Mapping[tuple[str, str], tuple[int, int]], base: TravelTable) -> TravelTable:
    """Return a table whose metres and seconds are the matrix's, the same for every vehicle.

    Ferries, tolled metres and refuge stay those of the base (a matrix sheet has no such columns), but
    neither time on ferries nor tolled metres exceed what the sheet gives for the whole leg.
    The times are taken as measured, so no traffic is added to them.

    Raises
    ------
    TravelError
        Naming the pairs that the sheet lacks.
    """
    ids = base.place_ids
    missing = [f"{a} → {b}" for a in ids for b in ids if a != b and (a, b) not in matrix]
    if missing:
        raise TravelError(f"{len(missing)} pairs are missing, first {', '.join(missing[:5])}")
    metres = np.array([[matrix[a, b][0] if a != b else 0 for b in ids] for a in ids], dtype=np.int32)
    seconds = np.array([[matrix[a, b][1] if a != b else 0 for b in ids] for a in ids], dtype=np.int32)
    profiles = {name: _with(profile, metres, seconds) for name, profile in base.profiles.items()}
    return replace(base, profiles=profiles, source="matrix sheet", error_percent=None)


def _with(
    profile: TravelProfile,
    metres: np.ndarray[tuple[int, int], np.dtype[np.int32]],
    seconds: np.ndarray[tuple[int, int], np.dtype[np.int32]],
) -> TravelProfile:
    still = np.zeros_like(profile.big_city)
    ferry = np.minimum(profile.ferry_s, seconds)
    tolled = np.minimum(profile.expressway_m, metres)
    return replace(
        profile,
        distance_m=metres,
        driving_s=seconds - ferry,
        big_city=still,
        city=still,
        ferry_s=ferry,
        expressway_m=tolled,
    )
