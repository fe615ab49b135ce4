"""The explanation of a cell as sentences in Vietnamese or English."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from distribution.fairness.days import lost_days
from distribution.fairness.shares import FairBound, FairCell, FairRoom, Limit
from distribution.language.catalogue import say
from distribution.language.sentence import day_text
from distribution.units import WEEK_DAYS
from operations.explaining.cell import Answered, CellReason
from operations.explaining.changes import Changes
from operations.explaining.day_text import day_lines
from operations.explaining.figures import band_text, litres_text, percent_text
from operations.explaining.goods import Goods
from operations.explaining.shares import met_lines, share_lines
from operations.report import amount_text

_MOST_LOTS = 5


def cell_lines(answered: Answered, reason: CellReason, lang: str) -> Iterator[str]:
    """Yield the sentences about one product and week: what was needed and met, by which lots, and why."""
    monday = answered.allocation.horizon.starts[0] + timedelta(days=WEEK_DAYS * reason.week)
    key = "short" if reason.short else "met" if reason.need else "unneeded"
    key = "short_late" if reason.short and reason.late else key
    yield say(
        f"explain.{key}",
        lang,
        product=answered.inputs.vaccines[reason.product_id].name,
        id=reason.product_id,
        monday=day_text(monday, lang),
        need=amount_text(reason.need, lang),
        met=amount_text(reason.met, lang),
        missing=amount_text(reason.need - reason.met, lang),
        late=amount_text(reason.late, lang),
    )
    yield from (f"  {line}" for line in _issue_lines(answered, reason, lang))
    yield from (f"  {line}" for line in _beyond_lines(reason, lang))
    for lock in reason.locks:
        yield "  " + say(
            "explain.lock",
            lang,
            packs=amount_text(lock.packs, lang),
            first=day_text(lock.first, lang),
            last=day_text(lock.last, lang),
            who=lock.who,
            why=lock.why,
        )
    yield from (f"  {line}" for line in _back_lines(answered, reason, lang))
    if reason.bound is not None and reason.short:
        yield from (f"  {line}" for line in _bound_lines(answered, reason, reason.bound, lang))
        yield from (f"  {line}" for line in share_lines(answered, reason, lang))
    elif reason.bound is not None:
        yield from (f"  {line}" for line in met_lines(reason, lang))


def change_lines(changes: Changes, reason: CellReason, lang: str) -> Iterator[str]:
    """Yield what one more pack, litre or day would have changed."""
    yield "  " + say("explain.changes_at_most" if changes.at_most else "explain.changes", lang)
    for name, level in (
        ("pack", changes.pack),
        ("litre", changes.litre),
        ("life_day", changes.life_day),
        ("arrival_day", changes.arrival_day),
    ):
        key = "nothing" if percent_text(level, lang) == percent_text(reason.level, lang) else "level"
        if key == "level" and changes.at_most:
            key = "most"
        what = say(f"explain.more_{name}", lang)
        levels = {"before": percent_text(reason.level, lang), "after": percent_text(level, lang)}
        yield "    " + say(f"explain.changes_{key}", lang, what=what, **levels)
    if changes.next_pack is not None:
        yield "    " + say("explain.next_pack", lang, packs=amount_text(changes.next_pack, lang))


def _issue_lines(answered: Answered, reason: CellReason, lang: str) -> Iterator[str]:
    for issue in reason.issues:
        yield say(
            "explain.issue",
            lang,
            day=day_text(answered.allocation.horizon.starts[issue.period], lang),
            packs=amount_text(issue.packs, lang),
            doses=amount_text(issue.doses, lang),
            lot=issue.lot_id,
            use_by=day_text(issue.use_by, lang),
            depot=answered.inputs.network.name(issue.depot_id),
        )


def _beyond_lines(reason: CellReason, lang: str) -> Iterator[str]:
    """Yield what comes beside the need of the week, or came before it."""
    given = sum(issue.packs for issue in reason.issues)
    if reason.need and given > reason.met:
        extra = amount_text(given - reason.met, lang)
        yield say("explain.beyond", lang, given=amount_text(given, lang), extra=extra)
    elif given < reason.met:
        yield say("explain.from_before", lang, packs=amount_text(reason.met - given, lang))


def _back_lines(answered: Answered, reason: CellReason, lang: str) -> Iterator[str]:
    """Yield what the centre sends back, for another centre or out of use."""
    for movement in reason.returns:
        yield say(
            "explain.passed_on" if movement.passed_on else "explain.returned",
            lang,
            day=day_text(answered.allocation.horizon.starts[movement.period], lang),
            packs=amount_text(movement.packs, lang),
            lot=movement.lot_id,
            use_by=day_text(movement.use_by, lang) if movement.use_by else "-",
            depot=answered.inputs.network.name(movement.destination_id),
        )


def _bound_lines(answered: Answered, reason: CellReason, bound: FairBound, lang: str) -> Iterator[str]:
    if bound.limit is Limit.DAYS:
        yield from day_lines(answered, reason, lang)
        return
    if bound.room is not None:
        yield _room_line(answered, answered.question.rooms[bound.room], bound, reason.product_id, lang)
        return
    if reason.goods is None or reason.index is None:
        return
    cells = [answered.question.cells[i] for i in bound.cells]
    if bound.limit is Limit.DATES:
        yield from _lost_lines(answered, cells[0], lang)
    else:
        yield say(
            "explain.supply",
            lang,
            packs=amount_text(reason.goods.packs, lang),
            depots=amount_text(len({d for depots, _ in bound.outlets for d in depots}), lang),
            centres=amount_text(len({c.centre_id for c in cells}), lang),
            need=amount_text(sum(c.need_packs for c in cells), lang),
        )
    yield from _goods_lines(answered, reason.goods, lang)


def _lost_lines(answered: Answered, cell: FairCell, lang: str) -> Iterator[str]:
    horizon = answered.allocation.horizon
    for lost in lost_days(answered.inputs, horizon, answered.need, cell):
        yield say(
            f"explain.lost_{lost.cause.value}",
            lang,
            packs=amount_text(lost.packs, lang),
            day=day_text(horizon.starts[lost.period], lang),
            litres=litres_text(lost.missing_ml, lang),
        )


def _goods_lines(answered: Answered, goods: Goods, lang: str) -> Iterator[str]:
    for lot in goods.in_reach[:_MOST_LOTS]:
        yield "  " + say(
            "explain.lot",
            lang,
            packs=amount_text(lot.packs, lang),
            lot=lot.lot_id,
            use_by=day_text(lot.use_by, lang),
            site=answered.inputs.network.name(lot.site_id),
        )
    if len(goods.in_reach) > _MOST_LOTS:
        rest = goods.in_reach[_MOST_LOTS:]
        packs = amount_text(sum(lot.packs for lot in rest), lang)
        yield "  " + say("explain.more_lots", lang, count=amount_text(len(rest), lang), packs=packs)
    for name in ("withheld", "short_dated", "late"):
        if packs_apart := getattr(goods, name):
            yield "  " + say(f"explain.{name}", lang, packs=amount_text(packs_apart, lang))


def _room_line(answered: Answered, room: FairRoom, bound: FairBound, product_id: str, lang: str) -> str:
    if bound.limit in (Limit.CLOSED, Limit.LOCKED):
        return say(f"explain.{bound.limit.value}", lang)
    network, first = answered.inputs.network, answered.question.cells[room.members[0][0]]
    band = answered.inputs.vaccines[first.product_id].delivered_band
    if bound.limit is Limit.FOUND:
        return say("explain.found", lang, packs=amount_text(room.room_ml, lang))
    if bound.limit is Limit.LANE:
        depots = ", ".join(network.name(depot_id) for depot_id in room.subject_id.split("/"))
        sunday = answered.allocation.horizon.starts[0] + timedelta(days=WEEK_DAYS * (room.week + 1) - 1)
        return say(
            "explain.lane",
            lang,
            depots=depots,
            litres=litres_text(room.room_ml, lang),
            there=amount_text(dict(room.there).get(product_id, 0), lang),
            day=day_text(sunday, lang),
        )
    if bound.limit is Limit.DEPOT:
        names = ", ".join(network.name(depot_id) for depot_id in room.subject_id.split("/"))
        return say("explain.depot", lang, depots=names, litres=litres_text(room.room_ml, lang))
    usable_ml = network.centre(room.subject_id).stores_ml.get(band, 0)
    return say(
        "explain.centre",
        lang,
        band=band_text(band, lang),
        usable=litres_text(usable_ml, lang),
        free=litres_text(room.room_ml, lang),
    )
