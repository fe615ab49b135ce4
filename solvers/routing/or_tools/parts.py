"""From the problem and a start to the parts that OR-Tools searches.

Its model holds day routes alone.  Tours with a night, and clients locked to a vehicle on them, stay
as the start has them.  A client visited several times keeps the pattern of the start; one visited
once may change its day, which is a choice of one node of several.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from distribution.units import HOUR_S
from solvers.routing import tables as rule
from solvers.routing.cheapest import FAR, courier
from solvers.routing.or_tools.part import Node, Part, Wheels
from solvers.routing.or_tools.reach import within_reach
from solvers.routing.or_tools.regions import Region
from solvers.routing.or_tools.spans import Span, depot_spans, unloading_spans
from solvers.routing.problem import RouteChoice, RoutingProblem
from solvers.routing.referee import trip
from solvers.routing.tables import DAYS, Ints, State, Tables

BREAKS = 1 + 15 / 240  # a quarter of an hour of break in every four hours at the wheel
DAYTIME = 0.25  # slower than free flow by day, in city traffic


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """What of a region OR-Tools may change: slots (vehicle, day) and clients."""

    slots: tuple[int, ...]
    clients: tuple[int, ...]


def free_of(problem: RoutingProblem, state: State, region: Region) -> Free:
    """Return the slots and clients that the start holds on no tour and from no other depot.

    What is fixed spreads: a route with a fixed client is fixed, and so are all clients on it.
    """
    t = problem.tables
    vehicles = (v for v in range(*t.depot[["first", "last"]][region.depot].item()) if t.body[v] == v)
    every = [v * DAYS + day for v in vehicles for day in range(DAYS)]
    used = {s: _clients(t, state, s) for s in every if state.route["size"][s]}
    fixed_slots = {s for s in used if _tour(t, state, s)}
    fixed = {c for c in region.clients if _elsewhere(t, state, region, c)}
    while True:
        fixed |= {c for s in fixed_slots for c in used[s]}
        more = {s for s, clients in used.items() if clients & fixed or not clients <= set(region.clients)}
        if more <= fixed_slots:
            break
        fixed_slots |= more
    taken = {
        s // DAYS * DAYS + day
        for s in fixed_slots
        for day in range(s % DAYS, int(state.route["ret"][s]) // 86_400 + 1)
    }
    open_days = (s for s in every if s % DAYS < DAYS - 1 and t.vehicle_days[s // DAYS, s % DAYS])
    return Free(
        slots=tuple(s for s in open_days if s not in taken),
        clients=tuple(c for c in region.clients if c not in fixed),
    )


def _clients(t: Tables, state: State, slot: int) -> set[int]:
    return {int(c) for c in t.visit["client"][state.seq[slot, : state.route["size"][slot]]]}


def _elsewhere(t: Tables, state: State, region: Region, client: int) -> bool:
    """Return whether some visit of a client is made from another depot."""
    pattern = int(state.client_pattern[client])
    if pattern < 0:
        return False
    slots = state.visit_slot[t.pattern["first"][pattern] : t.pattern["last"][pattern]].tolist()
    return any(s >= 0 and t.kind["depot"][t.vehicle_kind[s // DAYS]] != region.depot for s in slots)


def _tour(t: Tables, state: State, slot: int) -> bool:
    days = t.visit["day"][state.seq[slot, : state.route["size"][slot]]]
    shift = int(t.kind["shift_s"][t.vehicle_kind[slot // DAYS]])
    away = int(state.route["ret"][slot] - state.route["depart"][slot])
    return bool((days != slot % DAYS).any()) or away > shift


def part_of(problem: RoutingProblem, state: State, free: Free) -> Part:
    """Return the model data of a region."""
    t = problem.tables
    wheels = tuple(_wheels(problem, slot) for slot in free.slots)
    prices: list[int] = []
    nodes: list[Node] = []
    for client in free.clients:
        for visits in _choices(t, state, client):
            nodes += [n for visit in visits for n in _nodes(t, visit, len(prices), free.slots)]
            prices.append(_price(t, client, visits))
    profiles, types = sorted({w.profile for w in wheels}), sorted({w.type for w in wheels})
    part = Part(
        nodes=tuple(nodes),
        wheels=wheels,
        prices=tuple(prices),
        seconds={p: _seconds(t, p) for p in profiles},
        wheel={p: _driving(t, p).tolist() for p in profiles},
        metres={p: t.travel["metres"][p].tolist() for p in profiles},
        vnd={k: t.leg_vnd[k].tolist() for k in types},
        crews=_crews(t, state, free.slots),
        start=(),
    )
    reached = within_reach(part)
    return replace(reached, start=_start(problem, state, reached.nodes, free.slots))


def _choices(t: Tables, state: State, client: int) -> list[list[int]]:
    """Return groups of visits of which one each is made."""
    patterns = range(int(t.client["first"][client]), int(t.client["last"][client]))
    visits = {p: list(range(int(t.pattern["first"][p]), int(t.pattern["last"][p]))) for p in patterns}
    chosen = int(state.client_pattern[client])
    single = [v[0] for v in visits.values() if len(v) == 1]
    if chosen >= 0 and len(visits[chosen]) > 1:
        return [[v] for v in visits[chosen]]
    if single:
        return [single]
    return [[v] for v in next(iter(visits.values()))]


def _price(t: Tables, client: int, visits: list[int]) -> int:
    """Price none of the visits on a route: the courier where one may go, else the client left out."""
    sent = [courier(t, v)[0] + int(t.pattern["vnd"][t.visit["pattern"][v]]) for v in visits]
    return min(int(t.client["out_vnd"][client]), *(s for s in (*sent, FAR)))


def _nodes(t: Tables, visit: int, choice: int, slots: tuple[int, ...]) -> list[Node]:
    """Return one node for each window less bans, with the vehicles that have it.

    The library often refuses a start when a time may lie on either side of a gap, so no node has one.
    """
    day, client = int(t.visit["day"][visit]), int(t.visit["client"][visit])
    groups: dict[Span, list[int]] = {}
    spans_of: dict[int, tuple[Span, ...]] = {}
    for row, slot in enumerate(slots):
        vehicle, kind = slot // DAYS, int(t.vehicle_kind[slot // DAYS])
        if slot % DAYS != day or t.ready_day[client, t.kind["depot"][kind]] > day:
            continue
        if t.client["vehicle"][client] not in (-1, t.body[vehicle]):
            continue
        spans = spans_of.setdefault(kind, unloading_spans(t, kind, visit))
        for span in spans:
            groups.setdefault(span, []).append(row)
    one = t.visit[visit]
    return [
        Node(
            visit=visit,
            choice=choice,
            place=int(t.client["place"][client]),
            span=span,
            service_s=int(one["service_s"]),
            loads=(int(one["boxes"]), int(one["g"]), int(one["vnd"])),
            extra_vnd=int(one["avoid_vnd"]) + int(t.pattern["vnd"][one["pattern"]]),
            vehicles=tuple(rows),
        )
        for span, rows in sorted(groups.items())
    ]


def _wheels(problem: RoutingProblem, slot: int) -> Wheels:
    t, vehicle, day = problem.tables, slot // DAYS, slot % DAYS
    number = int(t.vehicle_kind[vehicle])
    kind, loading = t.kind[number], int(t.rules[rule.LOADING_S])
    leave, back = depot_spans(t, number, day)
    return Wheels(
        vehicle=vehicle,
        day=day,
        place=int(t.depot["place"][kind["depot"]]),
        profile=int(kind["profile"]),
        type=int(kind["type"]),
        loads=(int(kind["boxes"]), int(kind["payload_g"]), int(t.rules[rule.VALUE_CAP])),
        range_m=int(kind["range_m"]),
        day_vnd=int(kind["day_vnd"]),
        span_s=int(kind["shift_s"]) - loading,
        driving_s=int(kind["driving_s"]),
        regular_s=max(0, int(t.rules[rule.OVERTIME_AFTER_S]) - loading),
        overtime_vnd_s=-(-int(t.rules[rule.OVERTIME_VND_H]) * int(kind["crew"]) // HOUR_S),
        leave=(leave[0][0], leave[-1][1]),
        back=(back[0][0], back[-1][1]),
    )


def _driving(t: Tables, profile: int) -> Ints:
    """Return the seconds at the wheel of every leg by day."""
    legs = t.travel[profile]
    slow = 1.0 + DAYTIME * (legs["big_city"] + legs["city"])
    return np.asarray(np.ceil(legs["free_s"] * slow), np.int64)


def _seconds(t: Tables, profile: int) -> list[list[int]]:
    """Return the seconds of every leg with the breaks that fall to it and its ferry."""
    table = np.ceil(_driving(t, profile) * BREAKS).astype(np.int64) + t.travel[profile]["ferry_s"]
    seconds: list[list[int]] = table.tolist()
    return seconds


def _crews(t: Tables, state: State, slots: tuple[int, ...]) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Bound the vehicles that run at once by the drivers whom the fixed tours leave."""
    bounds = []
    inside = set(slots)
    for depot in sorted({int(t.kind["depot"][t.vehicle_kind[s // DAYS]]) for s in slots}):
        for day in range(DAYS - 1):
            for level in range(4):
                rows = tuple(
                    i
                    for i, s in enumerate(slots)
                    if s % DAYS == day
                    and t.kind["depot"][t.vehicle_kind[s // DAYS]] == depot
                    and t.kind["level"][t.vehicle_kind[s // DAYS]] >= level
                )
                busy = int(state.crews[depot, day, level:].sum()) - _running(
                    t, state, inside, depot, day, level
                )
                most = max(0, int(t.drivers[depot, day, level]) - busy)
                if len(rows) > most:
                    bounds.append((rows, most))
    return tuple(bounds)


def _running(t: Tables, state: State, inside: set[int], depot: int, day: int, level: int) -> int:
    """Return how many crew members the free routes of the start bind that day."""
    kinds = t.vehicle_kind
    return sum(
        int(t.kind["crew"][kinds[s // DAYS]])
        for s in sorted(inside)
        if state.route["size"][s]
        and s % DAYS <= day <= state.route["ret"][s] // 86_400
        and t.kind["depot"][kinds[s // DAYS]] == depot
        and t.kind["level"][kinds[s // DAYS]] >= level
    )


def _start(
    problem: RoutingProblem, state: State, nodes: tuple[Node, ...], slots: tuple[int, ...]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return the start's day routes as nodes, by the windows in which they unload."""
    choices: dict[tuple[int, int], list[int]] = {}
    for i, node in enumerate(nodes):
        for v in node.vehicles:
            choices.setdefault((node.visit, v), []).append(i)
    made = []
    for row, slot in enumerate(slots):
        visits = state.seq[slot, : state.route["size"][slot]].tolist()
        if not visits:
            continue
        choice = RouteChoice(
            vehicle=slot // DAYS,
            day=slot % DAYS,
            depart_s=int(state.route["depart"][slot]),
            visits=tuple(visits),
        )
        calls = zip(visits, trip(problem, choice).start_s, strict=True)
        found = [
            next((i for i in choices.get((v, row), ()) if nodes[i].span[0] <= s <= nodes[i].span[1]), None)
            for v, s in calls
        ]
        made.append((row, tuple(i for i in found if i is not None)))
    return tuple(made)
