"""The week passed once: every departure and transfer takes its lots in order of time."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from distribution.feasibility.windows import visit_day
from distribution.inputs import WeekInputs
from distribution.plan import Drop, Transfer
from solvers.transfers.departure import Departure
from solvers.transfers.lots_outcome import DropsByCall, Shortfall
from solvers.transfers.stores import Receipt, Stores, receipts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRun:
    """A transfer with its times but without lots, and the packs by product that it would load."""

    transfer: Transfer
    packs: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """What one passing of the week gave."""

    drops: DropsByCall
    transfers: tuple[Transfer, ...]
    shortfalls: tuple[Shortfall, ...]
    stores: Stores


def pass_week(inputs: WeekInputs, departures: tuple[Departure, ...], runs: tuple[PlannedRun, ...]) -> Passed:
    """Return drops, loaded transfers and shortfalls; what comes at a moment comes before what leaves."""
    stores, week = Stores(inputs), inputs.calendar.week
    coming = list(receipts(inputs))
    heapq.heapify(coming)
    seen: list[Receipt] = []
    drops: dict[tuple[str, str], tuple[Drop, ...]] = {}
    loaded: list[Transfer] = []
    missing: list[Shortfall] = []
    for departing in _in_order(departures, runs):
        depart_s = departing.transfer.depart_s if isinstance(departing, PlannedRun) else departing.depart_s
        _receive(stores, coming, seen, depart_s)
        if isinstance(departing, Departure):
            drops.update(_serve(stores, departing, inputs, missing))
        else:
            run, arriving = _load(stores, departing, week.day_of(departing.transfer.arrive_s))
            loaded.append(run)
            for receipt in arriving:
                heapq.heappush(coming, receipt)
    _receive(stores, coming, seen, week.start_s(week.days[-1]))
    return Passed(
        drops=drops,
        transfers=tuple(run for run in loaded if run.drops),
        shortfalls=_dated(missing, departures, seen, stores),
        stores=stores,
    )


def _in_order(
    departures: tuple[Departure, ...], runs: tuple[PlannedRun, ...]
) -> list[Departure | PlannedRun]:
    leaving: list[tuple[int, str, Departure | PlannedRun]] = [
        *((d.depart_s, d.departure_id, d) for d in departures),
        *((r.transfer.depart_s, r.transfer.transfer_id, r) for r in runs),
    ]
    return [departing for _, _, departing in sorted(leaving, key=lambda row: row[:2])]


def _receive(stores: Stores, coming: list[Receipt], seen: list[Receipt], until_s: int) -> None:
    while coming and coming[0].time_s <= until_s:
        receipt = heapq.heappop(coming)
        stores.receive(receipt)
        seen.append(receipt)


def _serve(
    stores: Stores, departure: Departure, inputs: WeekInputs, missing: list[Shortfall]
) -> dict[tuple[str, str], tuple[Drop, ...]]:
    served: dict[tuple[str, str], tuple[Drop, ...]] = {}
    for call in departure.calls:
        day = visit_day(inputs, call.centre_id, call.arrive_s)
        given: list[Drop] = []
        for product_id, packs in sorted(call.packs.items()):
            taken = stores.take(
                departure.depot_id, call.centre_id, product_id, packs, departure.depart_s, day
            )
            given += [drop for _, drop in taken]
            short = packs - sum(drop.packs for _, drop in taken)
            if short > 0:
                missing.append(
                    Shortfall(
                        departure_id=departure.departure_id,
                        centre_id=call.centre_id,
                        depot_id=departure.depot_id,
                        product_id=product_id,
                        packs=short,
                        ready_day=None,
                    )
                )
        key = (departure.departure_id, call.centre_id)
        served[key] = (*served.get(key, ()), *given)
    return served


def _load(stores: Stores, planned: PlannedRun, arrival_day: date) -> tuple[Transfer, tuple[Receipt, ...]]:
    run = planned.transfer
    taken = [
        pair
        for product_id, packs in sorted(planned.packs.items())
        for pair in stores.take(
            run.origin_id, run.destination_id, product_id, packs, run.depart_s, arrival_day
        )
    ]
    arriving = tuple(
        Receipt(
            time_s=run.available_s, batch=stores.arrived(batch, drop, run.destination_id), doses=drop.doses
        )
        for batch, drop in taken
    )
    return replace(run, drops=tuple(drop for _, drop in taken)), arriving


def _dated(
    missing: list[Shortfall], departures: tuple[Departure, ...], seen: list[Receipt], stores: Stores
) -> tuple[Shortfall, ...]:
    """Add the first later day on which what has come, and nobody has taken, covers a shortfall."""
    depart_s = {d.departure_id: d.depart_s for d in departures}
    left: dict[tuple[str, str], int] = defaultdict(int)
    come_by: dict[tuple[str, str], list[Receipt]] = defaultdict(list)
    for receipt in seen:
        come_by[receipt.batch[:2]].append(receipt)
    for short in missing:
        key = (short.depot_id, short.product_id)
        left[key] = stores.packs(*key)
    dated = []
    for short in missing:
        key = (short.depot_id, short.product_id)
        asked = short.packs * stores.inputs.vaccines[short.product_id].pack_doses
        ready, come = None, 0
        for receipt in come_by[key]:
            if receipt.time_s > depart_s[short.departure_id] and left[key] >= short.packs:
                come += receipt.doses
                if come >= asked:
                    ready = stores.inputs.calendar.week.day_of(receipt.time_s)
                    left[key] -= short.packs
                    break
        dated.append(replace(short, ready_day=ready))
    return tuple(dated)
