"""How far and how long between any two places, for every kind of vehicle and hour.

The interface that all floors use; sources (road graph, matrix of the workbook) fill it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from distribution.traffic import driving_s


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelProfile:
    """All pairs for one speed profile (``motorbike``, ``van``, ``truck``, ``heavy``).

    Every array has shape (places, places).  ``driving_s`` is free flow at the wheel;
    ``big_city`` and ``city`` are the fractions of it driven in the traffic of Hà Nội and HCMC,
    and of the other large cities; ``ferry_s`` is on or waiting for a ferry, ``ferries`` their
    number, ``expressway_m`` the tolled metres.
    """

    distance_m: NDArray[np.int32]
    driving_s: NDArray[np.int32]
    big_city: NDArray[np.float32]
    city: NDArray[np.float32]
    ferry_s: NDArray[np.int32]
    ferries: NDArray[np.int8]
    expressway_m: NDArray[np.int32]


class RefugeWays(Protocol):
    """The ways of a truck, on which refuge is looked for in stores that have room."""

    def away_s(self, origin_id: str, destination_id: str, stores: Collection[str]) -> int | None:
        """Return seconds from the worst point of a way to the nearest of the stores; None: none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelTable:
    """Travel between all places of a network.

    ``source`` names where the figures come from, ``error_percent`` their measured mean error
    against published distances (None when unknown).  ``refuge_s[i, j]``, where known, is the
    longest time from any point of the fastest truck path i → j to the nearest cold store, full or
    not; ``refuge`` gives it for stores that have room, where the ways themselves are known.
    """

    place_ids: tuple[str, ...]
    profiles: Mapping[str, TravelProfile]
    refuge_s: NDArray[np.int32]
    source: str
    error_percent: float | None
    refuge: RefugeWays | None = None

    def index(self, place_id: str) -> int:
        """Return the row of a place."""
        return self.place_ids.index(place_id)


def leg(
    travel: TravelTable, profile: str, origin_id: str, destination_id: str, depart_s: int
) -> tuple[int, int, int]:
    """Return metres, seconds at the wheel in the traffic of the hour, and seconds on ferries of a leg."""
    table = travel.profiles[profile]
    i, j = travel.index(origin_id), travel.index(destination_id)
    wheel_s = driving_s(
        int(table.driving_s[i, j]), float(table.big_city[i, j]), float(table.city[i, j]), depart_s
    )
    return int(table.distance_m[i, j]), wheel_s, int(table.ferry_s[i, j])
