"""The opening of the year: doses on hand by place, the weeks in which they die, and what is on its way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from distribution.inputs import WeekInputs
from distribution.policy.expected import Reals
from distribution.policy.question import CentreTables, DepotTables, Ints, SupplyTables
from distribution.units import WEEK_DAYS


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Opening:
    """``doses[p, k]`` on hand at places of a level, ``dying[t, p, k]`` those whose use-by falls in a week."""

    doses: Ints
    dying: Ints


def opening(
    inputs: WeekInputs,
    product_ids: Sequence[str],
    place_of: Mapping[str, int],
    life: Ints,
    size: tuple[int, int],
) -> Opening:
    """Return the released stock that is not past its use-by.

    ``place_of`` maps a place to its column; ``size`` is weeks and columns.  A lot that would outlive what
    arrives first is taken to live as long as that (``life[p]`` weeks), so that the first in die first.
    """
    weeks, places = size
    monday = inputs.calendar.week.monday
    rows = {p: i for i, p in enumerate(product_ids)}
    doses = np.zeros((len(product_ids), places), np.int32)
    dying = np.zeros((weeks, len(product_ids), places), np.int32)
    for line in inputs.stock:
        lot = inputs.lots.get(line.lot_id)
        if line.place_id not in place_of or line.product_id not in rows or line.use_by < monday:
            continue
        if lot is not None and not lot.usable(monday):
            continue
        p, k = rows[line.product_id], place_of[line.place_id]
        doses[p, k] += line.doses
        week = min((line.use_by - monday).days // WEEK_DAYS, int(life[p]) - 1)
        if week < weeks:
            dying[week, p, k] += line.doses
    return Opening(doses=doses, dying=dying)


def pipeline(inputs: WeekInputs, product_ids: Sequence[str], use: Reals, lead: Ints, review: int) -> Ints:
    """Return what arrives of orders placed before the year, by week and product.

    The arrivals that the input tells, in their weeks; after the last of them, at the chain's rhythm and
    until its first own order arrives, what is expected to be used meanwhile.
    """
    monday = inputs.calendar.week.monday
    weeks = len(lead)
    rows = {p: i for i, p in enumerate(product_ids)}
    coming = np.zeros((weeks, len(product_ids)), np.int32)
    told = 0
    for arrival in inputs.arrivals:
        week = (arrival.day - monday).days // WEEK_DAYS
        if 0 <= week < weeks and arrival.product_id in rows:
            coming[week, rows[arrival.product_id]] += arrival.doses
            told = max(told, week + 1)
    for product_id, p in rows.items():
        pack = inputs.vaccines[product_id].pack_doses
        for week in range(told, min(int(lead[0, p]), weeks), review):
            until = min(week + review, int(lead[0, p]))
            coming[week, p] = int(np.ceil(use[week:until, p].sum() / pack)) * pack
    return coming


def launch(rows: Iterable[int], centres: CentreTables, depots: DepotTables, supply: SupplyTables) -> None:
    """Let the products of these rows open at their levels at every level of the chain."""
    for p in rows:
        centres.opening[p] = centres.level[0, p]
        depots.opening[p] = depots.level[0, p]
        supply.opening[p] = supply.level[0, p]
