"""Judges a routing solution on the problem's integers: schedules, violations, cost.

Every engine is judged here, by the same lines; none judges itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np

from solvers.routing import tables as rule
from solvers.routing.kernel import PAUSES, schedule
from solvers.routing.links import count, linked
from solvers.routing.outings import outings_vnd
from solvers.routing.placing import finish
from solvers.routing.problem import Outing, RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.tables import DAYS, State, new_state, new_work

# in the order in which they explain: a late departure always misses the window, and a motorbike
# always lacks boxes, so those two say least
REASONS: dict[int, str] = {
    rule.BAN: "ban",
    rule.HOLD: "hold_time",
    rule.DRIVING: "driving_time",
    rule.READY: "stock_not_ready",
    rule.HOURS: "depot_hours",
    rule.WINDOW: "window",
    rule.RANGE: "range",
    rule.VALUE: "value_cap",
    rule.PAYLOAD: "payload",
    rule.BOXES: "boxes",
    rule.BAYS: "bays",
    rule.DRIVERS: "no_driver",
    rule.VEHICLE: "no_vehicle",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A route in time.  ``pauses`` rows are (kind 1 break or 2 rest, leg, at stop, start, end)."""

    broken: int
    cost_vnd: int
    depart_s: int
    return_s: int
    arrive_s: tuple[int, ...]
    start_s: tuple[int, ...]
    leave_s: tuple[int, ...]
    driving_s: tuple[int, ...]
    pauses: tuple[tuple[int, int, int, int, int], ...]
    active: bool


def trip(problem: RoutingProblem, route: RouteChoice) -> Trip:
    """Return the schedule of a route at its departure, with every rule that it breaks by itself."""
    t, work = problem.tables, new_work()
    kind, n = int(t.vehicle_kind[route.vehicle]), len(route.visits)
    seq = np.array(route.visits, np.int64)
    broken, cost, _, active = schedule(t, kind, seq, n, route.depart_s, work, False)
    if sum(int(t.visit["boxes"][v]) for v in route.visits) > t.kind["boxes"][kind]:
        broken |= rule.BOXES
    if sum(int(t.visit["g"][v]) for v in route.visits) > t.kind["payload_g"][kind]:
        broken |= rule.PAYLOAD
    if sum(int(t.visit["vnd"][v]) for v in route.visits) > t.rules[rule.VALUE_CAP]:
        broken |= rule.VALUE
    return Trip(
        broken=int(broken),
        cost_vnd=int(cost),
        depart_s=route.depart_s,
        return_s=int(work.call["arrive"][n]),
        arrive_s=tuple(int(x) for x in work.call["arrive"][: n + 1]),
        start_s=tuple(int(x) for x in work.call["start"][:n]),
        leave_s=tuple(int(x) for x in work.call["leave"][:n]),
        driving_s=tuple(int(x) for x in work.call["driven"][: n + 1]),
        pauses=tuple(tuple(int(x) for x in row) for row in work.pauses[: work.now[PAUSES]]),  # type: ignore[misc]
        active=bool(active),
    )


def cost_vnd(problem: RoutingProblem, solution: RoutingSolution) -> int:
    """Return the objective: routes, couriers, prices of the patterns chosen and of clients left out."""
    t = problem.tables
    routes = sum(trip(problem, route).cost_vnd for route in solution.routes)
    routes += int(outings_vnd(t, load(problem, solution)))
    sent = sum(int(t.courier_vnd[visit, depot]) for visit, depot in solution.couriers)
    visits = [v for r in solution.routes for v in r.visits] + [v for v, _ in solution.couriers]
    patterns = sum(int(t.pattern["vnd"][p]) for p in sorted({int(t.visit["pattern"][v]) for v in visits}))
    return routes + sent + patterns + sum(int(t.client["out_vnd"][c]) for c in solution.unserved)


def outings(problem: RoutingProblem, solution: RoutingSolution) -> tuple[Outing, ...]:
    """Return the routes of a solution by vehicle and day of departure."""
    found: dict[tuple[int, int], list[RouteChoice]] = defaultdict(list)
    for route in sorted(solution.routes, key=lambda r: (r.vehicle, r.day)):
        found[int(problem.tables.body[route.vehicle]), route.day].append(route)
    return tuple(tuple(sorted(trips, key=lambda r: r.depart_s)) for trips in found.values())


