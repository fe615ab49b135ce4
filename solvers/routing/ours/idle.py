"""The first trip of a vehicle idle on a day, at a price of that day that changes with chance (compiled).

Which kinds of vehicles are out on which days is what the sums of two weeks differ by, and no client alone
makes a large truck of another day worth its price.  So in some iterations the day of each kind is priced at a
share drawn anew: clients who were taken out together then meet in vehicles that none of them would pay for.
What comes of it is judged by its true price.
"""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import numpy as np

from solvers.routing.compiled import compiled
from solvers.routing.ours.chance import draw
from solvers.routing.ours.ground import CLASS_DAY, FAR, Ground
from solvers.routing.ours.places import NEW_ROUTE
from solvers.routing.ours.state import AFTER, AT, CLASS, DAY, FIXED, PRICE, WEEK_KIND, State
from solvers.routing.ours.week import Week, extra, idle_route

DEAREST = 2.0  # times its price that a vehicle's day is offered at


@compiled
def draw_shares(s: State) -> None:
    """Draw for each kind of vehicle the share of its price at which its day is offered."""
    for kind in range(s.share.shape[0]):
        s.share[kind] = DEAREST * draw(s)


@compiled
def idle_vehicle(g: Ground, s: State, t: Week, v: int, drawn: bool) -> None:
    """Improve the offer for node v by the first trip of a vehicle that is idle on its days.

    ``drawn``: at the shares drawn for this iteration.
    """
    spared = g.dearest if drawn else 0
    for j in range(g.alone_order.shape[1]):
        y, price = g.alone_order[v, j], g.alone_sorted[v, j]
        if price >= FAR or price - spared >= s.offer[v, PRICE]:
            return
        less = np.int64(0)
        if drawn:
            less = np.int64((1.0 - s.share[s.type[y, WEEK_KIND]]) * s.type[y, FIXED])
        if price - less >= s.offer[v, PRICE]:
            continue
        day = g.classes[s.type[y, CLASS], CLASS_DAY]
        r = idle_route(t, s.type[y, WEEK_KIND], day, s.node[v, DAY], v)
        if r < 0:
            continue
        t.work.trial[0] = v
        price = extra(t, r, 1, s.offer[v, PRICE] + less) - less
        if price < s.offer[v, PRICE]:
            s.offer[v, PRICE], s.offer[v, AFTER], s.offer[v, AT] = price, NEW_ROUTE, y * g.routes + r
