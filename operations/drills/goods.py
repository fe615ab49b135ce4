"""The doses behind a drill: of calls that are lost, of transfers without a truck, of stock elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date

from distribution.plan import Drop, Transfer
from distribution.units import DAY_S
from operations.plan_folder import Judged

Doses = Mapping[str, int]
"""Doses by product."""


def doses_of(judged: Judged, centres: Collection[str]) -> Doses:
    """Return the planned doses of centres."""
    found: Counter[str] = Counter()
    for centre_id, drops in _calls(judged):
        if centre_id in centres:
            found.update(by_product(drops))
    return found


def value_vnd(judged: Judged, doses: Doses) -> int:
    """Return what doses cost to buy."""
    return sum(judged.inputs.vaccines[product].price_vnd * count for product, count in doses.items())


def transfers_lost(judged: Judged, hit: Callable[[Transfer], bool]) -> Doses:
    """Return the doses of transfers that are hit and for which no other truck of their kind stands by."""
    found: Counter[str] = Counter()
    taken = {run.vehicle_id for run in judged.plan.transfers if hit(run)}
    for run in judged.plan.transfers:
        if hit(run) and not _stands_by(judged, run, taken):
            found.update(by_product(run.drops))
    return found


def lacking(judged: Judged, depot_id: str, asked: Mapping[str, str], out: Collection[str]) -> Doses:
    """Return the doses that centres of a lost depot want and the depots now asked have no stock of.

    What a depot has is its stock and what the plan's transfers bring, less what the plan sends from it.
    """
    free = _free(judged)
    wanted: Counter[tuple[str, str]] = Counter()
    for route in judged.plan.routes:
        if route.depot_id == depot_id:
            for stop in route.stops:
                _want(wanted, asked, out, stop.centre_id, stop.drops)
    for parcel in judged.plan.consignments:
        if parcel.depot_id == depot_id:
            _want(wanted, asked, out, parcel.centre_id, parcel.drops)
    found: Counter[str] = Counter()
    for (other, product_id), doses in wanted.items():
        found[product_id] += max(0, doses - max(0, free[other, product_id]))
    return found


def _want(
    wanted: Counter[tuple[str, str]],
    asked: Mapping[str, str],
    out: Collection[str],
    centre_id: str,
    drops: tuple[Drop, ...],
) -> None:
    if centre_id in out or centre_id not in asked:
        return
    for product_id, doses in by_product(drops).items():
        wanted[asked[centre_id], product_id] += doses


def _free(judged: Judged) -> Counter[tuple[str, str]]:
    """Return what every site has over at the end of the week of lots that may be used, by product."""
    plan, free = judged.plan, Counter[tuple[str, str]]()
    sites = {site.site_id for site in judged.inputs.network.sites}
    for line in judged.inputs.stock:
        if line.place_id in sites and judged.inputs.lots[line.lot_id].usable(plan.week.days[-1]):
            free[line.place_id, line.product_id] += line.doses
    for run in plan.transfers:
        for product_id, doses in by_product(run.drops).items():
            free[run.origin_id, product_id] -= doses
            free[run.destination_id, product_id] += doses
    sent = [(r.depot_id, stop.drops) for r in plan.routes for stop in r.stops]
    sent += [(parcel.depot_id, parcel.drops) for parcel in plan.consignments]
    for depot_id, drops in sent:
        for product_id, doses in by_product(drops).items():
            free[depot_id, product_id] -= doses
    return free


def _stands_by(judged: Judged, run: Transfer, taken: Collection[str | None]) -> bool:
    """Return whether another truck of the kind is at home and free while a transfer is out and back."""
    days = _days(judged, run)
    busy = {other.vehicle_id for other in judged.plan.transfers if _days(judged, other) & days} | {
        r.vehicle_id for r in judged.plan.routes if r.day in days
    }
    return any(
        v.type_id == run.type_id
        and v.depot_id == run.origin_id
        and v.vehicle_id not in busy
        and v.vehicle_id not in taken
        and days <= set(v.days)
        for v in judged.inputs.fleet.vehicles
    )


def _days(judged: Judged, run: Transfer) -> set[date]:
    back_s = 2 * run.arrive_s - run.depart_s
    return {judged.plan.week.day_of(s) for s in (*range(run.depart_s, back_s, DAY_S), back_s)}


def _calls(judged: Judged) -> list[tuple[str, tuple[Drop, ...]]]:
    found = [(stop.centre_id, stop.drops) for route in judged.plan.routes for stop in route.stops]
    return found + [(parcel.centre_id, parcel.drops) for parcel in judged.plan.consignments]


def by_product(drops: tuple[Drop, ...]) -> Counter[str]:
    """Return the doses of drops, by product."""
    doses: Counter[str] = Counter()
    for drop in drops:
        doses[drop.product_id] += drop.doses
    return doses
