"""Put visits into routes and take them out again, keeping the shared counts (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.beside import departure_beside
from solvers.routing.compiled import compiled
from solvers.routing.kernel import schedule
from solvers.routing.links import count, linked
from solvers.routing.tables import DAYS, HOURS, OUT, State, Tables, Work


@compiled
def finish(t: Tables, s: State, w: Work, slot: int, depart: int) -> None:
    """Write times, cost and load of a route whose sequence and departure are settled."""
    kind, n = t.vehicle_kind[slot // DAYS], s.route[slot].size
    _, cost, driving, _ = schedule(t, kind, s.seq[slot], n, depart, w, False)
    route = s.route[slot]
    route.depart = depart
    route.ret = w.call[n].arrive
    route.cost = cost
    route.driving = driving
    clear_load(s, slot)
    for i in range(n):
        visit = s.seq[slot, i]
        s.route[slot].boxes += t.visit[visit].boxes
        s.route[slot].grams += t.visit[visit].g
        s.route[slot].value += t.visit[visit].vnd


@compiled
def clear_load(s: State, slot: int) -> None:
    """Set the load of a route to nothing."""
    s.route[slot].boxes = 0
    s.route[slot].grams = 0
    s.route[slot].value = 0


@compiled
def retime(t: Tables, s: State, w: Work, slot: int) -> int:
    """Choose departure and cost of a route anew (its counts withdrawn); returns the bits in its way."""
    if s.route[slot].size == 0:
        s.route[slot].cost = 0
        s.route[slot].driving = 0
        clear_load(s, slot)
        return 0
    depart, _, broken = departure_beside(t, s, w, slot, s.seq[slot], s.route[slot].size)
    if depart < 0:
        return broken | HOURS
    finish(t, s, w, slot, depart)
    return linked(t, s, slot, s.route[slot].depart, s.route[slot].ret, s.route[slot].driving)


@compiled
def put(t: Tables, s: State, w: Work, visit: int, slot: int, at: int, depart: int) -> None:
    """Insert a visit at a position and with a departure known to be feasible."""
    count(t, s, slot, -1)
    n = s.route[slot].size
    for i in range(n, at, -1):
        s.seq[slot, i] = s.seq[slot, i - 1]
    s.seq[slot, at] = visit
    s.route[slot].size = n + 1
    s.visit_slot[visit] = slot
    finish(t, s, w, slot, depart)
    count(t, s, slot, 1)


@compiled
def take(t: Tables, s: State, w: Work, visit: int) -> bool:
    """Take a visit out; False, and nothing changed, when the rest of its route breaks a rule."""
    slot = s.visit_slot[visit]
    if slot < 0:
        s.visit_slot[visit] = OUT
        return True
    n, at, depart = s.route[slot].size, 0, s.route[slot].depart
    while s.seq[slot, at] != visit:
        at += 1
    count(t, s, slot, -1)
    for i in range(at, n - 1):
        s.seq[slot, i] = s.seq[slot, i + 1]
    s.route[slot].size = n - 1
    done = retime(t, s, w, slot) == 0
    if done:
        s.visit_slot[visit] = OUT
        count(t, s, slot, 1)
    else:
        s.route[slot].size = 0
        put_back(t, s, w, visit, slot, at, n, depart)
    return done


@compiled
def put_back(t: Tables, s: State, w: Work, visit: int, slot: int, at: int, n: int, depart: int) -> None:
    """Restore a route as it was before ``take``."""
    for i in range(n - 1, at, -1):
        s.seq[slot, i] = s.seq[slot, i - 1]
    s.seq[slot, at] = visit
    s.route[slot].size = n
    finish(t, s, w, slot, depart)
    count(t, s, slot, 1)


@compiled
def take_client(t: Tables, s: State, w: Work, client: int) -> bool:
    """Take every visit of a client out; False when one cannot be taken (the others then are out)."""
    pattern = s.client_pattern[client]
    if pattern < 0:
        return True
    for visit in range(t.pattern[pattern].first, t.pattern[pattern].last):
        if not take(t, s, w, visit):
            return False
    s.client_pattern[client] = OUT
    return True


@compiled
def clear(t: Tables, s: State, slot: int) -> None:
    """Take every visit of a route out."""
    count(t, s, slot, -1)
    for i in range(s.route[slot].size):
        s.visit_slot[s.seq[slot, i]] = OUT
    s.route[slot].size = 0
    s.route[slot].cost = 0
    s.route[slot].driving = 0
    clear_load(s, slot)
