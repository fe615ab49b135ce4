"""What the loads of a plan lived through."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.simulation.chance import Bools

LoadKey = tuple[str, int]
"""Departure and position of the call in it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lived:
    """What the load of a call lived through, one entry a replication.

    ``heat``: its warmest part was above the band; ``spoiled``: for longer than is tolerated; ``freeze``:
    its coldest part was below the freezing threshold; ``diverted``: brought to refuge instead of the centre.
    """

    heat: Bools
    spoiled: Bools
    freeze: Bools
    diverted: Bools
