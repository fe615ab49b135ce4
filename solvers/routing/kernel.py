"""One route in time: drive, pause, wait, unload; which rules it breaks; what it costs.

Compiled once and cached.  The rules are those of the weekly plan (R3–R10), on integers.
"""
# numpy scalars of the tables are integers to the compiler and Any to the type checker
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from distribution.traffic import driving_s
from solvers.routing.compiled import compiled
from solvers.routing.tables import (
    ACTIVE_MAX_S,
    BAN,
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
    Ints,
    Tables,
    Work,
)

BREAK, REST = 1, 2  # kinds of pause: row = (kind, leg, at_stop, start, end)
DAY = 86_400
# positions in Work.now
NOW, SHIFT_START, CONTINUOUS, DAILY, NIGHTS, PAUSES, COST, BROKEN = range(8)


@compiled
def pause(w: Work, kind: int, leg: int, at_stop: int, end: int) -> None:
    """Pause until ``end``; the driver has then had a break."""
    now, row = w.now, w.now[PAUSES]
    if row < w.pauses.shape[0]:
        w.pauses[row, 0] = kind
        w.pauses[row, 1] = leg
        w.pauses[row, 2] = at_stop
        w.pauses[row, 3] = now[NOW]
        w.pauses[row, 4] = end
        now[PAUSES] += 1
    now[NOW] = end
    now[CONTINUOUS] = 0


