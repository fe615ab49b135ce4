"""What has left before the present begins stays as it went.

A centre is one client of the week with all its visits.  Where one of them has been driven and another is
still to come, or doses are wanted on top, the two are parted: the driven one is no part of the question any
more, and the rest is asked for on the days that are left (``rest``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from distribution.errors import EngineError
from distribution.feasibility.windows import visit_day
from distribution.inputs import WeekInputs
from distribution.plan import Consignment, Drop, Route, WeeklyPlan
from operations.replanning.changes import Changes, departed
from operations.replanning.under_way import out_of_order
from solvers.transfers.departure import Call, Departure


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Routes and consignments that have left, as they went, and the centres that they part.

    Routes whose vehicle broke down on the way are not among them: they end where it stands.  ``days`` are,
    by parted centre, the days on which it has had or will have what has left.
    """

    routes: tuple[Route, ...] = ()
    consignments: tuple[Consignment, ...] = ()
    days: tuple[tuple[str, frozenset[date]], ...] = ()

    @property
    def parted(self) -> frozenset[str]:
        """The centres of which one visit has left and something is still to come."""
        return frozenset(centre_id for centre_id, _ in self.days)

    @property
    def ids(self) -> frozenset[str]:
        """The numbers of what has left."""
        return frozenset((*(r.route_id for r in self.routes), *(c.consignment_id for c in self.consignments)))

    def days_of(self, centre_id: str) -> frozenset[date]:
        """Return the days of a parted centre's visits that have left."""
        return dict(self.days).get(centre_id, frozenset())

    def drops_of(self, centre_id: str) -> tuple[Drop, ...]:
        """Return the goods that have left for a centre."""
        found = [s.drops for r in self.routes for s in r.stops if s.centre_id == centre_id]
        found += [c.drops for c in self.consignments if c.centre_id == centre_id]
        return tuple(drop for drops in found for drop in drops)


def past_of(plan: WeeklyPlan, inputs: WeekInputs, changes: Changes) -> Past:
    """Return what has left of a plan before the frozen time of its changes."""
    stranded = out_of_order(plan, changes)
    routes = tuple(r for r in plan.routes if departed(r.depart_s, changes.frozen_s) and r not in stranded)
    parcels = tuple(c for c in plan.consignments if departed(c.depart_s, changes.frozen_s))
    days: dict[str, set[date]] = {}
    for centre_id, time_s in (
        *((s.centre_id, s.start_s) for r in routes for s in r.stops),
        *((c.centre_id, c.arrive_s) for c in parcels),
    ):
        days.setdefault(centre_id, set()).add(visit_day(inputs, centre_id, time_s))
    wanted = {order.centre_id for order in changes.urgent}
    wanted |= {s.centre_id for r in plan.routes if r not in routes and r not in stranded for s in r.stops}
    wanted |= {c.centre_id for c in plan.consignments if c not in parcels}
    wanted -= {s.centre_id for r in stranded for s in r.stops}  # theirs is left to the people on the spot
    parted = sorted(days.keys() & wanted)
    return Past(routes=routes, consignments=parcels, days=tuple((c, frozenset(days[c])) for c in parted))


def to_come(plan: WeeklyPlan, past: Past) -> WeeklyPlan:
    """Return a plan without the calls that have left at the centres that they part."""
    if not past.days:
        return plan
    ids, parted = past.ids, past.parted
    routes = (
        replace(r, stops=tuple(s for s in r.stops if r.route_id not in ids or s.centre_id not in parted))
        for r in plan.routes
    )
    parcels = (c for c in plan.consignments if c.consignment_id not in ids or c.centre_id not in parted)
    return replace(plan, routes=tuple(r for r in routes if r.stops), consignments=tuple(parcels))


def as_they_went(
    past: Past, routes: Sequence[Route], parcels: Sequence[Consignment]
) -> tuple[tuple[Route, ...], tuple[Consignment, ...]]:
    """Return routes and consignments, with those that have left and of which the question knows only a part.

    One that it knows whole is timed by today's roads, as all are: a road that has closed since is no breach.
    """
    whole = {(r.vehicle_id, r.depart_s, _centres(r)) for r in routes}
    parted = [r for r in past.routes if (r.vehicle_id, r.depart_s, _centres(r)) not in whole]
    gone = {(r.vehicle_id, r.depart_s) for r in parted}
    sent = {(c.depot_id, c.centre_id, c.depart_s) for c in past.consignments}
    driven = (r for r in routes if (r.vehicle_id, r.depart_s) not in gone)
    posted = (c for c in parcels if (c.depot_id, c.centre_id, c.depart_s) not in sent)
    return (*parted, *driven), (*past.consignments, *posted)


def _centres(route: Route) -> tuple[str, ...]:
    return tuple(stop.centre_id for stop in route.stops)


def departures_gone(past: Past) -> tuple[Departure, ...]:
    """Return what has left as departures, with the packs that were on board."""
    routes = (
        Departure(
            departure_id=r.route_id,
            depot_id=r.depot_id,
            depart_s=r.depart_s,
            calls=tuple(_call(s.centre_id, s.start_s, s.drops) for s in r.stops),
        )
        for r in past.routes
    )
    parcels = (
        Departure(
            departure_id=c.consignment_id,
            depot_id=c.depot_id,
            depart_s=c.depart_s,
            calls=(_call(c.centre_id, c.arrive_s, c.drops),),
        )
        for c in past.consignments
    )
    return (*routes, *parcels)


def require_as_it_went(past: Past, plan: WeeklyPlan) -> None:
    """Refuse a plan that says something else of what has left than the plan by which it left.

    Raises
    ------
    EngineError
        With the numbers concerned.
    """
    now = {r.route_id: _sight(r) for r in plan.routes}
    altered = [r.route_id for r in past.routes if now.get(r.route_id) != _sight(r)]
    if altered:
        raise EngineError(f"the plan alters what has left: {', '.join(altered)}")


def _sight(route: Route) -> tuple[object, ...]:
    goods = tuple(
        (s.centre_id, tuple(sorted((d.product_id, d.lot_id, d.doses) for d in s.drops))) for s in route.stops
    )
    return route.vehicle_id, route.depart_s, goods


def _call(centre_id: str, arrive_s: int, drops: Sequence[Drop]) -> Call:
    packs: Counter[str] = Counter()
    for drop in drops:
        packs[drop.product_id] += drop.packs
    return Call(centre_id=centre_id, arrive_s=arrive_s, packs=dict(sorted(packs.items())))
