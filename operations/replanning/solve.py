"""One answer to a re-planned week: patterns, routes mended, crews, lots; repeated while lots teach."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date

from distribution.feasibility.windows import visit_day
from distribution.inputs import Lock, WeekInputs
from distribution.plan import Consignment, Route, Unserved, WeeklyPlan
from distribution.progress import OnProgress
from distribution.projection import Projection, project
from distribution.promises import promises
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from distribution.trips import TripKey
from distribution.units import DAY_S
from operations.assembly import Answers, assemble
from operations.calls import departures_of
from operations.replanning.lots import lots_again
from operations.replanning.names import renumbered
from operations.replanning.past import (
    Past,
    as_they_went,
    departures_gone,
    require_as_it_went,
)
from operations.replanning.rest import rest_asked
from operations.settings import PlanSettings
from operations.weekly import Decoded, Learned
from solvers.allocation.problem import Allocation
from solvers.patterns import centre_requests
from solvers.routing.couriers import CourierRules
from solvers.routing.crews import Crew
from solvers.routing.decode import decode
from solvers.routing.drivers import with_drivers
from solvers.routing.encode import encode
from solvers.routing.mending.present import Present, present, slot_of, with_sequences
from solvers.routing.mending.repair import Holding, repaired
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.slots import by_slot, slots
from solvers.routing.tables import DAYS
from solvers.routing.unserved.explain import explained
from solvers.visits import CentreRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is the same for every answer: the plan, the question of today, who gets how much.

    ``now`` is the plan without the calls that a vehicle broken down on its way no longer makes, and without
    those that have left at centres that they part (``past``).  ``held`` are the ids of routes that nothing
    may touch, ``grounded`` vehicles that were out and make no further trip, ``laid`` those that locks of
    order lay down: by vehicle, day and trip the centres with their days; ``frozen_s`` is when the present
    begins; ``locks`` are those that are new.
    """

    plan: WeeklyPlan
    now: WeeklyPlan
    inputs: WeekInputs
    travel: TravelTable
    paths: RoadPaths
    allocation: Allocation
    empty_handed: frozenset[str]
    held: frozenset[str]
    frozen_s: int
    settings: PlanSettings
    locks: tuple[Lock, ...] = ()
    past: Past = field(default_factory=Past)
    grounded: frozenset[str] = frozenset()
    laid: Mapping[TripKey, tuple[tuple[str, date], ...]] = field(default_factory=dict)
    reconcile_rounds: int = 3

    @property
    def earliest_s(self) -> int:
        """When a route that changes may leave at the earliest: loading takes its time; 0: whenever."""
        return self.frozen_s + self.inputs.parameters.loading_s if self.frozen_s else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What stocks come to by themselves, what every centre asks of routing, and that as a problem."""

    projection: Projection
    requests: tuple[CentreRequest, ...]
    problem: RoutingProblem


def question_of(desk: Desk) -> Question:
    """Return what is asked today, before lots have taught anything; answers of one desk share it."""
    projection = project(desk.inputs)
    requests = _asked(desk, projection, Learned())
    problem = _encoded(desk, requests)
    return Question(projection=projection, requests=requests, problem=problem)


def solved(
    desk: Desk, may_move: Set[str] | None, on_progress: OnProgress, today: Question | None = None
) -> WeeklyPlan:
    """Return the plan mended; ``may_move`` are the centres that may change their days, None: all.

    ``today`` is the question where it is at hand (``question_of``).
    """
    today = today or question_of(desk)
    learned, limits = Learned(), desk.settings.limits
    for number in range(desk.reconcile_rounds):
        asked = today.requests if number == 0 else _asked(desk, today.projection, learned)
        requests = _held_to_days(desk, asked, may_move)
        untouched = requests is today.requests
        problem = today.problem if untouched else _encoded(desk, requests)
        laid = _laid(desk, problem)
        now = present(problem, desk.inputs, desk.now)
        if laid:
            now = with_sequences(problem, now, laid, desk.earliest_s)
        holding = _holding(desk, problem, now, frozenset(laid))
        ahead = _without_past_couriers(desk, problem)
        solution = repaired(ahead, now, holding, limits=limits, on_progress=on_progress)
        found = decoded(desk, problem, requests, solution)
        if not learned.news(_of_those_moved(desk, found)):
            break
    answers = Answers(
        allocation=desk.allocation,
        routes=found.routes,
        consignments=found.consignments,
        transfers=found.lots.transfers,
        drops=found.lots.drops,
        unserved=tuple(_told(desk, one, may_move) for one in found.unserved),
    )
    plan = assemble(desk.inputs, desk.travel, answers, desk.settings)
    require_as_it_went(desk.past, plan)
    return plan


def _asked(desk: Desk, projection: Projection, learned: Learned) -> tuple[CentreRequest, ...]:
    """Return what every centre still asks of routing, with what lots have taught."""
    requests = centre_requests(
        desk.inputs,
        desk.allocation,
        projection,
        learned.ready,
        learned.forbidden,
        learned.empty_handed | desk.empty_handed,
    )
    return rest_asked(requests, desk.past, desk.inputs, desk.allocation, projection, desk.frozen_s)


def _encoded(desk: Desk, requests: tuple[CentreRequest, ...]) -> RoutingProblem:
    """Return what is asked as a problem in which grounded vehicles make no trip but those that have left.

    Nor does a vehicle leave again while it is out with calls that are no part of the question any more.
    """
    problem = encode(desk.inputs, desk.travel, requests)
    emptied = {r.vehicle_id: r for r in desk.past.routes if not _left_over(r, desk)}
    if not desk.grounded and not emptied:
        return problem
    days = problem.tables.vehicle_days.copy()
    kept = by_slot(problem, [r for r in desk.plan.routes if r.route_id in desk.held])
    clock = desk.plan.week
    first = (clock.day_of(desk.frozen_s) - clock.monday).days
    for row, vehicle_id in enumerate(problem.vehicle_ids):
        if vehicle_id in desk.grounded:
            days[row, first:] = False
        elif vehicle_id in emptied:
            out = emptied[vehicle_id]
            days[row, out.depart_s // DAY_S : out.return_s // DAY_S + 1] = False
    for slot in kept:
        days[slot // DAYS, slot % DAYS] = True
    return replace(problem, tables=problem.tables._replace(vehicle_days=days))


def _left_over(route: Route, desk: Desk) -> bool:
    """Return whether a route that has left still has a call in the question."""
    return any(stop.centre_id not in desk.past.parted for stop in route.stops)


def _held_to_days(
    desk: Desk, asked: tuple[CentreRequest, ...], may_move: Set[str] | None
) -> tuple[CentreRequest, ...]:
    """Return what is asked, by those that may not move on their days alone; the same where all may."""
    kept = _kept_days(desk, may_move)
    if not kept:
        return asked
    return tuple(
        _on_days(request, kept[request.centre_id], desk.inputs) if request.centre_id in kept else request
        for request in asked
    )


def _kept_days(desk: Desk, may_move: Set[str] | None) -> dict[str, frozenset[int]]:
    """Return the days of the centres that must keep them: all but those that may move or have a lock."""
    if may_move is None:
        return {}
    free = may_move | {lock.centre_id for lock in desk.inputs.locks if lock.day}
    return {centre_id: days for centre_id, days in days_to_come(desk).items() if centre_id not in free}


def days_to_come(desk: Desk) -> dict[str, frozenset[int]]:
    """Return the days that the plan has promised, of parted centres without those that have left."""
    monday = desk.plan.week.monday
    promised = promises(desk.plan, desk.inputs).days
    gone = {c: frozenset((day - monday).days for day in days) for c, days in desk.past.days}
    return {c: days - gone.get(c, frozenset()) for c, days in promised.items()}


def _told(desk: Desk, one: Unserved, may_move: Set[str] | None) -> Unserved:
    """Return why a centre is left out: with its days held, nothing is proved about the others."""
    if one.reason == "left_out" or one.centre_id not in _kept_days(desk, may_move):
        return one
    return replace(one, reason="day_kept", proof="not_found", remedy="", arguments={})


def _on_days(request: CentreRequest, days: frozenset[int], inputs: WeekInputs) -> CentreRequest:
    monday = inputs.calendar.week.monday
    kept = tuple(p for p in request.patterns if {(v.day - monday).days for v in p.visits} == days)
    return replace(request, patterns=kept)


def _laid(desk: Desk, problem: RoutingProblem) -> dict[int, list[tuple[str, int]]]:
    """Return the routes laid down by locks of order, in the integers of a problem."""
    slot, monday = slots(problem), desk.plan.week.monday
    return {
        own: [(c, (d - monday).days) for c, d in calls]
        for key, calls in desk.laid.items()
        if (own := slot(key)) is not None
    }


def _without_past_couriers(desk: Desk, problem: RoutingProblem) -> RoutingProblem:
    """Return the problem in which no courier is sent who would have had to leave already."""
    if not desk.frozen_s:
        return problem
    rules, courier = CourierRules(desk.inputs), problem.tables.courier_vnd.copy()
    sites = [desk.inputs.network.site(depot_id) for depot_id in problem.depot_ids]
    for visit, day in enumerate(problem.visit_days):
        gone = [rules.depart_s(site, day) <= desk.frozen_s for site in sites]
        courier[visit, gone] = -1
    return replace(problem, tables=problem.tables._replace(courier_vnd=courier))


def _holding(desk: Desk, problem: RoutingProblem, now: Present, laid: frozenset[int]) -> Holding:
    """Return what is not to be touched, in the integers of a problem."""
    planned = by_slot(problem, desk.plan.routes)
    clients = {centre_id: row for row, centre_id in enumerate(problem.centre_ids)}
    sent = {p.centre_id for p in desk.past.consignments} - desk.past.parted
    driven = {slot_of(r) for r in now.solution.routes}
    gone = desk.past.ids
    held = {s for s, r in planned.items() if r.route_id in desk.held and (s in driven or r.route_id in gone)}
    return Holding(
        slots=frozenset(held) | laid,
        couriers=frozenset(clients[c] for c in sent if c in clients),
        earliest_s=desk.earliest_s,
        crews={slot: route.driver_ids for slot, route in planned.items()},
    )


def decoded(
    desk: Desk, problem: RoutingProblem, requests: tuple[CentreRequest, ...], solution: RoutingSolution
) -> Decoded:
    """Return a solution in the field's terms, under the plan's numbers, with crews and lots."""
    inputs, plan = desk.inputs, desk.plan
    driven, parcels, left_out = decode(problem, solution, inputs, desk.travel)
    routes, consignments = renumbered(plan, *as_they_went(desk.past, driven, parcels))
    crews = {
        r.route_id: Crew(driver_ids=r.driver_ids, out=r.route_id in desk.held and r.depart_s <= desk.frozen_s)
        for r in plan.routes
    }
    manned = with_drivers(routes, inputs, crews)
    gone = desk.past.ids
    new = (
        [r for r in manned if r.route_id not in gone],
        [c for c in consignments if c.consignment_id not in gone],
    )
    made = (*departures_gone(desk.past), *departures_of(inputs, problem, solution, requests, *new))
    calls = tuple(sorted(made, key=lambda d: (d.depart_s, d.departure_id)))
    out = explained(problem, solution, left_out, inputs, requests)
    return Decoded(
        routes=manned,
        consignments=consignments,
        unserved=tuple(u for u in out if u.centre_id not in desk.past.parted),  # it has had a call
        lots=lots_again(inputs, desk.travel, plan, calls, manned, desk.frozen_s),
    )


def _of_those_moved(desk: Desk, found: Decoded) -> Decoded:
    """Return an answer with the shortfalls of those centres alone whose calls are not what they were.

    A centre that stays and goes short must not be moved for it: the doses are missing wherever it stands.
    """
    before, after = (_calls(desk.inputs, p) for p in (desk.plan, found))
    short = tuple(s for s in found.lots.shortfalls if before.get(s.centre_id) != after.get(s.centre_id))
    return replace(found, lots=replace(found.lots, shortfalls=short))


def _calls(inputs: WeekInputs, plan: WeeklyPlan | Decoded) -> Mapping[str, tuple[tuple[str, date], ...]]:
    """Return by which depot and on which days each centre is called at."""
    made: dict[str, list[tuple[str, date]]] = {}
    routes: tuple[Route, ...] = plan.routes
    parcels: tuple[Consignment, ...] = plan.consignments
    for route in routes:
        for stop in route.stops:
            day = visit_day(inputs, stop.centre_id, stop.start_s)
            made.setdefault(stop.centre_id, []).append((route.depot_id, day))
    for parcel in parcels:
        day = visit_day(inputs, parcel.centre_id, parcel.arrive_s)
        made.setdefault(parcel.centre_id, []).append((parcel.depot_id, day))
    return {centre_id: tuple(sorted(set(days))) for centre_id, days in made.items()}
