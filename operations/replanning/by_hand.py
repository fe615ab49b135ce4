"""A plan with a planner's edits to the letter: timed, supplied with lots, judged; nothing is searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from distribution.errors import EngineError
from distribution.inputs import Lock, WeekInputs
from distribution.plan import Unserved, WeeklyPlan
from distribution.trips import TripKey, trip_keys
from operations.assembly import Answers, assemble
from operations.replanning.roster import Call, Roster, moved, roster_of
from operations.replanning.solve import Desk, decoded
from operations.weekly import Decoded
from solvers.patterns import visit_of
from solvers.routing.encode import encode
from solvers.routing.mending.by_hand import by_hand
from solvers.routing.problem import RoutingProblem
from solvers.routing.slots import slots
from solvers.visits import CentreRequest, DayPattern


def edited(desk: Desk, locks: tuple[Lock, ...]) -> WeeklyPlan:
    """Return the plan with the locks taken to the letter, whether it then keeps the rules or not."""
    return as_plan(desk, laid_by_hand(desk, locks), locks)


def laid_by_hand(desk: Desk, locks: tuple[Lock, ...]) -> Decoded:
    """Return routes and lots with the locks taken to the letter; what its calls lack is told beside them."""
    before = roster_of(desk.plan, desk.inputs)
    after = moved(roster_of(desk.plan, desk.inputs), locks, desk.plan, desk.inputs)
    requests = _requests(after, desk)
    problem = encode(_open(desk.inputs), desk.travel, requests)
    slot = _slots(problem)
    visit = _visits(problem)
    sequences = {
        slot(key): [visit[call.centre_id, call.day] for call in calls] for key, calls in after.routes.items()
    }
    changed = {slot(key) for key, calls in after.routes.items() if before.routes.get(key) != calls}
    keyed = zip(trip_keys(desk.plan.routes), desk.plan.routes, strict=True)
    departures = {slot(key): r.depart_s for key, r in keyed}
    sent = _sent(after, problem, visit)
    solution = by_hand(problem, sequences, departures, sent, frozenset(changed))
    return decoded(desk, problem, requests, solution)


def as_plan(desk: Desk, found: Decoded, locks: tuple[Lock, ...]) -> WeeklyPlan:
    """Return routes and lots laid by hand as a plan."""
    answers = Answers(
        allocation=desk.allocation,
        routes=found.routes,
        consignments=found.consignments,
        transfers=found.lots.transfers,
        drops=found.lots.drops,
        unserved=_unserved(desk.plan, locks),
    )
    return assemble(desk.inputs, desk.travel, answers, desk.settings)


def _requests(roster: Roster, desk: Desk) -> tuple[CentreRequest, ...]:
    """Return each centre with the one pattern that its calls make."""
    calls: dict[str, list[Call]] = defaultdict(list)
    for call in (*(c for own in roster.routes.values() for c in own), *(c for _, c in roster.couriers)):
        calls[call.centre_id].append(call)
    depots = tuple(depot.site_id for depot in desk.inputs.network.depots)
    return tuple(
        CentreRequest(
            centre_id=centre_id,
            depot_ids=depots,
            patterns=(_pattern(own, desk.inputs),),
            ready={},
        )
        for centre_id, own in sorted(calls.items())
    )


def _pattern(calls: list[Call], inputs: WeekInputs) -> DayPattern:
    ordered = sorted(calls, key=lambda call: call.day)
    visits = tuple(visit_of(inputs, c.day, c.packs, c.centre_id) for c in ordered)
    return DayPattern(visits=visits, price_vnd=0)


def _open(inputs: WeekInputs) -> WeekInputs:
    """Return the question without closed days and locks: what they forbid is for the rules to say."""
    holidays = tuple(h for h in inputs.calendar.holidays if h.deliveries not in ("none", "emergency"))
    calendar = replace(inputs.calendar, closures=(), holidays=holidays)
    return replace(inputs, calendar=calendar, locks=())


def _slots(problem: RoutingProblem) -> Callable[[TripKey], int]:
    of_trip = slots(problem)

    def slot(key: TripKey) -> int:
        if (found := of_trip(key)) is None:
            raise EngineError(f"{key[0]}: trip {key[2] + 1} of {key[1]} has no place in the week's question")
        return found

    return slot


def _visits(problem: RoutingProblem) -> dict[tuple[str, date], int]:
    owner = problem.tables.visit["client"]
    return {(problem.centre_ids[owner[v]], day): v for v, day in enumerate(problem.visit_days)}


def _sent(
    roster: Roster, problem: RoutingProblem, visit: dict[tuple[str, date], int]
) -> list[tuple[int, int]]:
    """Return the couriers' visits with their depots, where a courier may bring them at all."""
    depots = {depot_id: row for row, depot_id in enumerate(problem.depot_ids)}
    pairs = [(visit[call.centre_id, call.day], depots[depot]) for depot, call in roster.couriers]
    return [(v, depot) for v, depot in pairs if problem.tables.courier_vnd[v, depot] >= 0]


def _unserved(plan: WeeklyPlan, locks: tuple[Lock, ...]) -> tuple[Unserved, ...]:
    """Return those without a delivery: as the plan says, and those that the planner now leaves out."""
    out = {lock.centre_id for lock in locks if lock.leave_out}
    told = {u.centre_id: u for u in plan.unserved} | {
        c: Unserved(centre_id=c, reason="left_out", proof="proved", doses=0) for c in out
    }
    return tuple(told[centre_id] for centre_id in sorted(told))
