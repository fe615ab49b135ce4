"""Allocation of the week: every product as a flow over four weeks, of which the first is planned."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from distribution.demand import Demand
from distribution.feasibility.rule_lots import THAWED_MIN_DAYS
from distribution.inputs import WeekInputs
from distribution.network import LaneMode
from distribution.progress import OnProgress, Progress
from distribution.travel import TravelTable
from distribution.units import WEEK_DAYS
from distribution.vaccines import TemperatureBand, Vaccine, use_by_after_thaw
from solvers.allocation.flow import Ints, ProductFlow, solve_flow
from solvers.allocation.problem import Allocation, AllocationLine, near_depots

SAME_WEEK_DAYS = 3  # a lane whose goods are received within so many days still serves the same week
PRIORITY_WEIGHT = {1: 4, 2: 2, 3: 1}
NOT_BACK_ORDERABLE = 4

_Batch = tuple[date, str, bool]  # use-by, lot, still frozen


def allocate(
    inputs: WeekInputs, travel: TravelTable, wanted: Demand, *, on_progress: OnProgress
) -> Allocation:
    """Return who gets how many packs of each product, optimal product by product."""
    depots = near_depots(inputs, travel)
    forecast = inputs.forecast
    sites = [site.site_id for site in inputs.network.sites]
    home = np.array([sites.index(depots[c][0]) for c in forecast.centre_ids], np.int64)
    lanes = _lanes(inputs, sites)
    lines: list[AllocationLine] = []
    unmet: dict[str, int] = {}
    for p, product_id in enumerate(forecast.product_ids):
        on_progress(Progress(phase="allocate", done=p + 1, total=len(forecast.product_ids)))
        need = wanted.packs[:, p]
        if not need.any() and not wanted.cut[:, p].any():
            continue
        vaccine = inputs.vaccines[product_id]
        supply, eligible = _supply(inputs, vaccine, sites, need.shape[1])
        packs = solve_flow(
            ProductFlow(
                supply=supply,
                need=need,
                depot=home,
                eligible=eligible,
                lanes=lanes,
                shortage_cost=_shortage_cost(vaccine),
            )
        )
        unmet[product_id] = int((need - packs).sum())
        lines.extend(
            AllocationLine(
                centre_id=centre_id,
                product_id=product_id,
                depot_id=depots[centre_id][0],
                need_doses=int(wanted.need_doses[c, p]),
                need_packs=int(need[c, 0] + wanted.cut[c, p]),
                packs=int(packs[c, 0]),
                reason="supply" if packs[c, 0] < need[c, 0] else "fridge" if wanted.cut[c, p] else "",
            )
            for c, centre_id in enumerate(forecast.centre_ids)
            if wanted.need_doses[c, p] > 0
        )
    return Allocation(lines=tuple(lines), depots=depots, unmet_packs=unmet)


def _shortage_cost(vaccine: Vaccine) -> int:
    weight = PRIORITY_WEIGHT.get(vaccine.priority, 1)
    return 1_000 * weight * (1 if vaccine.back_orderable else NOT_BACK_ORDERABLE)


def _lanes(inputs: WeekInputs, sites: list[str]) -> list[tuple[int, int, int]]:
    monday, receiving = inputs.calendar.week.monday, inputs.parameters.receiving_days
    return [
        (
            sites.index(lane.origin_id),
            sites.index(lane.destination_id),
            0 if lane.lead_days + receiving <= SAME_WEEK_DAYS else 1,
        )
        for lane in inputs.network.lanes
        if lane.open_from is None or lane.open_from <= monday
    ]


def _first_weeks(inputs: WeekInputs, sites: list[str]) -> list[int]:
    """Return the week from which each site sends goods on: the next where it has neither truck nor flight.

    Centres never draw from such a site, so that what lies there now is as good as there next week.
    """
    trucks = {v.depot_id for v in inputs.fleet.vehicles if v.role == "trunk"}
    flights = {lane.origin_id for lane in inputs.network.lanes if lane.mode is LaneMode.AIR}
    depots = {site.site_id for site in inputs.network.depots}
    return [0 if site in trucks | flights | depots else 1 for site in sites]


def _supply(
    inputs: WeekInputs, vaccine: Vaccine, sites: list[str], weeks: int
) -> tuple[Ints, np.ndarray[tuple[int, int], np.dtype[np.bool_]]]:
    """Return packs by (site, lot and use-by, week) and when each lot may still be delivered."""
    monday = inputs.calendar.week.monday
    batches: dict[_Batch, int] = {}
    rows: list[tuple[int, _Batch, int, int]] = []
    known, first_weeks = set(sites), _first_weeks(inputs, sites)
    for line in inputs.stock:
        if line.product_id == vaccine.product_id and line.place_id in known:
            frozen = line.band is not TemperatureBand.COLD
            batch = (line.use_by, line.lot_id, frozen)
            rows.append((sites.index(line.place_id), batch, 0, line.doses))
    for arrival in inputs.arrivals:
        week = (arrival.day - monday).days // WEEK_DAYS
        if arrival.product_id == vaccine.product_id and 0 <= week < weeks:
            expiry = inputs.lots[arrival.lot_id].expiry
            frozen = vaccine.band is not TemperatureBand.COLD
            batch = (expiry, arrival.lot_id, frozen)
            rows.append((sites.index(arrival.site_id), batch, week, arrival.doses))
    for _, known_batch, _, _ in sorted(rows):
        batches.setdefault(known_batch, len(batches))
    supply = np.zeros((len(sites), max(len(batches), 1), weeks), np.int64)
    eligible = np.zeros(supply.shape[1:], np.bool_)
    for site, batch, week, doses in rows:
        leaves = max(week, first_weeks[site])
        if leaves < weeks:
            supply[site, batches[batch], leaves] += doses // vaccine.pack_doses
    for batch, row in batches.items():
        eligible[row] = [_eligible(inputs, vaccine, batch, week) for week in range(weeks)]
    return supply, eligible


def _eligible(inputs: WeekInputs, vaccine: Vaccine, batch: _Batch, week: int) -> bool:
    """Whether a batch may still reach centres on the Saturday of a week; a frozen one thaws on its Monday."""
    use_by, lot_id, frozen = batch
    monday = inputs.calendar.week.monday + timedelta(days=WEEK_DAYS * week)
    saturday = monday + timedelta(days=5)
    if frozen:
        use_by = min(use_by, use_by_after_thaw(inputs.lots[lot_id], vaccine, monday))
    least = THAWED_MIN_DAYS if vaccine.band is TemperatureBand.FROZEN else vaccine.min_remaining_days
    return inputs.lots[lot_id].usable(saturday) and (use_by - saturday).days >= least
