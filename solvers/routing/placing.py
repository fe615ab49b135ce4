"""Put visits into routes and take them out again, keeping every linking rule (compiled)."""

from __future__ import annotations

from numba import njit

from solvers.routing.kernel import DAY, GRID, best_departure, floor_vnd, schedule
from solvers.routing.tables import (
    BOXES,
    COURIER,
    DAYS,
    DRIVERS,
    HEADCOUNT,
    HOURS,
    LOADING_S,
    LONGEST,
    MAX_NIGHTS,
    NEVER,
    NIGHT_VND,
    OUT,
    PAYLOAD,
    READY,
    VALUE,
    VALUE_CAP,
    VEHICLE,
    WEEKLY_DRIVING_S,
    State,
    Tables,
    Work,
)

FAR = 1 << 60


@njit(cache=True)
def count(t: Tables, s: State, slot: int, sign: int) -> None:
    """Add (1) or withdraw (-1) a route's bay, crew days and driving from the shared counts."""
    if s.size[slot] == 0:
        return
    kind = t.vehicle_kind[slot // DAYS]
    depot, level = t.kind_depot[kind], t.kind_level[kind]
    s.bays[depot, s.depart[slot] // GRID] += sign
    for day in range(slot % DAYS, s.ret[slot] // DAY + 1):
        s.crews[depot, day, level] += sign * t.kind_crew[kind]
    s.depot_driving[depot, level] += sign * s.driving[slot]


@njit(cache=True)
def linked(t: Tables, s: State, slot: int, depart: int, back: int, driving: int) -> int:
    """Return the bits of the rules between routes that this one would break (own counts withdrawn)."""
    vehicle, day = slot // DAYS, slot % DAYS
    kind = t.vehicle_kind[vehicle]
    depot, level = t.kind_depot[kind], t.kind_level[kind]
    broken, last = 0, back // DAY
    for d in range(day, last + 1):
        if d >= t.vehicle_days.shape[1] or not t.vehicle_days[vehicle, d]:
            return VEHICLE
        busy = t.kind_crew[kind]
        for held in range(3, -1, -1):
            busy += s.crews[depot, d, held]
            if held <= level and busy > t.drivers[depot, d, held]:
                broken |= DRIVERS
    for d in range(DAYS):
        other = vehicle * DAYS + d
        if d == day or s.size[other] == 0:
            continue
        if d < day and s.ret[other] > depart - t.rules[LOADING_S]:
            broken |= VEHICLE
        if d > day and back > s.depart[other] - t.rules[LOADING_S]:
            broken |= VEHICLE
    hours = driving
    for held in range(3, -1, -1):
        hours += s.depot_driving[depot, held]
        if held <= level and hours > t.rules[WEEKLY_DRIVING_S] * t.drivers[depot, HEADCOUNT, held]:
            broken |= DRIVERS
    return broken


@njit(cache=True)
def retime(t: Tables, s: State, w: Work, slot: int) -> int:
    """Choose departure and cost of a route anew after a change; its counts must be withdrawn."""
    if s.size[slot] == 0:
        s.cost[slot] = s.driving[slot] = s.boxes[slot] = s.grams[slot] = s.value[slot] = 0
        return 0
    kind = t.vehicle_kind[slot // DAYS]
    bays = s.bays[t.kind_depot[kind]]
    depart, cost, broken = best_departure(t, kind, slot % DAYS, s.seq[slot], s.size[slot], bays, w)
    if depart < 0:
        return broken | HOURS
    finish(t, s, w, slot, depart, cost)
    return 0


@njit(cache=True)
def finish(t: Tables, s: State, w: Work, slot: int, depart: int, cost: int) -> None:
    """Write times, cost and load of a route whose sequence and departure are settled."""
    kind = t.vehicle_kind[slot // DAYS]
    n = s.size[slot]
    back, driving = home_again(t, s.seq[slot], n, kind, depart, w)
    s.depart[slot], s.ret[slot], s.cost[slot], s.driving[slot] = depart, back, cost, driving
    s.boxes[slot] = s.grams[slot] = s.value[slot] = 0
    for i in range(n):
        visit = s.seq[slot, i]
        s.boxes[slot] += t.visit_boxes[visit]
        s.grams[slot] += t.visit_g[visit]
        s.value[slot] += t.visit_vnd[visit]


@njit(cache=True)
def home_again(t: Tables, seq, n: int, kind: int, depart: int, w: Work):  # type: ignore[no-untyped-def]
    """Return when the route is back and how long it was at the wheel."""
    driving = schedule(t, kind, seq, n, depart, w, True)[2]
    return w.arrive[n], driving


@njit(cache=True)
def fits(t: Tables, s: State, slot: int, visit: int) -> int:
    """Return the bits of the load rules that one more visit would break on this route."""
    vehicle, day = slot // DAYS, slot % DAYS
    kind, client = t.vehicle_kind[vehicle], t.visit_client[visit]
    broken = 0
    if t.client_vehicle[client] >= 0 and t.client_vehicle[client] != vehicle:
        broken |= VEHICLE
    if t.ready_day[client, t.kind_depot[kind]] > day:
        broken |= READY
    if s.boxes[slot] + t.visit_boxes[visit] > t.kind_boxes[kind]:
        broken |= BOXES
    if s.grams[slot] + t.visit_g[visit] > t.kind_payload_g[kind]:
        broken |= PAYLOAD
    if s.value[slot] + t.visit_vnd[visit] > t.rules[VALUE_CAP]:
        broken |= VALUE
    return broken


@njit(cache=True)
def try_slot(t: Tables, s: State, w: Work, slot: int, visit: int, limit: int):  # type: ignore[no-untyped-def]
    """Return ``(extra cost, position, departure, broken)`` of the best place in one route under ``limit``."""
    kind, day, n = t.vehicle_kind[slot // DAYS], slot % DAYS, s.size[slot]
    best, best_at, best_depart, broken = limit, -1, -1, fits(t, s, slot, visit)
    if broken or n >= LONGEST:
        return best, -1, -1, broken
    bays = s.bays[t.kind_depot[kind]]
    count(t, s, slot, -1)
    for at in range(n + 1):
        if at > 0 and t.visit_day[s.seq[slot, at - 1]] > t.visit_day[visit]:
            break
        if at < n and t.visit_day[s.seq[slot, at]] < t.visit_day[visit]:
            continue
        for i in range(n + 1):
            w.trial[i] = s.seq[slot, i] if i < at else (visit if i == at else s.seq[slot, i - 1])
        floor = floor_vnd(t, kind, day, w.trial, n + 1)
        if t.visit_day[visit] > day:
            floor += t.rules[NIGHT_VND] * t.kind_crew[kind]
        if floor - s.cost[slot] >= best:
            continue
        depart, cost, bits = best_departure(t, kind, day, w.trial, n + 1, bays, w)
        if depart < 0:
            broken |= bits
            continue
        if cost - s.cost[slot] >= best:
            continue
        back, driving = home_again(t, w.trial, n + 1, kind, depart, w)
        bits = linked(t, s, slot, depart, back, driving)
        broken |= bits
        if bits == 0:
            best, best_at, best_depart = cost - s.cost[slot], at, depart
    count(t, s, slot, 1)
    return best, best_at, best_depart, broken


@njit(cache=True)
def cheapest(t: Tables, s: State, w: Work, visit: int, limit: int):  # type: ignore[no-untyped-def]
    """Return ``(extra cost, slot, position, departure, broken)`` of the best place of a visit in any route."""
    client, target = t.visit_client[visit], t.visit_day[visit]
    best, best_slot, best_at, best_depart, broken = limit, -1, -1, -1, 0
    for back in range(t.rules[MAX_NIGHTS] + 1):
        day = target - back
        if day < 0:
            break
        for depot in range(t.depot_first.shape[0]):
            if t.ready_day[client, depot] == NEVER:
                continue
            if t.ready_day[client, depot] > day:
                broken |= READY
                continue
            fresh = -1
            for vehicle in range(t.depot_first[depot], t.depot_last[depot]):
                slot = vehicle * DAYS + day
                if not t.vehicle_days[vehicle, day] or not t.vehicle_days[vehicle, target]:
                    continue
                if s.size[slot] == 0:
                    # idle vehicles of a kind are alike: the first free one stands for all
                    if fresh == t.vehicle_kind[vehicle] and t.client_vehicle[client] < 0:
                        continue
                    if not idle(t, s, vehicle, day, target):
                        continue
                    fresh = t.vehicle_kind[vehicle]
                extra, at, depart, bits = try_slot(t, s, w, slot, visit, best)
                broken |= bits
                if at >= 0:
                    best, best_slot, best_at, best_depart = extra, slot, at, depart
    return best, best_slot, best_at, best_depart, broken


@njit(cache=True)
def idle(t: Tables, s: State, vehicle: int, first: int, last: int) -> bool:
    """Return whether no tour of the vehicle covers these days."""
    for day in range(DAYS):
        slot = vehicle * DAYS + day
        if s.size[slot] and day <= last and s.ret[slot] // DAY >= first:
            return day < first and s.ret[slot] // DAY == first
    return True


@njit(cache=True)
def put(t: Tables, s: State, w: Work, visit: int, slot: int, at: int, depart: int) -> None:
    """Insert a visit at a position that ``cheapest`` found."""
    count(t, s, slot, -1)
    n = s.size[slot]
    for i in range(n, at, -1):
        s.seq[slot, i] = s.seq[slot, i - 1]
    s.seq[slot, at] = visit
    s.size[slot] = n + 1
    s.visit_slot[visit] = slot
    kind = t.vehicle_kind[slot // DAYS]
    cost = schedule(t, kind, s.seq[slot], n + 1, depart, w, True)[1]
    finish(t, s, w, slot, depart, cost)
    count(t, s, slot, 1)


@njit(cache=True)
def take(t: Tables, s: State, w: Work, visit: int) -> bool:
    """Take a visit out; False, and nothing changed, when the rest of its route cannot be timed alone."""
    slot = s.visit_slot[visit]
    if slot < 0:
        s.visit_slot[visit] = OUT
        return True
    n = s.size[slot]
    at = 0
    while s.seq[slot, at] != visit:
        at += 1
    count(t, s, slot, -1)
    for i in range(at, n - 1):
        s.seq[slot, i] = s.seq[slot, i + 1]
    s.size[slot] = n - 1
    broken = retime(t, s, w, slot)
    if broken == 0 and n > 1:
        broken = linked(t, s, slot, s.depart[slot], s.ret[slot], s.driving[slot])
    if broken:
        for i in range(n - 1, at, -1):
            s.seq[slot, i] = s.seq[slot, i - 1]
        s.seq[slot, at] = visit
        s.size[slot] = n
        retime(t, s, w, slot)
    else:
        s.visit_slot[visit] = OUT
    count(t, s, slot, 1)
    return broken == 0


@njit(cache=True)
def take_client(t: Tables, s: State, w: Work, client: int) -> bool:
    """Take every visit of a client out of routes and couriers."""
    pattern = s.client_pattern[client]
    if pattern < 0:
        return True
    for visit in range(t.pattern_first[pattern], t.pattern_last[pattern]):
        if not take(t, s, w, visit):
            return False
    s.client_pattern[client] = OUT
    return True


@njit(cache=True)
def courier(t: Tables, visit: int):  # type: ignore[no-untyped-def]
    """Return ``(cost, depot)`` of the cheapest courier of a visit; FAR when none may carry it."""
    best, chosen = FAR, -1
    for depot in range(t.courier_vnd.shape[1]):
        cost = t.courier_vnd[visit, depot]
        if 0 <= cost < best:
            best, chosen = cost, depot
    return best, chosen


@njit(cache=True)
def insert_client(t: Tables, s: State, w: Work, client: int, by_courier: bool) -> int:
    """Insert a client by the cheapest of its patterns; returns the bits in its way, 0 when it is in."""
    best, chosen, broken = FAR, -1, 0
    for pattern in range(t.client_first[client], t.client_last[client]):
        total = t.pattern_vnd[pattern]
        for visit in range(t.pattern_first[pattern], t.pattern_last[pattern]):
            sent = courier(t, visit)[0] if by_courier else FAR
            extra, slot, _, _, bits = cheapest(t, s, w, visit, min(sent, best - total + 1))
            broken |= bits
            if slot < 0:
                extra = sent
            total = min(FAR, total + extra)
            if total >= best:
                break
        if total < best:
            best, chosen = total, pattern
    if chosen < 0:
        return broken | VEHICLE
    for visit in range(t.pattern_first[chosen], t.pattern_last[chosen]):
        sent, depot = courier(t, visit) if by_courier else (FAR, -1)
        _, slot, at, depart, bits = cheapest(t, s, w, visit, sent)
        if slot >= 0:
            put(t, s, w, visit, slot, at, depart)
        elif depot >= 0:
            s.visit_slot[visit] = COURIER - depot
        else:
            for earlier in range(t.pattern_first[chosen], visit):
                take(t, s, w, earlier)
            return bits | VEHICLE
    s.client_pattern[client] = chosen
    return 0
