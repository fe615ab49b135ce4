"""Sequences of another engine made exact: timed, relieved of what does not fit, filled up again."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solvers.routing import tables as rule
from solvers.routing.cheapest import insert_client
from solvers.routing.links import count
from solvers.routing.placing import clear, retime, take_client
from solvers.routing.problem import RoutingProblem
from solvers.routing.savings import by_courier_where_cheaper
from solvers.routing.tables import DAYS, Ints, State, Work, new_work


def adopt(
    problem: RoutingProblem,
    state: State,
    slots: Sequence[int],
    clients: Sequence[int],
    found: Sequence[tuple[int, Sequence[int]]],
) -> None:
    """Replace the routes of ``slots`` by the sequences found (slot, visits) and place every client.

    A route that breaks a rule loses the client whose absence mends it, or else its last one, until it
    fits; those lost, and those not found at all, are inserted at least cost, by courier where cheaper.
    """
    t, work = problem.tables, new_work()
    for slot in slots:
        clear(t, state, slot)
    for client in clients:
        take_client(t, state, work, client)
        state.client_pattern[client] = rule.OUT
    for slot, visits in sorted(found):
        _lay(problem, state, work, slot, list(visits))
    _settle_patterns(problem, state, work, clients)
    broken = _half_visited(problem, state)
    for client in broken:
        take_client(t, state, work, client)
        state.client_pattern[client] = rule.OUT
    for client in sorted({*clients, *broken}):
        if state.client_pattern[client] < 0:
            insert_client(t, state, work, client, int(t.client["out_vnd"][client]), True)
    by_courier_where_cheaper(t, state)


def _half_visited(problem: RoutingProblem, state: State) -> list[int]:
    """Return the clients, of this part or beside it, that miss a visit of their pattern."""
    clients = problem.tables.visit["client"]
    due = problem.tables.visit["pattern"] == state.client_pattern[clients]
    return sorted({int(c) for c in clients[due & (state.visit_slot == rule.OUT)]})


def _lay(problem: RoutingProblem, state: State, work: Work, slot: int, visits: list[int]) -> None:
    """Lay a sequence on a slot, without visits until it keeps every rule."""
    while visits and not _laid(problem, state, work, slot, visits):
        for at in range(len(visits)):
            rest = visits[:at] + visits[at + 1 :]
            if rest and _laid(problem, state, work, slot, rest):
                return
        visits = visits[:-1]


def _laid(problem: RoutingProblem, state: State, work: Work, slot: int, visits: list[int]) -> bool:
    t = problem.tables
    state.seq[slot, : len(visits)] = visits
    state.route["size"][slot] = len(visits)
    if not _carries(problem, slot, visits) or retime(t, state, work, slot):
        state.route[slot] = np.zeros((), state.route.dtype)
        return False
    state.visit_slot[visits] = slot
    count(t, state, slot, 1)
    return True


def _carries(problem: RoutingProblem, slot: int, visits: list[int]) -> bool:
    t = problem.tables
    kind = t.kind[t.vehicle_kind[slot // DAYS]]
    loads = t.visit[visits]
    return bool(
        loads["boxes"].sum() <= kind["boxes"]
        and loads["g"].sum() <= kind["payload_g"]
        and loads["vnd"].sum() <= t.rules[rule.VALUE_CAP]
    )


def _settle_patterns(problem: RoutingProblem, state: State, work: Work, clients: Sequence[int]) -> None:
    """A client has the pattern all of whose visits lie on routes; the visits of others are taken out."""
    t = problem.tables
    for client in clients:
        for pattern in range(int(t.client["first"][client]), int(t.client["last"][client])):
            visits = _visits(problem, pattern)
            placed = state.visit_slot[visits] >= 0
            if placed.all() and state.client_pattern[client] < 0:
                state.client_pattern[client] = pattern
            elif placed.any():
                for slot in sorted({int(s) for s in state.visit_slot[visits[placed]]}):
                    rest = [int(v) for v in state.seq[slot, : state.route["size"][slot]] if v not in visits]
                    clear(t, state, slot)
                    _lay(problem, state, work, slot, rest)


def _visits(problem: RoutingProblem, pattern: int) -> Ints:
    one = problem.tables.pattern[pattern]
    return np.arange(one["first"], one["last"])
