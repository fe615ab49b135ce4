"""One more trip of a vehicle that is out already that day: the week's vehicles may load again (compiled).

On plain instances trips hang on one another by when they begin and must end (``places.new_trip``);
here the week's own rules say whether two trips are one shift.
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from solvers.routing.compiled import compiled
from solvers.routing.ours.ground import CLASS_DAY, FAR, Ground
from solvers.routing.ours.places import NEW_ROUTE
from solvers.routing.ours.state import AFTER, AT, CLASS, DAY, FIXED, PRICE, WEEK_KIND, State
from solvers.routing.ours.week import Week, by_itself, extra, may_carry
from solvers.routing.outings import free_row, shift_s
from solvers.routing.tables import LOADING_S


@compiled
def another_trip(g: Ground, s: State, t: Week, v: int) -> None:
    """Improve the offer for node v by one more trip of each vehicle that is out on its day."""
    for j in range(g.alone_order.shape[1]):
        price = g.alone_sorted[v, j]
        if price >= FAR or price - g.dearest >= s.offer[v, PRICE]:
            return
        y = g.alone_order[v, j]
        same_day = g.classes[s.type[y, CLASS], CLASS_DAY] == s.node[v, DAY]
        if same_day and price - s.type[y, FIXED] < s.offer[v, PRICE]:
            of_kind(g, s, t, v, y)


@compiled
def of_kind(g: Ground, s: State, t: Week, v: int, y: int) -> None:
    """Improve the offer for node v by one more trip of the vehicles of a type.

    Vehicles are passed over whose day grows too long with a trip as long as the cheapest one.
    """
    tables, kind, day = t.tables, s.type[y, WEEK_KIND], s.node[v, DAY]
    depot, price, length = tables.depot[tables.kind[kind].depot], 0, 0
    for body in range(depot.first, depot.last):
        if tables.body[body] != body or tables.vehicle_kind[body] != kind:
            continue
        r = free_row(tables, t.shared, body, day)
        if r < 0 or not may_carry(t, r, v):
            continue
        t.work.trial[0] = v
        if length == 0:
            price, length = by_itself(t, kind, day, 1)
        if length < 0 or price - tables.kind[kind].day_vnd >= s.offer[v, PRICE]:
            return
        longer = shift_s(tables, t.shared, body, day) + tables.rules[LOADING_S] + length
        if longer > tables.kind[kind].shift_s:
            continue
        more = extra(t, r, 1, s.offer[v, PRICE])
        if more < s.offer[v, PRICE]:
            s.offer[v, PRICE], s.offer[v, AFTER], s.offer[v, AT] = more, NEW_ROUTE, y * g.routes + r
