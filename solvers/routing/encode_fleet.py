"""Vehicles sorted by depot and kind, and how many drivers are on duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from distribution.fleet import LICENCE_ORDER, Vehicle, VehicleType
from distribution.inputs import WeekInputs
from distribution.network import Site
from solvers.routing.rosters import hands
from solvers.routing.tables import CLOCK_DAYS, HEADCOUNT, Ints


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FleetArrays:
    """Kinds (depot × type × permits), vehicles in their order, drivers by depot, day and licence.

    A vehicle has a row for every trip that it may make on a day, under the same id.
    """

    types: tuple[VehicleType, ...]
    kind_types: tuple[VehicleType, ...]
    kind_depots: tuple[int, ...]
    kind_permits: tuple[tuple[str, ...], ...]
    vehicle_ids: tuple[str, ...]
    vehicle_kinds: tuple[int, ...]
    vehicle_bodies: tuple[int, ...]
    vehicle_days: Ints
    depot_first: tuple[int, ...]
    depot_last: tuple[int, ...]
    drivers: Ints


def encode_fleet(inputs: WeekInputs, depots: tuple[Site, ...]) -> FleetArrays:
    """Return the round vehicles of the depots; trunk vehicles are no part of routing."""
    rows = {d.site_id: i for i, d in enumerate(depots)}
    fleet = inputs.fleet

    def kind_of(v: Vehicle) -> tuple[int, str, tuple[str, ...]]:
        return rows[v.depot_id], v.type_id, tuple(sorted(v.permits))

    trips = inputs.parameters.trips_a_day
    owned = sorted(
        (v for v in fleet.vehicles if v.role == "round" and v.depot_id in rows),
        key=lambda v: (*kind_of(v), v.vehicle_id),
    )
    vehicles = [v for v in owned for _ in range(trips)]
    kinds = sorted({kind_of(v) for v in vehicles})
    kind_types = tuple(fleet.type(type_id) for _, type_id, _ in kinds)
    homes = [rows[v.depot_id] for v in vehicles]
    days = [inputs.calendar.week.monday + timedelta(days=i) for i in range(CLOCK_DAYS)]
    return FleetArrays(
        types=tuple(sorted(set(kind_types), key=lambda t: t.type_id)),
        kind_types=kind_types,
        kind_depots=tuple(depot for depot, _, _ in kinds),
        kind_permits=tuple(permits for _, _, permits in kinds),
        vehicle_ids=tuple(v.vehicle_id for v in vehicles),
        vehicle_kinds=tuple(kinds.index(kind_of(v)) for v in vehicles),
        vehicle_bodies=tuple(row // trips * trips for row in range(len(vehicles))),
        vehicle_days=np.array([[d in v.days for d in days] for v in vehicles], np.bool_).reshape(
            -1, CLOCK_DAYS
        ),
        depot_first=tuple(int(np.searchsorted(homes, q, "left")) for q in range(len(depots))),
        depot_last=tuple(int(np.searchsorted(homes, q, "right")) for q in range(len(depots))),
        drivers=_drivers(inputs, rows),
    )


def _drivers(inputs: WeekInputs, rows: dict[str, int]) -> Ints:
    """Count, by depot, day and licence, the drivers who hold at least that licence."""
    on_duty = np.zeros((len(rows), CLOCK_DAYS + 1, len(LICENCE_ORDER)), np.int64)
    for hand in hands(inputs):
        if hand.depot_id in rows:
            depot, level = rows[hand.depot_id], hand.level + 1
            on_duty[depot, HEADCOUNT, :level] += 1
            for day in sorted(hand.days & set(range(CLOCK_DAYS))):
                on_duty[depot, day, :level] += 1
    return on_duty