def outing_cost_vnd(problem: RoutingProblem, outing: Outing) -> int:
    """Return what the trips of an outing cost together: vehicle and crew are paid once."""
    alone = sum(trip(problem, route).cost_vnd for route in outing)
    if len(outing) == 1:
        return alone
    together = RoutingSolution(routes=outing, couriers=(), unserved=())
    return alone + int(outings_vnd(problem.tables, load(problem, together)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A rule broken: by which vehicle or client, on which day (None: the week), and the rule's code.

    ``vehicle`` is the row of a route's vehicle.
    """

    subject: str
    day: int | None = None
    rule: str
    vehicle: int | None = None

    def __str__(self) -> str:
        day = "" if self.day is None else f" day {self.day}"
        return f"{self.subject}{day}: {self.rule}"


def violations(problem: RoutingProblem, solution: RoutingSolution) -> tuple[str, ...]:
    """Return a line for every rule that a solution breaks, on routes and between them."""
    return tuple(str(breach) for breach in breaches(problem, solution))


def breaches(problem: RoutingProblem, solution: RoutingSolution) -> tuple[Breach, ...]:
    """Return every rule that a solution breaks, on routes, about clients, and between routes."""
    found: list[Breach] = []
    for route in solution.routes:
        found += _of_route(problem, route, trip(problem, route).broken)
    return (*found, *_coverage(problem, solution), *_links(problem, solution))


def _of_route(problem: RoutingProblem, route: RouteChoice, bits: int) -> list[Breach]:
    name = problem.vehicle_ids[route.vehicle]
    return [Breach(subject=name, day=route.day, rule=code, vehicle=route.vehicle) for code in names(bits)]


def names(bits: int) -> list[str]:
    """Return the reason codes of broken rules."""
    return [name for bit, name in REASONS.items() if bits & bit]


def _coverage(problem: RoutingProblem, solution: RoutingSolution) -> list[Breach]:
    """Each client once by every visit of one pattern, or unserved."""
    t = problem.tables
    made = Counter(v for r in solution.routes for v in r.visits) + Counter(v for v, _ in solution.couriers)
    found = [_of_visit(problem, v, "twice") for v, n in sorted(made.items()) if n > 1]
    chosen: dict[int, set[int]] = defaultdict(set)
    for v in made:
        chosen[int(t.visit["client"][v])].add(int(t.visit["pattern"][v]))
    for client, centre_id in enumerate(problem.centre_ids):
        patterns = sorted(chosen[client])
        if client in solution.unserved:
            if patterns:
                found.append(Breach(subject=centre_id, rule="served_and_unserved"))
        elif len(patterns) != 1:
            found.append(Breach(subject=centre_id, rule="several_patterns" if patterns else "not_served"))
        else:
            span = range(int(t.pattern["first"][patterns[0]]), int(t.pattern["last"][patterns[0]]))
            found += [_of_visit(problem, v, "missing") for v in span if v not in made]
    return found + [
        _of_visit(problem, v, "no_courier") for v, q in solution.couriers if t.courier_vnd[v, q] < 0
    ]


def _of_visit(problem: RoutingProblem, visit: int, code: str) -> Breach:
    row = problem.tables.visit[visit]
    return Breach(subject=problem.centre_ids[row["client"]], day=int(row["day"]), rule=code)


def _links(problem: RoutingProblem, solution: RoutingSolution) -> list[Breach]:
    """Vehicles, drivers and bays shared by the routes, and what each vehicle may take."""
    t = problem.tables
    found: list[Breach] = []
    state = load(problem, solution)
    for route in solution.routes:
        slot = route.vehicle * DAYS + route.day
        count(t, state, slot, -1)
        row = state.route[slot]
        bits = linked(t, state, slot, row["depart"], row["ret"], row["driving"])
        depot = t.kind["depot"][t.vehicle_kind[route.vehicle]]
        if state.bays[depot, route.depart_s // 1800] >= t.depot["bays"][depot]:
            bits |= rule.BAYS
        count(t, state, slot, 1)
        for client in t.visit["client"][list(route.visits)]:
            if t.ready_day[client, depot] > route.day:
                bits |= rule.READY
            if t.client["vehicle"][client] not in (-1, t.body[route.vehicle]):
                bits |= rule.VEHICLE
        found += _of_route(problem, route, bits)
    return found


def load(problem: RoutingProblem, solution: RoutingSolution) -> State:
    """Return the working state of a solution."""
    t, state, work = problem.tables, new_state(problem.tables), new_work()
    for route in solution.routes:
        slot = route.vehicle * DAYS + route.day
        state.route["size"][slot] = len(route.visits)
        for at, visit in enumerate(route.visits):
            state.seq[slot, at] = visit
            _settle(problem, state, visit, slot)
        finish(t, state, work, slot, route.depart_s)
        count(t, state, slot, 1)
    for visit, depot in solution.couriers:
        _settle(problem, state, visit, rule.COURIER - depot)
    return state


def _settle(problem: RoutingProblem, state: State, visit: int, slot: int) -> None:
    t = problem.tables
    state.visit_slot[visit] = slot
    state.client_pattern[t.visit["client"][visit]] = t.visit["pattern"][visit]


def unload(state: State, blocked: dict[int, int]) -> RoutingSolution:
    """Return the solution of a working state."""
    slots = np.flatnonzero(state.route["size"])
    out = tuple(int(c) for c in np.flatnonzero(state.client_pattern < 0))
    return RoutingSolution(
        routes=tuple(
            RouteChoice(
                vehicle=int(s) // DAYS,
                day=int(s) % DAYS,
                depart_s=int(state.route["depart"][s]),
                visits=tuple(int(v) for v in state.seq[s, : state.route["size"][s]]),
            )
            for s in slots
        ),
        couriers=tuple(
            (int(v), int(rule.COURIER - state.visit_slot[v]))
            for v in np.flatnonzero(state.visit_slot <= rule.COURIER)
        ),
        unserved=out,
        blocked={c: blocked.get(c, 0) for c in out},
    )