@compiled
def overtime(t: Tables, kind: int, shift: int) -> int:
    """Return the overtime pay of the crew for one shift."""
    over = shift - t.rules[OVERTIME_AFTER_S]
    if over <= 0:
        return 0
    return -(-over * t.rules[OVERTIME_VND_H] * t.kind[kind].crew // 3600)


@compiled
def rest(t: Tables, kind: int, leg: int, at_stop: int, end: int, w: Work) -> None:
    """Rest for the night until ``end``: a shift is over, a new one begins."""
    now = w.now
    now[NIGHTS] += 1
    if now[NIGHTS] > t.rules[MAX_NIGHTS]:
        now[BROKEN] |= DRIVING
    now[COST] += overtime(t, kind, now[NOW] - now[SHIFT_START])
    pause(w, REST, leg, at_stop, end)
    now[SHIFT_START] = end
    now[DAILY] = 0


@compiled
def drive_leg(t: Tables, kind: int, leg: int, drive: int, ferry: int, w: Work) -> None:
    """Drive a leg: to a limit, then pause on the spot.  The ferry comes last and is no break."""
    now, rules = w.now, t.rules
    left = drive
    while left > 0 and now[NIGHTS] < 9:
        shift_left = now[SHIFT_START] + t.kind[kind].shift_s - now[NOW]
        daily_left = t.kind[kind].driving_s - now[DAILY]
        step = min(left, rules[CONTINUOUS_S] - now[CONTINUOUS], daily_left, shift_left)
        if step > 0:
            now[NOW] += step
            now[CONTINUOUS] += step
            now[DAILY] += step
            left -= step
        elif daily_left <= 0 or shift_left <= rules[BREAK_S]:
            rest(t, kind, leg, 0, now[NOW] + rules[REST_S], w)
        else:
            pause(w, BREAK, leg, 0, now[NOW] + rules[BREAK_S])
    if ferry > 0 and now[NOW] + ferry > now[SHIFT_START] + t.kind[kind].shift_s:
        rest(t, kind, leg, 0, now[NOW] + rules[REST_S], w)
    now[NOW] += ferry


@compiled
def opening(t: Tables, visit: int, arrive: int) -> int:
    """Return the earliest start of unloading that ends inside the same window, or -1."""
    for row in range(t.windows.shape[1]):
        start = max(arrive, t.windows[visit, row, 0])
        if start + t.visit[visit].service_s <= t.windows[visit, row, 1]:
            return start
    return -1


@compiled
def unload_at(t: Tables, kind: int, leg: int, visit: int, w: Work) -> None:
    """Wait for the window, resting where the shift would end before the unloading does, and unload."""
    now, rules = w.now, t.rules
    service = t.visit[visit].service_s
    start = opening(t, visit, now[NOW])
    if start < 0:
        now[BROKEN] |= WINDOW
        start = now[NOW]
    late = start + service - now[SHIFT_START] > t.kind[kind].shift_s
    if late and start - now[NOW] < rules[REST_S]:
        start = opening(t, visit, now[NOW] + rules[REST_S])
        if start < 0:
            now[BROKEN] |= DRIVING
            start = now[NOW] + rules[REST_S]
    if start - now[NOW] >= rules[REST_S]:
        rest(t, kind, leg, 1, start, w)
    elif start - now[NOW] >= rules[BREAK_S]:
        pause(w, BREAK, leg, 1, start)
    w.call[leg].start = start
    now[NOW] = start + service
    w.call[leg].leave = now[NOW]


@compiled
def schedule(
    t: Tables, kind: int, seq: Ints, n: int, depart: int, w: Work, strict: bool
) -> tuple[int, int, int, bool]:
    """Run a route from a departure and write its times into ``w``.

    Returns ``(broken, cost, driving_s, active)``: the bits of broken rules (some alone when
    ``strict``, which stops at the first), đồng, seconds at the wheel, and whether the load rides in
    the active compartment.
    """
    profile, typ = t.kind[kind].profile, t.kind[kind].type
    home = t.depot[t.kind[kind].depot].place
    now = w.now
    for i in range(now.shape[0]):
        now[i] = 0
    now[NOW], now[SHIFT_START] = depart, depart - t.rules[LOADING_S]
    total, prev = 0, home
    for leg in range(n + 1):
        place = home if leg == n else t.client[t.visit[seq[leg]].client].place
        drive = driving_s(
            t.travel[profile, prev, place].free_s,
            t.travel[profile, prev, place].big_city,
            t.travel[profile, prev, place].city,
            now[NOW],
        )
        w.call[leg].driven = drive
        total += drive
        now[COST] += t.leg_vnd[typ, prev, place]
        drive_leg(t, kind, leg, drive, t.travel[profile, prev, place].ferry_s, w)
        w.call[leg].arrive = now[NOW]
        prev = place
        if leg < n:
            unload_at(t, kind, leg, seq[leg], w)
            now[COST] += t.visit[seq[leg]].avoid_vnd
        if strict and now[BROKEN]:
            return now[BROKEN], 0, 0, False
    active = settle(t, kind, seq, n, depart, w)
    return now[BROKEN], now[COST], total, active


@compiled
def settle(t: Tables, kind: int, seq: Ints, n: int, depart: int, w: Work) -> bool:
    """Judge the finished run: days, nights, packing, range, hours, bans; returns whether it runs active."""
    now, rules, depot = w.now, t.rules, t.kind[kind].depot
    back, load_start, last = w.call[n].arrive, depart - rules[LOADING_S], w.call[n - 1].leave
    now[COST] += overtime(t, kind, back - now[SHIFT_START])
    now[COST] += now[NIGHTS] * rules[NIGHT_VND] * t.kind[kind].crew
    now[COST] += t.kind[kind].day_vnd * (back // DAY - depart // DAY + 1)
    active = runs_active(t, kind, seq, n) and last - depart <= rules[ACTIVE_MAX_S]
    hold, metres = on_the_way(t, kind, seq, n)
    if active:
        now[COST] += -(-(back - depart) * t.kind[kind].unit_vnd_h // 3600)
    elif last - load_start > hold:
        now[BROKEN] |= HOLD
    if metres > t.kind[kind].range_m:
        now[BROKEN] |= RANGE
    opens, closes = t.depot[depot].opens_s, t.depot[depot].closes_s
    midnight = depart // DAY * DAY
    if back % DAY < opens or back % DAY > closes:
        now[BROKEN] |= HOURS
    if load_start < midnight + opens or depart > midnight + closes:
        now[BROKEN] |= HOURS
    if banned(t, kind, seq, n, depart, w):
        now[BROKEN] |= BAN
    return active


@compiled
def runs_active(t: Tables, kind: int, seq: Ints, n: int) -> bool:
    """Return whether the load fits the active compartment and every loaded leg has refuge."""
    volume, prev = 0, t.depot[t.kind[kind].depot].place
    for i in range(n):
        place = t.client[t.visit[seq[i]].client].place
        volume += t.visit[seq[i]].ml
        if t.refuge_s[prev, place] > t.rules[HOLDOVER_S]:
            return False
        prev = place
    return t.kind[kind].active_ml > 0 and volume <= t.kind[kind].active_ml


@compiled
def on_the_way(t: Tables, kind: int, seq: Ints, n: int) -> tuple[int, int]:
    """Return the least hold time over the depot and the stops, and the metres driven."""
    home, profile = t.depot[t.kind[kind].depot].place, t.kind[kind].profile
    hold, metres, prev = t.hold_s[kind, home], 0, home
    for i in range(n):
        place = t.client[t.visit[seq[i]].client].place
        hold = min(hold, t.hold_s[kind, place])
        metres += t.travel[profile, prev, place].metres
        prev = place
    return hold, metres + t.travel[profile, prev, home].metres


@compiled
def banned(t: Tables, kind: int, seq: Ints, n: int, depart: int, w: Work) -> bool:
    """Return whether a stay in a zone, from edge to edge, meets banned hours of this kind."""
    for zone in range(t.crossing_s.shape[0]):
        if t.ban_first[kind, zone] < t.ban_last[kind, zone] and stays_banned(
            t, kind, zone, seq, n, depart, w
        ):
            return True
    return False


@compiled
def stays_banned(t: Tables, kind: int, zone: int, seq: Ints, n: int, depart: int, w: Work) -> bool:
    """Return whether a stay in one zone meets its banned hours; calls 0 and n + 1 are the depot."""
    home, cross = t.depot[t.kind[kind].depot].place, t.crossing_s[zone]
    inside, enter, leave = False, 0, 0
    for call in range(n + 2):
        away = 0 < call <= n
        place = t.client[t.visit[seq[call - 1]].client].place if away else home
        if t.place_zone[place, zone]:
            if not inside:
                enter = w.call[call - 1].arrive - cross if call else depart
            inside = True
            leave = w.call[call - 1].leave + cross if away else depart + cross
            if call == n + 1:
                leave = w.call[n].arrive
        elif inside:
            if meets_ban(t, kind, zone, enter, leave):
                return True
            inside = False
    return inside and meets_ban(t, kind, zone, enter, leave)


@compiled
def meets_ban(t: Tables, kind: int, zone: int, enter: int, leave: int) -> bool:
    """Return whether an interval meets a banned one."""
    for row in range(t.ban_first[kind, zone], t.ban_last[kind, zone]):
        if t.ban_spans[row, 0] < leave and t.ban_spans[row, 1] > enter:
            return True
    return False
