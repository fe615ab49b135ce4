"""One route in time: drive, pause, wait, unload; which rules it breaks; what it costs.

Compiled once and cached.  The rules are those of the weekly plan (R3–R10), on integers.
"""

from __future__ import annotations

from numba import njit

from solvers.routing.clock import driving_s
from solvers.routing.tables import (
    ACTIVE_MAX_S,
    BAN,
    BAYS,
    BREAK_S,
    CONTINUOUS_S,
    DRIVING,
    HOLD,
    HOLDOVER_S,
    HOURS,
    LOADING_S,
    MAX_NIGHTS,
    NIGHT_VND,
    OVERTIME_AFTER_S,
    OVERTIME_VND_H,
    RANGE,
    REST_S,
    WINDOW,
    Tables,
    Work,
)

BREAK, REST = 1, 2  # kinds of pause: row = (kind, leg, at_stop, start, end)
DAY = 86_400
GRID = 1_800


@njit(cache=True)
def _pause(w: Work, count: int, kind: int, leg: int, at_stop: int, start: int, end: int) -> int:
    if count + 1 < w.pauses.shape[0]:
        w.pauses[count, 0] = kind
        w.pauses[count, 1] = leg
        w.pauses[count, 2] = at_stop
        w.pauses[count, 3] = start
        w.pauses[count, 4] = end
        return count + 1
    return count


