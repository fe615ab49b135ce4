"""The week in parts that share no vehicle, driver or client: each depot with the clients it now serves."""

from __future__ import annotations

from dataclasses import dataclass

from solvers.routing.problem import RoutingProblem
from solvers.routing.tables import COURIER, DAYS, NEVER, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A depot and its clients."""

    depot: int
    clients: tuple[int, ...]


def regions(problem: RoutingProblem, state: State) -> tuple[Region, ...]:
    """Return the depots with the clients that a state serves from there, largest first.

    A client that is out, or served from several depots, counts to the first that may serve it.
    """
    members: dict[int, list[int]] = {}
    for client in range(len(problem.centre_ids)):
        depot = _depot(problem, state, client)
        if depot is not None:
            members.setdefault(depot, []).append(client)
    made = (Region(depot=depot, clients=tuple(clients)) for depot, clients in members.items())
    return tuple(sorted(made, key=lambda r: (-len(r.clients), r.depot)))


def _depot(problem: RoutingProblem, state: State, client: int) -> int | None:
    t, pattern = problem.tables, int(state.client_pattern[client])
    able = [q for q, day in enumerate(t.ready_day[client].tolist()) if day < NEVER]
    if pattern < 0:
        return able[0] if able else None
    slots = state.visit_slot[t.pattern["first"][pattern] : t.pattern["last"][pattern]].tolist()
    used = {
        int(t.kind["depot"][t.vehicle_kind[slot // DAYS]]) if slot >= 0 else int(COURIER - slot)
        for slot in slots
    }
    return min(used)
