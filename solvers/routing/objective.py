"""What a state costs: routes, couriers, patterns chosen and clients left out (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.outings import outings_vnd
from solvers.routing.tables import COURIER, State, Tables


@compiled
def total_vnd(t: Tables, s: State) -> int:
    """Return the objective of a state, đồng."""
    total = outings_vnd(t, s)
    for slot in range(s.route.shape[0]):
        if s.route[slot].size:
            total += s.route[slot].cost
    for visit in range(s.visit_slot.shape[0]):
        if s.visit_slot[visit] <= COURIER:
            total += t.courier_vnd[visit, COURIER - s.visit_slot[visit]]
    for client in range(s.client_pattern.shape[0]):
        pattern = s.client_pattern[client]
        total += t.pattern[pattern].vnd if pattern >= 0 else t.client[client].out_vnd
    return total