@njit(cache=True)
def _overtime(t: Tables, kind: int, shift: int) -> int:
    over = shift - t.rules[OVERTIME_AFTER_S]
    if over <= 0:
        return 0
    return -(-over * t.rules[OVERTIME_VND_H] * t.kind_crew[kind] // 3600)


@njit(cache=True)
def _opening(t: Tables, visit: int, arrive: int) -> int:
    """Return the earliest start of unloading that ends inside the same window, or -1."""
    for row in range(t.visit_windows.shape[1]):
        start = max(arrive, t.visit_windows[visit, row, 0])
        if start + t.visit_service_s[visit] <= t.visit_windows[visit, row, 1]:
            return start
    return -1


@njit(cache=True)
def schedule(t: Tables, kind: int, seq, n: int, depart: int, w: Work, strict: bool):  # type: ignore[no-untyped-def]
    """Run a route from a departure and write its times into ``w``.

    Returns ``(broken, cost, driving_s, pauses, active)``: the bits of broken rules (the first
    alone when ``strict``), đồng, seconds at the wheel, rows of ``w.pauses``, and whether the
    load rides in the active compartment.  A ferry is conservatively no break.
    """
    rules = t.rules
    profile, typ, depot = t.kind_profile[kind], t.kind_type[kind], t.kind_depot[kind]
    home = t.depot_place[depot]
    broken, pauses, nights, total, metres, cost, volume = 0, 0, 0, 0, 0, 0, 0
    load_start = depart - rules[LOADING_S]
    shift_start, continuous, daily, now, prev = load_start, 0, 0, depart, home
    hold = t.hold_s[kind, home]
    refuge = True
    for i in range(n + 1):
        place = home if i == n else t.client_place[t.visit_client[seq[i]]]
        drive = driving_s(
            t.free_s[profile, prev, place],
            t.big_city[profile, prev, place],
            t.city[profile, prev, place],
            now,
        )
        w.driven[i] = drive
        total += drive
        metres += t.metres[profile, prev, place]
        cost += t.leg_vnd[typ, prev, place]
        ferry = t.ferry_s[profile, prev, place]
        if i < n and t.refuge_s[prev, place] > rules[HOLDOVER_S]:
            refuge = False
        left, crossed = drive, ferry == 0
        while left > 0 or not crossed:
            shift_left = shift_start + t.kind_shift_s[kind] - now
            if left > 0:
                step = min(left, rules[CONTINUOUS_S] - continuous, t.kind_driving_s[kind] - daily, shift_left)
                if step > 0:
                    now += step
                    continuous += step
                    daily += step
                    left -= step
                    continue
                rest = daily >= t.kind_driving_s[kind] or shift_left <= 0
            else:
                if ferry <= shift_left or now == shift_start:
                    now += ferry
                    crossed = True
                    continue
                rest = True
            if not rest and rules[BREAK_S] < shift_left:
                pauses = _pause(w, pauses, BREAK, i, 0, now, now + rules[BREAK_S])
                now += rules[BREAK_S]
            else:
                nights += 1
                if nights > rules[MAX_NIGHTS]:
                    broken |= DRIVING
                    if strict or nights > 9:
                        return broken, 0, 0, 0, False
                cost += _overtime(t, kind, now - shift_start)
                pauses = _pause(w, pauses, REST, i, 0, now, now + rules[REST_S])
                now += rules[REST_S]
                shift_start, daily = now, 0
            continuous = 0
        w.arrive[i] = now
        prev = place
        if i == n:
            break
        visit = seq[i]
        service = t.visit_service_s[visit]
        start = _opening(t, visit, now)
        if start < 0:
            broken |= WINDOW
            if strict:
                return broken, 0, 0, 0, False
            start = now
        late = start + service - shift_start > t.kind_shift_s[kind]
        if late and start - now < rules[REST_S]:
            start = _opening(t, visit, now + rules[REST_S])
            if start < 0:
                broken |= DRIVING
                if strict:
                    return broken, 0, 0, 0, False
                start = now + rules[REST_S]
        if start - now >= rules[REST_S]:
            nights += 1
            if nights > rules[MAX_NIGHTS]:
                broken |= DRIVING
                if strict:
                    return broken, 0, 0, 0, False
            cost += _overtime(t, kind, now - shift_start)
            pauses = _pause(w, pauses, REST, i, 1, now, start)
            shift_start, daily, continuous = start, 0, 0
        elif start - now >= rules[BREAK_S]:
            pauses = _pause(w, pauses, BREAK, i, 1, now, start)
            continuous = 0
        w.start[i] = start
        now = start + service
        w.leave[i] = now
        hold = min(hold, t.hold_s[kind, place])
        volume += t.visit_ml[visit]
        cost += t.visit_avoid_vnd[visit]
    last = w.leave[n - 1]
    cost += _overtime(t, kind, now - shift_start)
    cost += nights * rules[NIGHT_VND] * t.kind_crew[kind]
    cost += t.kind_day_vnd[kind] * (now // DAY - depart // DAY + 1)
    active = (
        volume <= t.kind_active_ml[kind] and refuge and last - depart <= rules[ACTIVE_MAX_S] and volume > 0
    )
    if active:
        cost += -(-(now - depart) * t.kind_unit_vnd_h[kind] // 3600)
    elif last - load_start > hold:
        broken |= HOLD
    if metres > t.kind_range_m[kind]:
        broken |= RANGE
    clock, opens, closes = now % DAY, t.depot_opens_s[depot], t.depot_closes_s[depot]
    if clock < opens or clock > closes:
        broken |= HOURS
    if load_start < depart // DAY * DAY + opens or depart > depart // DAY * DAY + closes:
        broken |= HOURS
    if banned(t, kind, seq, n, depart, w):
        broken |= BAN
    return broken, cost, total, pauses, active


@njit(cache=True)
def banned(t: Tables, kind: int, seq, n: int, depart: int, w: Work) -> bool:  # type: ignore[no-untyped-def]
    """Return whether a stay in a zone, from edge to edge, meets banned hours of this kind."""
    home = t.depot_place[t.kind_depot[kind]]
    for zone in range(t.crossing_s.shape[0]):
        if t.ban_first[kind, zone] == t.ban_last[kind, zone]:
            continue
        cross = t.crossing_s[zone]
        inside, enter, leave = False, 0, 0
        for call in range(n + 2):
            away = 0 < call <= n
            place = t.client_place[t.visit_client[seq[call - 1]]] if away else home
            if t.place_zone[place, zone]:
                if not inside:
                    enter = depart if call == 0 else w.arrive[call - 1] - cross
                inside = True
                if call == 0:
                    leave = depart + cross
                elif call == n + 1:
                    leave = w.arrive[n]
                else:
                    leave = w.leave[call - 1] + cross
            if inside and (call == n + 1 or not t.place_zone[place, zone]):
                inside = False
                for row in range(t.ban_first[kind, zone], t.ban_last[kind, zone]):
                    if t.ban_spans[row, 0] < leave and t.ban_spans[row, 1] > enter:
                        return True
    return False


@njit(cache=True)
def floor_vnd(t: Tables, kind: int, day: int, seq, n: int) -> int:  # type: ignore[no-untyped-def]
    """Return a cost that no departure can undercut: days, kilometres, tolls, ferries, priced days."""
    typ = t.kind_type[kind]
    home = t.depot_place[t.kind_depot[kind]]
    prev, cost, last = home, 0, day
    for i in range(n):
        place = t.client_place[t.visit_client[seq[i]]]
        cost += t.leg_vnd[typ, prev, place] + t.visit_avoid_vnd[seq[i]]
        last = max(last, t.visit_day[seq[i]])
        prev = place
    return cost + t.leg_vnd[typ, prev, home] + t.kind_day_vnd[kind] * (last - day + 1)


@njit(cache=True)
def best_departure(t: Tables, kind: int, day: int, seq, n: int, bays, w: Work):  # type: ignore[no-untyped-def]
    """Return ``(depart, cost, broken)`` of the cheapest departure of a day, the latest of equals.

    ``bays[slot]`` counts the other departures of the depot by half hour.  Without a feasible
    departure ``depart`` is -1 and ``broken`` has the bits of every rule that stood in the way.
    """
    depot = t.kind_depot[kind]
    opens = day * DAY + t.depot_opens_s[depot] + t.rules[LOADING_S]
    first = -(-opens // GRID) * GRID
    latest = min((day + 1) * DAY - GRID, day * DAY + t.depot_closes_s[depot] // GRID * GRID)
    visit = seq[0]
    drive = t.free_s[t.kind_profile[kind], t.depot_place[depot], t.client_place[t.visit_client[visit]]]
    closes = 0
    for row in range(t.visit_windows.shape[1]):
        closes = max(closes, t.visit_windows[visit, row, 1])
    latest = min(latest, (closes - t.visit_service_s[visit] - drive) // GRID * GRID)
    floor = floor_vnd(t, kind, day, seq, n)
    best, best_cost, broken = -1, 0, 0
    if latest < first:
        broken = WINDOW
    depart = latest
    while depart >= first:
        if bays[depart // GRID] >= t.depot_bays[depot]:
            broken |= BAYS
        else:
            bits, cost, _, _, _ = schedule(t, kind, seq, n, depart, w, True)
            broken |= bits
            if bits == 0 and (best < 0 or cost < best_cost):
                best, best_cost = depart, cost
                if cost <= floor:
                    break
        depart -= GRID
    return best, best_cost, broken
