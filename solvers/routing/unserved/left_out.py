"""A client whom a solution leaves out: the rule that binds, is that proved, and what would let him in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import numpy as np

from distribution.units import DAY_S
from solvers.routing import tables as rule
from solvers.routing.cheapest import FAR, insert_client
from solvers.routing.objective import total_vnd
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import load, names
from solvers.routing.tables import CLOCK_DAYS, DAYS, NEVER, State, Tables, new_work
from solvers.routing.unserved.binding import binding, in_the_way
from solvers.routing.unserved.remedies import SHARED, USUAL, remedies
from solvers.routing.unserved.remedy import Family, Remedy

KM_M = 1_000
MOST = 20  # clients for whom remedies are sought: each is some dozens of insertions
PROVED, NOT_FOUND = "proved", "not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a client is left out: the rule's word, ``proved`` or ``not_found``, and the bits in his way."""

    reason: str
    proof: str
    bits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Helped:
    """A remedy that lets a client in, all else kept: what that costs more, and which vehicle comes when."""

    remedy: Remedy
    extra_vnd: int
    told: Mapping[str, str]

    @property
    def arguments(self) -> dict[str, str]:
        """All figures of its sentence."""
        return {**self.remedy.arguments, **self.told, "vnd": f"{self.extra_vnd:,}"}


def why_out(problem: RoutingProblem, solution: RoutingSolution, client: int) -> Why:
    """Return why a client is left out.

    ``proved``: even with the whole fleet to himself no pattern, vehicle, day or departure serves him, nor a
    courier; the reason is the rule without which one would.  Otherwise ``not_found``: others were placed in
    his stead, and the reason is what they share.
    """
    t = problem.tables
    bits = in_the_way(t, client)
    if bits and (t.ready_day[client] == NEVER).all():
        return Why(reason="no_depot", proof=PROVED, bits=bits)
    if bits and _unreachable(t, client):
        return Why(reason="no_way", proof=PROVED, bits=bits)
    if bits:
        bound = binding(t, client, bits)
        return Why(reason=names(bound)[0], proof=PROVED, bits=bits | bound)
    if served(Remedy(key="nothing", problem=problem, solution=solution), client) is not None:
        return Why(reason="not_placed", proof=NOT_FOUND, bits=0)
    met = solution.blocked.get(client, rule.VEHICLE)
    return Why(reason=names(met & SHARED or rule.VEHICLE)[0], proof=NOT_FOUND, bits=met | USUAL)


def _unreachable(t: Tables, client: int) -> bool:
    """Return whether even free flow and no rest bring nobody there within the clock of the week."""
    homes = t.depot["place"][t.ready_day[client] < NEVER]
    way = t.travel[:, homes, t.client["place"][client]]
    return bool(((way["free_s"] + way["ferry_s"]) >= CLOCK_DAYS * DAY_S).all())


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A client left out by his id: catalogue keys ``unserved.<reason>`` and, if any, ``remedy.<remedy>``."""

    client: str
    reason: str
    proof: str
    remedy: str = ""
    arguments: Mapping[str, str] = field(default_factory=dict)


def reasons_out(problem: RoutingProblem, solution: RoutingSolution) -> tuple[LeftOut, ...]:
    """Return why each client of a lawful solution is left out, and for the first ``MOST`` what would help."""
    zones = tuple(str(zone) for zone in range(len(problem.tables.crossing_s)))
    made = []
    for number, client in enumerate(solution.unserved):
        why = why_out(problem, solution, client)
        told = LeftOut(client=problem.centre_ids[client], reason=why.reason, proof=why.proof)
        families = remedies(problem, solution, client, zones, why.bits) if number < MOST else ()
        way = cheapest_way(families, client)
        made.append(told if way is None else replace(told, remedy=way.remedy.key, arguments=way.arguments))
    return tuple(made)


def cheapest_way(families: Iterable[Family], client: int) -> Helped | None:
    """Return the cheapest of the smallest changes that let a client in, None when none does."""
    return min(helped(families, client), default=None, key=lambda way: way.extra_vnd)


def helped(families: Iterable[Family], client: int) -> Iterator[Helped]:
    """Yield of each kind of change the smallest that lets the client in."""
    for family in families:
        tried = (served(remedy, client) for remedy in family)
        first = next((way for way in tried if way is not None), None)
        if first is not None:
            yield first


def served(remedy: Remedy, client: int) -> Helped | None:
    """Return what serving the client costs with the remedy, None when it does not help."""
    t = remedy.problem.tables
    state = load(remedy.problem, remedy.solution)
    before = int(total_vnd(t, state))
    if insert_client(t, state, new_work(), client, FAR, True):
        return None
    extra_vnd = int(total_vnd(t, state)) - before + int(t.client["out_vnd"][client])
    return Helped(remedy=remedy, extra_vnd=extra_vnd, told=_called_at(remedy.problem, state, client))


def _called_at(problem: RoutingProblem, state: State, client: int) -> dict[str, str]:
    """Return the vehicle and the day of the first call by road, and the kilometres that all calls add."""
    t, pattern = problem.tables, int(state.client_pattern[client])
    visits = np.arange(t.pattern["first"][pattern], t.pattern["last"][pattern])
    by_road = [int(v) for v in visits if state.visit_slot[v] >= 0]
    if not by_road:
        return {"vehicle": "", "day": f"{problem.visit_days[int(visits[0])]:%d/%m}", "km": "0"}
    slots = sorted({int(state.visit_slot[v]) for v in by_road})
    metres = sum(_metres(t, state, slot) - _metres(t, state, slot, client) for slot in slots)
    return {
        "vehicle": problem.vehicle_ids[int(state.visit_slot[by_road[0]]) // DAYS],
        "day": f"{problem.visit_days[by_road[0]]:%d/%m}",
        "km": str(round(metres / KM_M)),
    }


def _metres(t: Tables, state: State, slot: int, without: int = -1) -> int:
    """Return the metres of a route, or those of its other calls without one client."""
    kind = t.kind[t.vehicle_kind[slot // DAYS]]
    clients = t.visit["client"][state.seq[slot, : state.route["size"][slot]]]
    calls = t.client["place"][clients[clients != without]].tolist()
    home = int(t.depot["place"][kind["depot"]])
    legs = pairwise([home, *calls, home]) if calls else ()
    return sum(int(t.travel["metres"][kind["profile"], a, b]) for a, b in legs)
