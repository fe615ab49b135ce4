"""Numbers of routes and consignments in a re-planned week: who keeps vehicle and day keeps the number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from distribution.plan import Consignment, Route, WeeklyPlan
from distribution.trips import trip_keys

_NUMBER = re.compile(r"(\d+)$")


def renumbered(
    plan: WeeklyPlan, routes: Sequence[Route], consignments: Sequence[Consignment]
) -> tuple[tuple[Route, ...], tuple[Consignment, ...]]:
    """Return routes and consignments under the numbers of the plan, new ones counted on from its last."""
    known = {key: r.route_id for key, r in zip(trip_keys(plan.routes), plan.routes, strict=True)}
    fresh = _fresh("R", (r.route_id for r in plan.routes))
    ordered = sorted(routes, key=lambda r: (r.depart_s, r.depot_id, r.vehicle_id))
    named = [
        replace(r, route_id=known.get(key) or next(fresh))
        for r, key in zip(ordered, trip_keys(ordered), strict=True)
    ]
    parcels = {_parcel(c, plan.consignments): c.consignment_id for c in plan.consignments}
    fresh = _fresh("C", (c.consignment_id for c in plan.consignments))
    sent = [
        replace(c, consignment_id=parcels.get(_parcel(c, consignments)) or next(fresh)) for c in consignments
    ]
    return tuple(named), tuple(sent)


def _parcel(one: Consignment, all_of_them: Sequence[Consignment]) -> tuple[str, str, int, int]:
    """Return what tells a consignment from others: depot, centre, time, and which of that visit it is."""
    alike = [c for c in all_of_them if (c.depot_id, c.centre_id, c.depart_s) == _key(one)]
    return (*_key(one), alike.index(one))


def _key(one: Consignment) -> tuple[str, str, int]:
    return one.depot_id, one.centre_id, one.depart_s


def _fresh(letter: str, taken: Iterable[str]) -> Iterator[str]:
    numbers = [int(found[1]) for name in taken if (found := _NUMBER.search(name))]
    last = max(numbers, default=0)
    while True:
        last += 1
        yield f"{letter}-{last:03d}"
