"""When a route had best leave: the cheapest half hour, the latest of equals (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.kernel import DAY, on_the_way, schedule
from solvers.routing.tables import BAYS, LOADING_S, RANGE, WINDOW, Ints, Tables, Work

GRID = 1_800


@compiled
def floor_vnd(t: Tables, kind: int, day: int, seq: Ints, n: int) -> int:
    """Return a cost that no departure can undercut: days, kilometres, tolls, ferries, priced days."""
    typ = t.kind[kind].type
    home = t.depot[t.kind[kind].depot].place
    prev, cost, last = home, 0, day
    for i in range(n):
        place = t.client[t.visit[seq[i]].client].place
        cost += t.leg_vnd[typ, prev, place] + t.visit[seq[i]].avoid_vnd
        last = max(last, t.visit[seq[i]].day)
        prev = place
    return cost + t.leg_vnd[typ, prev, home] + t.kind[kind].day_vnd * (last - day + 1)


@compiled
def latest_start(t: Tables, visit: int, bound: int) -> int:
    """Return the latest start of unloading inside a window that is over by ``bound``, or -1."""
    service = t.visit[visit].service_s
    best = -1
    for row in range(t.windows.shape[1]):
        start = min(t.windows[visit, row, 1], bound) - service
        if start >= t.windows[visit, row, 0]:
            best = max(best, start)
    return best


@compiled
def latest_departure(t: Tables, kind: int, seq: Ints, n: int) -> int:
    """Return a time after which no departure meets all windows even in free flow, or -1: none does."""
    profile, bound = t.kind[kind].profile, 1 << 40
    place = 0
    for i in range(n - 1, -1, -1):
        visit = seq[i]
        place = t.client[t.visit[visit].client].place
        start = latest_start(t, visit, bound)
        if start < 0:
            return -1
        before = t.depot[t.kind[kind].depot].place
        if i > 0:
            before = t.client[t.visit[seq[i - 1]].client].place
        leg = t.travel[profile, before, place]
        bound = start - leg.free_s - leg.ferry_s
    return bound


@compiled
def departure_range(t: Tables, kind: int, day: int, seq: Ints, n: int) -> tuple[int, int]:
    """Return the first and the last half hour of a day in which a route may leave."""
    depot = t.depot[t.kind[kind].depot]
    opens = day * DAY + depot.opens_s + t.rules[LOADING_S]
    latest = min((day + 1) * DAY - GRID, day * DAY + depot.closes_s, latest_departure(t, kind, seq, n))
    return -(-opens // GRID) * GRID, latest // GRID * GRID


@compiled
def best_departure(
    t: Tables, kind: int, day: int, seq: Ints, n: int, bays: Ints, w: Work
) -> tuple[int, int, int]:
    """Return ``(depart, cost, broken)`` of the cheapest departure of a day, the latest of equals.

    ``bays[slot]`` counts the other departures of the depot by half hour.  Without a feasible
    departure ``depart`` is -1 and ``broken`` has the bits of every rule that stood in the way, or that of the
    range alone, which no departure changes.
    """
    _, metres = on_the_way(t, kind, seq, n)
    if metres > t.kind[kind].range_m:
        return -1, 0, RANGE
    first, depart = departure_range(t, kind, day, seq, n)
    floor = floor_vnd(t, kind, day, seq, n)
    best, best_cost, broken = -1, 0, 0
    if depart < first:
        broken = WINDOW
    while depart >= first:
        if bays[depart // GRID] >= t.depot[t.kind[kind].depot].bays:
            broken |= BAYS
        else:
            bits, cost, _, _ = schedule(t, kind, seq, n, depart, w, True)
            broken |= bits
            if bits == 0 and (best < 0 or cost < best_cost):
                best, best_cost = depart, cost
                if cost <= floor:
                    break
        depart -= GRID
    return best, best_cost, broken
