"""Distances and times that the user's own matrix sheet gives, in place of the road graph's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from distribution.errors import Fault, TravelSourceError
from distribution.travel import TravelTable
from distribution.travel_overlay import overlaid


def matrix_travel(matrix: Mapping[tuple[str, str], tuple[int, int]], base: TravelTable) -> TravelTable:
    """Return a table whose metres and seconds are the matrix's, the same for every vehicle.

    Ferries, tolled metres and refuge stay those of the base (a matrix sheet has no such columns), but
    neither time on ferries nor tolled metres exceed what the sheet gives for the whole leg.
    The times are taken as measured, so no traffic is added to them.

    Raises
    ------
    TravelSourceError
        Naming the pairs that the sheet lacks.
    """
    ids = base.place_ids
    missing = [f"{a} → {b}" for a in ids for b in ids if a != b and (a, b) not in matrix]
    if missing:
        arguments = {"count": str(len(missing)), "pairs": ", ".join(missing[:5])}
        raise TravelSourceError(
            [Fault(code="travel_pairs", file="matrix", sheet="matrix", arguments=arguments)]
        )
    metres = np.array([[matrix[a, b][0] if a != b else 0 for b in ids] for a in ids], dtype=np.int32)
    seconds = np.array([[matrix[a, b][1] if a != b else 0 for b in ids] for a in ids], dtype=np.int32)
    profiles = {name: overlaid(p, metres, seconds, traffic=False) for name, p in base.profiles.items()}
    return replace(base, profiles=profiles, source="matrix sheet", error_percent=None)
