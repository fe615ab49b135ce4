"""The first two weeks day by day, made from the inputs: goods, lanes, litres, calls and wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from distribution.fairness.daily import (
    BACK,
    FORTH,
    DailyLink,
    DailyPile,
    DailyQuestion,
    DailyWant,
)
from distribution.fairness.daily_litres import daily_litres
from distribution.fairness.shares import FAIR_WEEKS, FairCell, FairQuestion
from distribution.fairness.supply import Batch, batches, may_be_issued
from distribution.inputs import WeekInputs
from distribution.network import LaneMode, SiteKind
from distribution.quarter.answer import Horizon
from distribution.quarter.calendar import (
    lane_departures,
    open_for_centres,
    received_period,
    week_of,
)
from distribution.quarter.need import QuarterNeed
from distribution.quarter.surplus import surpluses
from distribution.units import WEEK_DAYS
from distribution.vaccines import use_by_after_thaw


def daily_question(
    inputs: WeekInputs,
    depots: Mapping[str, tuple[str, ...]],
    horizon: Horizon,
    need: QuarterNeed,
    question: FairQuestion,
) -> DailyQuestion:
    """Return the fair question by days; ``depots`` serve each centre, the nearest first."""
    near = [t for t in range(len(horizon)) if week_of(horizon, t) < FAIR_WEEKS]
    receives = open_for_centres(inputs, horizon)
    calls = {
        centre_id: (depots[centre_id], tuple(bool(receives[c, t]) for t in near))
        for c, centre_id in enumerate(inputs.forecast.centre_ids)
    }
    return DailyQuestion(
        days=tuple(horizon.days(t) for t in near),
        weeks=tuple(week_of(horizon, t) for t in near),
        half_ml=dict(daily_litres(inputs, horizon, need, near)),
        links=tuple(_links(inputs, horizon, near)),
        piles=tuple(_piles(inputs, depots, horizon, near)),
        calls=calls,
        pack_ml={p: v.pack_ml for p, v in inputs.vaccines.items()},
        kept={p: v.band for p, v in inputs.vaccines.items()},
        given={p: v.delivered_band for p, v in inputs.vaccines.items()},
        thaws_at=frozenset(s.site_id for s in inputs.network.sites if s.kind is SiteKind.DEPOT),
        wants=tuple(_want(inputs, horizon, need, cell, near) for cell in question.cells),
    )


def _want(
    inputs: WeekInputs, horizon: Horizon, need: QuarterNeed, cell: FairCell, near: Sequence[int]
) -> DailyWant:
    if cell.locked:
        parts = _locked_parts(inputs, horizon, cell, near)
    else:
        c = inputs.forecast.centre_ids.index(cell.centre_id)
        p = inputs.forecast.product_ids.index(cell.product_id)
        wanted = ((t, int(need.packs[c, p, t])) for t in near if week_of(horizon, t) == cell.week)
        parts = tuple((t, packs) for t, packs in wanted if packs)
    return DailyWant(
        week=cell.week,
        centre_id=cell.centre_id,
        product_id=cell.product_id,
        parts=parts,
        waits=inputs.vaccines[cell.product_id].back_orderable,
        locked=cell.locked,
    )


def _locked_parts(
    inputs: WeekInputs, horizon: Horizon, cell: FairCell, near: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    """Return the near periods of the lock that a cell stands for; each may take all its packs."""
    (last, packs), *_ = cell.parts
    for lock in inputs.pack_locks:
        mine = (lock.centre_id, lock.product_id, lock.packs) == (cell.centre_id, cell.product_id, packs)
        if mine and lock.first <= horizon.starts[last] <= lock.last:
            return tuple((t, packs) for t in near if lock.first <= horizon.starts[t] <= lock.last)
    return ()


def _links(inputs: WeekInputs, horizon: Horizon, near: Sequence[int]) -> Iterator[DailyLink]:
    """Yield all lanes, and the ways back on road lanes from depots to hubs."""
    kinds = {s.site_id: s.kind for s in inputs.network.sites}
    for lane in inputs.network.lanes:
        runs = lane_departures(inputs, lane, horizon)
        days = lane.lead_days + inputs.parameters.receiving_days
        arrival = tuple(received_period(horizon, t, days) if runs[t] else None for t in near)
        ends = (lane.origin_id, lane.destination_id)
        yield DailyLink(
            lane_id=lane.lane_id, way=FORTH, origin_id=ends[0], destination_id=ends[1], arrival=arrival
        )
        if lane.mode is not LaneMode.AIR and (kinds[ends[0]], kinds[ends[1]]) == (
            SiteKind.HUB,
            SiteKind.DEPOT,
        ):
            yield DailyLink(
                lane_id=lane.lane_id, way=BACK, origin_id=ends[1], destination_id=ends[0], arrival=arrival
            )


def _piles(
    inputs: WeekInputs, depots: Mapping[str, tuple[str, ...]], horizon: Horizon, near: Sequence[int]
) -> Iterator[DailyPile]:
    """Yield stock, arrivals and what centres can pass on, alike ones together, in a fixed order."""
    spared = (
        Batch(s.site_id, s.product_id, s.lot_id, s.use_by, False, s.received_period, s.packs)
        for s in surpluses(inputs, {c: d[0] for c, d in depots.items() if d}, horizon)
    )
    found: dict[tuple[object, ...], DailyPile] = {}
    for batch in (*batches(inputs, horizon), *spared):
        if batch.period > near[-1] or not batch.packs or batch.use_by < horizon.starts[batch.period]:
            continue
        pile = _pile(inputs, horizon, batch, near)
        key = (pile.kind, pile.site_id, pile.period, pile.frozen)
        alike = found.get(key)
        found[key] = pile if alike is None else replace(pile, packs=alike.packs + pile.packs)
    yield from found.values()


def _pile(inputs: WeekInputs, horizon: Horizon, batch: Batch, near: Sequence[int]) -> DailyPile:
    lot = inputs.lots[batch.lot_id]
    lapse = not batch.frozen and not may_be_issued(inputs, horizon, batch, len(horizon) - 1)
    return DailyPile(
        product_id=batch.product_id,
        site_id=batch.site_id,
        period=batch.period,
        packs=batch.packs,
        until=max(t for t in near if horizon.starts[t] <= batch.use_by),
        sendable=tuple(lot.usable(horizon.starts[t]) for t in near),
        good_until=tuple(_good_until(inputs, horizon, batch, t, near) for t in near),
        frozen=batch.frozen,
        lapse=lapse,
    )


def _good_until(
    inputs: WeekInputs, horizon: Horizon, batch: Batch, period: int, near: Sequence[int]
) -> int | None:
    """Return the last near period in which a pack issued in a period is good; thawed as late as may be."""
    if not may_be_issued(inputs, horizon, batch, period):
        return None
    use_by = batch.use_by
    if batch.frozen:
        monday = horizon.starts[0] + timedelta(days=WEEK_DAYS * week_of(horizon, period))
        use_by = use_by_after_thaw(inputs.lots[batch.lot_id], inputs.vaccines[batch.product_id], monday)
    until = period
    while until <= near[-1] and horizon.starts[until] + timedelta(days=horizon.days(until) - 1) <= use_by:
        until += 1
    return until - 1 if until > period else None
