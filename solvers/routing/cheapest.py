"""Where a client costs least: over patterns, depots, vehicles, days and positions (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.beside import departure_beside
from solvers.routing.compiled import compiled
from solvers.routing.departures import floor_vnd
from solvers.routing.kernel import schedule
from solvers.routing.links import count, fits, idle, linked
from solvers.routing.placing import put, take
from solvers.routing.tables import (
    COURIER,
    DAYS,
    LONGEST,
    MAX_NIGHTS,
    NEVER,
    NIGHT_VND,
    READY,
    VEHICLE,
    Ints,
    State,
    Tables,
    Work,
)

FAR = 1 << 60
# positions in the offer that ``cheapest`` fills
EXTRA, SLOT, AT, DEPART, BITS = range(5)


@compiled
def ordered(t: Tables, s: State, slot: int, at: int, visit: int) -> bool:
    """Return whether a visit at this position keeps the days of the stops in order."""
    day = t.visit[visit].day
    if at > 0 and t.visit[s.seq[slot, at - 1]].day > day:
        return False
    return not (at < s.route[slot].size and t.visit[s.seq[slot, at]].day < day)


@compiled
def try_slot(t: Tables, s: State, w: Work, slot: int, visit: int, offer: Ints) -> None:
    """Improve the offer by the best position of a visit in one route; gather the bits in its way."""
    bits = fits(t, s, slot, visit)
    if bits or s.route[slot].size >= LONGEST:
        offer[BITS] |= bits
        return
    count(t, s, slot, -1)
    for at in range(s.route[slot].size + 1):
        if ordered(t, s, slot, at, visit):
            try_position(t, s, w, slot, at, visit, offer)
    count(t, s, slot, 1)


@compiled
def try_position(t: Tables, s: State, w: Work, slot: int, at: int, visit: int, offer: Ints) -> None:
    """Improve the offer by one position, dearer ones ruled out before any schedule is run."""
    kind, day, n = t.vehicle_kind[slot // DAYS], slot % DAYS, s.route[slot].size + 1
    for i in range(n):
        w.trial[i] = s.seq[slot, i] if i < at else (visit if i == at else s.seq[slot, i - 1])
    floor = floor_vnd(t, kind, day, w.trial, n)
    if t.visit[visit].day > day:
        floor += t.rules[NIGHT_VND] * t.kind[kind].crew
    if floor - s.route[slot].cost >= offer[EXTRA]:
        return
    depart, cost, bits = departure_beside(t, s, w, slot, w.trial, n)
    if depart >= 0 and cost - s.route[slot].cost >= offer[EXTRA]:
        return
    if depart >= 0:
        _, _, driving, _ = schedule(t, kind, w.trial, n, depart, w, True)
        bits = linked(t, s, slot, depart, w.call[n].arrive, driving)
    offer[BITS] |= bits
    if bits == 0:
        offer[EXTRA], offer[SLOT], offer[AT], offer[DEPART] = cost - s.route[slot].cost, slot, at, depart


@compiled
def cheapest(t: Tables, s: State, w: Work, visit: int, limit: int, offer: Ints) -> None:
    """Fill the offer with the cheapest place of a visit under a limit; its SLOT is -1 without one."""
    offer[EXTRA], offer[SLOT], offer[BITS] = limit, -1, 0
    client = t.visit[visit].client
    for nights in range(t.rules[MAX_NIGHTS] + 1):
        day = t.visit[visit].day - nights
        if day < 0:
            break
        for depot in range(t.depot.shape[0]):
            ready = t.ready_day[client, depot]
            if ready <= day:
                try_depot(t, s, w, depot, day, visit, offer)
            elif ready < NEVER:
                offer[BITS] |= READY


@compiled
def try_depot(t: Tables, s: State, w: Work, depot: int, day: int, visit: int, offer: Ints) -> None:
    """Improve the offer over the vehicles of a depot; idle ones of a kind are alike, one stands for all."""
    target, fresh = t.visit[visit].day, -1
    locked = t.client[t.visit[visit].client].vehicle
    for vehicle in range(t.depot[depot].first, t.depot[depot].last):
        if not (t.vehicle_days[vehicle, day] and t.vehicle_days[vehicle, target]):
            continue
        slot = vehicle * DAYS + day
        if s.route[slot].size == 0 and t.body[vehicle] != vehicle:
            continue  # no trip beside others is begun here
        if s.route[slot].size == 0:
            if fresh == t.vehicle_kind[vehicle] and locked < 0:
                continue
            if not idle(t, s, vehicle, day, target):
                offer[BITS] |= VEHICLE
                continue
            fresh = t.vehicle_kind[vehicle]
        try_slot(t, s, w, slot, visit, offer)


@compiled
def courier(t: Tables, visit: int) -> tuple[int, int]:
    """Return ``(cost, depot)`` of the cheapest courier of a visit; FAR and -1 when none may carry it."""
    best, chosen = FAR, -1
    for depot in range(t.courier_vnd.shape[1]):
        cost = t.courier_vnd[visit, depot]
        if 0 <= cost < best:
            best, chosen = cost, depot
    return best, chosen


@compiled
def price_pattern(
    t: Tables, s: State, w: Work, pattern: int, limit: int, by_courier: bool, offer: Ints
) -> tuple[int, int]:
    """Return the cheapest price of a pattern's visits, each alone, and the bits in their way."""
    total, broken = t.pattern[pattern].vnd, 0
    for visit in range(t.pattern[pattern].first, t.pattern[pattern].last):
        sent = courier(t, visit)[0] if by_courier else FAR
        cheapest(t, s, w, visit, min(sent, limit - total), offer)
        broken |= offer[BITS]
        total += sent if offer[SLOT] < 0 else offer[EXTRA]
        if total >= limit:
            return FAR, broken
    return total, broken


@compiled
def insert_client(t: Tables, s: State, w: Work, client: int, limit: int, by_courier: bool) -> int:
    """Insert a client by the cheapest of its patterns; returns the bits in its way, 0 when it is in."""
    best, chosen, broken = limit, -1, 0
    offer = w.offer
    for pattern in range(t.client[client].first, t.client[client].last):
        total, bits = price_pattern(t, s, w, pattern, best, by_courier, offer)
        broken |= bits
        if total < best:
            best, chosen = total, pattern
    if chosen < 0:
        return broken | VEHICLE
    for visit in range(t.pattern[chosen].first, t.pattern[chosen].last):
        sent, depot = courier(t, visit) if by_courier else (FAR, -1)
        cheapest(t, s, w, visit, sent, offer)
        if offer[SLOT] >= 0:
            put(t, s, w, visit, offer[SLOT], offer[AT], offer[DEPART])
        elif depot >= 0:
            s.visit_slot[visit] = COURIER - depot
        else:
            for earlier in range(t.pattern[chosen].first, visit):
                take(t, s, w, earlier)
            return offer[BITS] | VEHICLE
    s.client_pattern[client] = chosen
    return 0
