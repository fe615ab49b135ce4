"""The change of a drafted outing that gains most at the relaxation's prices (compiled).

A visit is left out of a trip, added to it, or takes another's place; legs alone bound the gain before all
rules of the week price it.
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled, inlined
from solvers.routing.ours.ground import FAR
from solvers.routing.ours.week import Week, extra
from solvers.routing.tables import DAYS, VALUE_CAP
from solvers.routing.widening.draft import AT, DELTA, WITH, WITHOUT, Draft


@compiled
def best_changes(t: Week, d: Draft, body: int, day: int, trips: int, rows: int, room: int) -> None:
    """Write the best change of each trip, and of one more, that gains more than ``room``."""
    for j in range(min(trips + 1, rows)):
        d.change[j, AT], d.change[j, DELTA] = -1, -room
        size = d.sizes[j] if j < trips else 0
        for without in range(-1, size):
            saved = spared(t, d, body, j, size, without)
            if size > 1 and without >= 0:
                weigh(t, d, body, day, j, size, without, -1, saved)
            for visit in range(d.may.shape[0]):
                if d.may[visit] and holds(t, d, body, j, size, without, visit):
                    weigh(t, d, body, day, j, size, without, visit, saved)


@inlined
def home(t: Week, body: int) -> int:
    """Return the place of a vehicle's depot."""
    return t.tables.depot[t.tables.kind[t.tables.vehicle_kind[body]].depot].place


@inlined
def leg(t: Week, body: int, start: int, end: int) -> int:
    """Return what a vehicle's way from place to place costs."""
    return t.tables.leg_vnd[t.tables.kind[t.tables.vehicle_kind[body]].type, start, end]


@inlined
def place(t: Week, visit: int) -> int:
    """Return where a visit is."""
    return t.tables.client[t.tables.visit[visit].client].place


@inlined
def place_of(t: Week, d: Draft, body: int, j: int, size: int, i: int) -> int:
    """Return where stop i of a trip is, the depot before the first and behind the last."""
    return home(t, body) if i < 0 or i >= size else place(t, d.stops[j, i])


@compiled
def spared(t: Week, d: Draft, body: int, j: int, size: int, without: int) -> int:
    """Return what the trip's legs cost less without a stop, less what it is worth; -1: all stay."""
    if without < 0:
        return 0
    visit = d.stops[j, without]
    before = place_of(t, d, body, j, size, without - 1)
    here = place(t, visit)
    after = place_of(t, d, body, j, size, without + 1)
    legs = leg(t, body, before, here) + leg(t, body, here, after) - leg(t, body, before, after)
    return legs + t.tables.visit[visit].avoid_vnd - d.worth[visit]


@compiled
def holds(t: Week, d: Draft, body: int, j: int, size: int, without: int, visit: int) -> bool:
    """Return whether a trip has room for a visit when another is left out."""
    kind = t.tables.kind[t.tables.vehicle_kind[body]]
    one = t.tables.visit[visit]
    boxes, grams, value = one.boxes, one.g, one.vnd
    for i in range(size):
        if i != without:
            other = t.tables.visit[d.stops[j, i]]
            boxes, grams, value = boxes + other.boxes, grams + other.g, value + other.vnd
    return boxes <= kind.boxes and grams <= kind.payload_g and value <= t.tables.rules[VALUE_CAP]


@compiled
def weigh(
    t: Week, d: Draft, body: int, day: int, j: int, size: int, without: int, visit: int, saved: int
) -> None:
    """Keep the change where it gains most so far: a stop left out (-1: none), a visit added (-1: none)."""
    slot = (body + j) * DAYS + day
    worth = d.worth[visit] if visit >= 0 else 0
    lost = d.worth[d.stops[j, without]] if without >= 0 else 0
    left = size if without < 0 else size - 1
    for at in range(left + 1 if visit >= 0 else 1):
        added = 0
        if visit >= 0:
            behind = at - 1 if without < 0 or at - 1 < without else at
            ahead = at if without < 0 or at < without else at + 1
            before = place_of(t, d, body, j, size, behind)
            after = place_of(t, d, body, j, size, ahead)
            here = place(t, visit)
            added = leg(t, body, before, here) + leg(t, body, here, after) - leg(t, body, before, after)
            added += t.tables.visit[visit].avoid_vnd - worth
        if added - saved >= d.change[j, DELTA]:
            continue
        stops = put_down(t, d, j, size, without, at, visit)
        price = extra(t, slot, stops, d.change[j, DELTA] + worth - lost)
        if price < FAR and price - worth + lost < d.change[j, DELTA]:
            d.change[j, AT], d.change[j, WITHOUT], d.change[j, WITH] = at, without, visit
            d.change[j, DELTA] = price - worth + lost


@compiled
def put_down(t: Week, d: Draft, j: int, size: int, without: int, at: int, visit: int) -> int:
    """Write a changed trip down as the sequence on trial; return its length."""
    stops = 0
    for i in range(size + 1):
        if visit >= 0 and stops == at:
            t.work.trial[stops] = visit
            stops += 1
        if i < size and i != without:
            t.work.trial[stops] = d.stops[j, i]
            stops += 1
    return stops
