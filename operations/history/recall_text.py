"""A lot's trace as a person reads it on the telephone: place by place, with what to ask for there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from distribution.language.catalogue import say
from distribution.language.folding import collation_key
from distribution.language.sentence import day_text
from operations.history.plan_rows import TRANSFER
from operations.history.trace import LotAllocation, LotArrival, LotDelivery, LotPast, LotStock, LotTrace
from operations.report import amount_text


def recall_lines(trace: LotTrace, lang: str) -> tuple[str, ...]:
    """Return the sentences of a trace; a lot that was never met is not said to be nowhere."""
    if not trace.met:
        similar = [say("recall.similar", lang, lots=", ".join(trace.similar))] if trace.similar else []
        return (say("recall.unknown", lang, lot=trace.lot_id), *similar)
    order = sorted(trace.place_ids, key=lambda place_id: (collation_key(_name(trace, place_id)), place_id))
    said = _by_place(trace, lang)
    places = [
        line
        for place_id in order
        for line in (_heading(trace, place_id, lang), *(f"  {sentence}" for sentence in said[place_id]))
    ]
    made_up = [say("recall.synthetic", lang)] if trace.synthetic else []
    return (*made_up, *_heads(trace, lang), _totals(trace, lang), *places)


def _heads(trace: LotTrace, lang: str) -> list[str]:
    return [
        say(
            "recall.head",
            lang,
            lot=trace.lot_id,
            name=lot.product_name,
            product=lot.product_id,
            expiry=day_text(lot.expiry, lang),
            status=say(f"recall.status_{lot.status}", lang),
        )
        for lot in trace.lots
    ]


def _totals(trace: LotTrace, lang: str) -> str:
    delivered = [d for d in trace.deliveries if d.kind != TRANSFER]
    released = [d for d in delivered if d.released]
    drafts = [d for d in delivered if not d.released]
    coming = [a for a in trace.allocations if a.lane_id is None]
    return say(
        "recall.totals",
        lang,
        places=len(trace.place_ids),
        stock=amount_text(sum(s.doses_now for s in trace.stock), lang),
        holders=len({s.place_id for s in trace.stock if s.doses_now}),
        released=amount_text(sum(d.doses for d in released), lang),
        visits=len(released),
        drafts=amount_text(sum(d.doses for d in drafts), lang),
        coming=amount_text(sum(a.doses for a in coming), lang),
    )


def _by_place(trace: LotTrace, lang: str) -> dict[str, list[str]]:
    """Return what is to be said of each place: stock, arrivals, deliveries, then what is to come."""
    lines: dict[str, list[str]] = {place_id: [] for place_id in trace.place_ids}
    for stock in trace.stock:
        lines[stock.place_id].append(_stock(stock, lang))
    for arrival in trace.arrivals:
        lines[arrival.place_id].append(_arrival(arrival, lang))
    for drop in trace.deliveries:
        lines[drop.place_id].append(_drop(trace, drop, lang))
    for row in trace.allocations:
        lines[row.place_id].append(_allocation(trace, row, lang))
    for past in trace.past:
        lines[past.place_id].append(_past(trace, past, lang))
    for place_id in sorted(trace.sender_ids):
        lines[place_id].append(say("recall.sends", lang))
    return lines


def _heading(trace: LotTrace, place_id: str, lang: str) -> str:
    place = trace.places.get(place_id)
    phone = f" · {place.phone}" if place and place.phone else ""
    return say("recall.place", lang, name=_name(trace, place_id), place=place_id, phone=phone)


def _past(trace: LotTrace, row: LotPast, lang: str) -> str:
    return say(
        "recall.past",
        lang,
        packs=amount_text(row.most_packs, lang),
        origin=_name(trace, row.origin_id),
        days=_days(row.start_day, row.end_day, lang),
        first=row.first_run,
        last=row.last_run,
    )


def _stock(row: LotStock, lang: str) -> str:
    key = "recall.stock_now" if row.doses_now else "recall.stock_gone"
    doses = amount_text(row.doses_now or row.most_doses, lang)
    return say(key, lang, doses=doses, first=row.first_run, run=row.last_run)


def _arrival(row: LotArrival, lang: str) -> str:
    doses = amount_text(row.doses, lang)
    return say(
        "recall.arrival",
        lang,
        day=day_text(row.day, lang),
        doses=doses,
        arrival=row.arrival_id,
        run=row.last_run,
    )


def _drop(trace: LotTrace, row: LotDelivery, lang: str) -> str:
    return say(
        f"recall.drop_{row.kind}",
        lang,
        at=moment_text(row.arrive_at, lang),
        packs=amount_text(row.packs, lang),
        doses=amount_text(row.doses, lang),
        departure=row.departure_id,
        position=row.position,
        vehicle=row.vehicle_id,
        drivers=row.driver_ids,
        origin=_name(trace, row.origin_id),
        plan=row.plan_id,
        draft="" if row.released else say("recall.draft", lang),
    )


def _allocation(trace: LotTrace, row: LotAllocation, lang: str) -> str:
    kind = "issue" if row.lane_id is None else "movement" if row.lane_id else "return"
    return say(
        f"recall.{kind}",
        lang,
        days=_days(row.start_day, row.end_day, lang),
        packs=amount_text(row.packs, lang),
        doses=amount_text(row.doses, lang),
        origin=_name(trace, row.origin_id),
        first=row.first_run,
    )


def _name(trace: LotTrace, place_id: str) -> str:
    place = trace.places.get(place_id)
    return place.name if place else place_id


def _days(start: date | None, end: date | None, lang: str) -> str:
    """Return the days from ``start`` up to, not including, ``end``; None is after the fortnight."""
    if start is None or end is None:
        return say("recall.later", lang)
    last = end - timedelta(days=1)
    return day_text(start, lang) if last <= start else f"{day_text(start, lang)}–{day_text(last, lang)}"


def moment_text(moment: datetime, lang: str) -> str:
    """Return a day and an hour as the language writes them."""
    return f"{day_text(moment.date(), lang)} {moment:%H:%M}"
