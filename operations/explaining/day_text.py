"""Which stores and lanes are full on which days, where that stops a level: in Vietnamese or English."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.fairness.daily import BACK, FORTH, DayBound, DayRow
from distribution.language.catalogue import say
from distribution.language.sentence import day_text
from distribution.vaccines import TemperatureBand
from operations.explaining.cell import Answered, CellReason
from operations.explaining.day_changes import full_places
from operations.explaining.figures import band_text, litres_text
from operations.report import amount_text

_MOST_PLACES = 4


def day_lines(answered: Answered, reason: CellReason, lang: str) -> Iterator[str]:
    """Yield what is full, day by day, where that stops a cell."""
    bound = None if reason.index is None else answered.certificate.day_bound_of(reason.index)
    if bound is None:
        return
    daily = answered.by_days()
    places = full_places(bound, daily)
    yield say("explain.days" if places else "explain.days_goods", lang)
    for place in places[:_MOST_PLACES]:
        yield "  " + _place_line(answered, bound, place, dict(daily.half_ml), lang)
    if len(places) > _MOST_PLACES:
        count = amount_text(len(places) - _MOST_PLACES, lang)
        yield "  " + say("explain.days_more", lang, count=count)


def _place_line(
    answered: Answered, bound: DayBound, place: tuple[str, str], half_ml: dict[DayRow, int], lang: str
) -> str:
    """Return a store or lane, on how many days it is full, and how many litres it has on these together."""
    days = sorted(t for (name, what, t), _ in bound.prices if (name, what) == place)
    starts, name = answered.allocation.horizon.starts, place[0]
    network = answered.inputs.network
    if place[1] in (FORTH, BACK):
        lane = next(lane for lane in network.lanes if lane.lane_id == name)
        ends = [network.name(lane.origin_id), network.name(lane.destination_id)]
        name, band = " → ".join(ends if place[1] == FORTH else ends[::-1]), ""
    else:
        name, band = network.name(name), band_text(TemperatureBand(place[1]), lang)
    return say(
        "explain.days_store" if band else "explain.days_lane",
        lang,
        place=name,
        band=band,
        days=amount_text(len(days), lang),
        first=day_text(starts[days[0]], lang),
        last=day_text(starts[days[-1]], lang),
        litres=litres_text(sum(half_ml[(*place, t)] for t in days) // 2, lang),
    )
