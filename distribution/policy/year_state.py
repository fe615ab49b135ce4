"""What a replication of a year carries from week to week, and what it counts."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from distribution.policy.question import Floats, Ints

# columns of what is counted for each product and centre, in doses; the last but one in weeks
WANTED, GIVEN, MISSED, LOST, OPENED, BROKEN, EXPIRED, RECEIVED, CUT, ASKED, SHORT = range(11)
CELL = 11
# columns of a week: doses wanted and given, products of centres asked for and short, ml in the centres
WEEK_WANTED, WEEK_GIVEN, WEEK_ASKED, WEEK_SHORT, WEEK_ML = range(5)
WEEK = 5
# columns of a product at a depot, and of the chain's own stock of it, in doses
ARRIVED, SHIPPED, DIED = range(3)
LEVEL = 3
# columns of a centre: ml kept at the most and summed over weeks, visits and ml of them, weeks over the room
PEAK_ML, SUM_ML, VISITS, VISIT_ML, OVER = range(5)
CENTRE = 5


class State(NamedTuple):
    """What a replication carries from week to week; one set a thread, used again and again.

    ``gone`` are doses that have left a store since the year began, ``due`` those whose use-by has come:
    where ``due`` is more, the difference has expired (first expired, first out).
    """

    stock: Ints  # P, C
    coming: Ints  # lead + 1, P, C
    waiting: Ints  # P, C: doses that people come again for
    gone: Ints  # P, C
    due: Ints  # P, C
    dying: Ints  # T, P, C
    crumbs: NDArray[np.int64]  # P, C: millionths of doses that have not yet made a broken one
    order: Ints  # P, C
    depot_stock: Ints  # P, D
    depot_coming: Ints  # T + longest lead, P, D
    depot_gone: Ints  # P, D
    depot_due: Ints  # P, D
    depot_dying: Ints  # T, P, D
    depot_order: Ints  # P, D
    supply_stock: Ints  # P
    supply_coming: Ints  # T + longest lead, P
    supply_gone: Ints  # P
    supply_due: Ints  # P
    supply_dying: Ints  # T, P
    position_ml: NDArray[np.float64]  # C
    share: NDArray[np.float64]  # C
    depot_ask: Ints  # as many as there are centres or depots: what was ordered before it is cut
    common: Floats  # T, P


class Counts(NamedTuple):
    """What a replication comes to."""

    cell: Ints  # CELL, P, C
    week: NDArray[np.int64]  # T, WEEK
    depot: NDArray[np.int64]  # LEVEL, P, D
    depot_peak_ml: NDArray[np.float64]  # B, D
    depot_week_ml: NDArray[np.int64]  # T, D: shipped to centres
    centre: NDArray[np.float64]  # C, CENTRE
    supply: NDArray[np.int64]  # LEVEL, P
