"""Which trip of its vehicle's day a route is: vehicles may come home, be loaded again and leave once more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from distribution.plan import Route

TripKey = tuple[
    str, date, int
]  # a vehicle, the day on which it leaves, and which of its trips that day, from 0


def trip_keys(routes: Sequence[Route]) -> tuple[TripKey, ...]:
    """Return the vehicle, the day and the number of each route among the trips of that day, by departure."""
    made: Counter[tuple[str, date]] = Counter()
    keys: dict[int, TripKey] = {}
    for at, route in sorted(enumerate(routes), key=lambda row: (row[1].depart_s, row[1].route_id)):
        keys[at] = (route.vehicle_id, route.day, made[route.vehicle_id, route.day])
        made[route.vehicle_id, route.day] += 1
    return tuple(keys[at] for at in range(len(routes)))


def outings(routes: Sequence[Route]) -> tuple[tuple[Route, ...], ...]:
    """Return the trips of each vehicle and day together, in the order of their departures."""
    found: dict[tuple[str, date], list[Route]] = defaultdict(list)
    for route in sorted(routes, key=lambda r: (r.depart_s, r.route_id)):
        found[route.vehicle_id, route.day].append(route)
    return tuple(tuple(trips) for trips in found.values())
