"""The days of a need that cannot be met later: by when goods must be there, and which days are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from distribution.fairness.shares import FairCell
from distribution.inputs import WeekInputs
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import open_for_centres, week_of
from distribution.quarter.need import QuarterNeed
from distribution.vaccines import TemperatureBand, Vaccine


def by_day(wanted: Mapping[int, int], open_periods: list[int]) -> Counter[int]:
    """Return a need by the last open period up to each day of use; days before the first have none."""
    parts: Counter[int] = Counter()
    for period, packs in wanted.items():
        until = max((t for t in open_periods if t <= period), default=None)
        if until is not None:
            parts[until] += packs
    return parts


def room_ml(inputs: WeekInputs, need: QuarterNeed, vaccine: Vaccine, row: int, period: int) -> int:
    """Return the millilitres that a centre's own stock leaves for a product in a period."""
    band = vaccine.delivered_band
    if band is TemperatureBand.AMBIENT:
        return vaccine.pack_ml  # ambient goods need no cold litres: there is always room for a pack
    centre = inputs.network.centre(inputs.forecast.centre_ids[row])
    return centre.stores_ml.get(band, 0) - int(need.own_ml[band][row, period])


class Cause(StrEnum):
    """Why a day of a need is lost."""

    CLOSED = "closed"
    FULL = "full"
    GOODS = "goods"


@dataclass(frozen=True, slots=True, kw_only=True)
class LostDay:
    """Packs needed in a period that nothing can meet; ``missing_ml`` is the room that a pack lacks."""

    period: int
    packs: int
    cause: Cause
    missing_ml: int = 0


def lost_days(inputs: WeekInputs, horizon: Horizon, need: QuarterNeed, cell: FairCell) -> tuple[LostDay, ...]:
    """Return the days of a dated need that are lost, each with its cause."""
    vaccine = inputs.vaccines[cell.product_id]
    c = inputs.forecast.centre_ids.index(cell.centre_id)
    p = inputs.forecast.product_ids.index(cell.product_id)
    receives, reached = open_for_centres(inputs, horizon), {period for period, _ in cell.parts}
    found = []
    for period in range(len(horizon)):
        packs = int(need.packs[c, p, period])
        if week_of(horizon, period) != cell.week or not packs:
            continue
        before = [t for t in range(period + 1) if week_of(horizon, t) == cell.week and receives[c, t]]
        fitting = [t for t in before if room_ml(inputs, need, vaccine, c, t) >= vaccine.pack_ml]
        if not before:
            found.append(LostDay(period=period, packs=packs, cause=Cause.CLOSED))
        elif not fitting:
            missing = min(vaccine.pack_ml - room_ml(inputs, need, vaccine, c, t) for t in before)
            found.append(LostDay(period=period, packs=packs, cause=Cause.FULL, missing_ml=missing))
        elif fitting[-1] not in reached:
            found.append(LostDay(period=period, packs=packs, cause=Cause.GOODS))
    return tuple(found)
