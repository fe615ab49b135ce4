"""What other centres hold beyond their own need, given to those that lack it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np

from distribution.forecast import FORECAST_DAYS
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.projection import project
from distribution.stock import StockLine
from distribution.travel import TravelTable
from distribution.units import km_from_m
from distribution.vaccines import LotStatus
from operations.remedies.lacking import Lacking, Pair

PROFILE = "van"  # by which the way from one centre to another is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """Packs of a product that a centre can spare for another, and the way between them."""

    donor_id: str
    packs: int
    km: int


def gifts(
    inputs: WeekInputs, plan: WeeklyPlan, travel: TravelTable, lacking: Sequence[Lacking]
) -> dict[Pair, Gift]:
    """Return by lack the nearest centre that can spare all of it; nothing is given twice.

    A centre can spare what it holds of lots with life enough for another, above what it needs until the end
    of the forecast's four weeks and its safety stock on top, as long as it lacks nothing itself and nothing
    of the product is brought to it.  That is confirmed by projecting its stock without the gift.
    """
    spare = _spare(inputs, plan)
    holders: dict[str, list[str]] = defaultdict(list)
    for donor_id, product_id in spare:
        holders[product_id].append(donor_id)
    found: dict[Pair, Gift] = {}
    for one in sorted(lacking, key=lambda o: (-o.packs, o.pair)):
        near = sorted((_metres(travel, d, one.centre_id), d) for d in holders[one.product_id])
        for metres, donor_id in near:
            if spare[donor_id, one.product_id] >= one.packs:
                spare[donor_id, one.product_id] -= one.packs
                found[one.pair] = Gift(donor_id=donor_id, packs=one.packs, km=round(km_from_m(metres)))
                break
    return _confirmed(inputs, found)


def _spare(inputs: WeekInputs, plan: WeeklyPlan) -> dict[Pair, int]:
    """Return the whole packs that each centre can spare of each product."""
    forecast, p = inputs.forecast, inputs.parameters
    left = project(inputs).on_hand[:, :, FORECAST_DAYS]
    safety = np.ceil(forecast.doses[:, :, :FORECAST_DAYS].mean(axis=2) * p.safety_days)
    wanted = {(r.centre_id, r.product_id) for r in plan.requirements if r.need_doses or r.delivered_doses}
    held: dict[Pair, int] = defaultdict(int)
    for line in inputs.stock:
        if _lasts(line, inputs):
            held[line.place_id, line.product_id] += line.doses
    found: dict[Pair, int] = {}
    for c, centre_id in enumerate(forecast.centre_ids):
        for q, product_id in enumerate(forecast.product_ids):
            pair = (centre_id, product_id)
            beyond = min(int(left[c, q] - safety[c, q]), held[pair])
            packs = beyond // inputs.vaccines[product_id].pack_doses
            if packs > 0 and pair not in wanted:
                found[pair] = packs
    return found


def _lasts(line: StockLine, inputs: WeekInputs) -> bool:
    """Return whether stock may still be given to another centre by the end of the week."""
    last = inputs.calendar.week.days[-1]
    lot, vaccine = inputs.lots[line.lot_id], inputs.vaccines[line.product_id]
    lives = line.use_by - last >= timedelta(days=vaccine.min_remaining_days)
    return lives and lot.status is LotStatus.RELEASED


def _confirmed(inputs: WeekInputs, found: dict[Pair, Gift]) -> dict[Pair, Gift]:
    """Return the gifts of the centres that miss nothing more without them over the four weeks."""
    if not found:
        return found
    taken: dict[Pair, int] = defaultdict(int)
    for (_, product_id), gift in found.items():
        taken[gift.donor_id, product_id] += gift.packs * inputs.vaccines[product_id].pack_doses
    without = project(replace(inputs, stock=_without(inputs, dict(taken))))
    before = project(inputs)
    rows = {c: i for i, c in enumerate(inputs.forecast.centre_ids)}
    columns = {p: i for i, p in enumerate(inputs.forecast.product_ids)}

    def fine(donor_id: str, product_id: str) -> bool:
        at = (rows[donor_id], columns[product_id], FORECAST_DAYS)
        return bool(without.missed[at] <= before.missed[at])

    return {pair: gift for pair, gift in found.items() if fine(gift.donor_id, pair[1])}


def _without(inputs: WeekInputs, taken: dict[Pair, int]) -> tuple[StockLine, ...]:
    """Return the stock without what is given away, of the lots that last longest."""
    lines = []
    for line in sorted(inputs.stock, key=lambda line: line.use_by, reverse=True):
        key = (line.place_id, line.product_id)
        gone = min(taken.get(key, 0), line.doses) if _lasts(line, inputs) else 0
        if gone:
            taken[key] -= gone
        lines.append(replace(line, doses=line.doses - gone) if gone else line)
    return tuple(lines)


def _metres(travel: TravelTable, origin_id: str, destination_id: str) -> int:
    table = travel.profiles[PROFILE]
    return int(table.distance_m[travel.index(origin_id), travel.index(destination_id)])
