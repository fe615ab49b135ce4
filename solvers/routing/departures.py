"""When a route had best leave: the cheapest half hour, the latest of equals (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.kernel import DAY, schedule
from solvers.routing.tables import BAYS, LOADING_S, WINDOW, Ints, Tables, Work

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
def departure_range(t: Tables, kind: int, day: int, visit: int) -> tuple[int, int]:
    """Return the first and the last half hour in which a route to this first visit may leave."""
    depot = t.kind[kind].depot
    opens = day * DAY + t.depot[depot].opens_s + t.rules[LOADING_S]
    latest = min((day + 1) * DAY - GRID, day * DAY + t.depot[depot].closes_s)
    drive = t.travel[t.kind[kind].profile, t.depot[depot].place, t.client[t.visit[visit].client].place].free_s
    closes = 0
    for row in range(t.windows.shape[1]):
        closes = max(closes, t.windows[visit, row, 1])
    latest = min(latest, closes - t.visit[visit].service_s - drive)
    return -(-opens // GRID) * GRID, latest // GRID * GRID


@compiled
def best_departure(
    t: Tables, kind: int, day: int, seq: Ints, n: int, bays: Ints, w: Work
) -> tuple[int, int, int]:
    """Return ``(depart, cost, broken)`` of the cheapest departure of a day, the latest of equals.

    ``bays[slot]`` counts the other departures of the depot by half hour.  Without a feasible
    departure ``depart`` is -1 and ``broken`` has the bits of every rule that stood in the way.
    """
    first, depart = departure_range(t, kind, day, seq[0])
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
