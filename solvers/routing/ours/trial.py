"""The sequence of a route, as it is or with one more stop, written down for the week's rules (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled, inlined
from solvers.routing.ours.ground import Ground
from solvers.routing.ours.state import DAY, NEXT, State
from solvers.routing.ours.week import Week, settle
from solvers.routing.tables import LONGEST


@inlined
def write_down(g: Ground, s: State, t: Week, r: int, v: int, p: int) -> int:
    """Write the stops of route r, with node v after p (p < 0: as they are), and return how many."""
    n, x, trial = 0, s.node[g.nodes + 2 * r, NEXT], t.work.trial
    if p >= g.nodes:
        trial[0] = v
        n = 1
    while x < g.nodes and n <= LONGEST:
        trial[n] = x
        n += 1
        if x == p:
            trial[n] = v
            n += 1
        x = s.node[x, NEXT]
    return n


@inlined
def in_order(g: Ground, s: State, v: int, p: int, y: int) -> bool:
    """Return whether node v between p and y keeps the days of the stops in order."""
    day = s.node[v, DAY]
    return (p >= g.nodes or s.node[p, DAY] <= day) and (y >= g.nodes or s.node[y, DAY] >= day)


@compiled
def retime(g: Ground, s: State, t: Week, r: int) -> bool:
    """Time a route anew after its stops have changed; False when a rule is broken."""
    return settle(t, r, write_down(g, s, t, r, -1, -1))
