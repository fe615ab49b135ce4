"""Lots for a re-planned week: transfers stay as they are wherever that serves everybody as well."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from distribution.feasibility.rule_times import legs_true
from distribution.inputs import WeekInputs
from distribution.plan import Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable
from solvers.transfers.assign import assign_lots
from solvers.transfers.departure import Departure
from solvers.transfers.judging import stores_hold
from solvers.transfers.loads import boxes_of
from solvers.transfers.lots_outcome import LotsOutcome
from solvers.transfers.passing import PlannedRun, pass_week
from solvers.transfers.timetable import plan_of


def lots_again(
    inputs: WeekInputs,
    travel: TravelTable,
    plan: WeeklyPlan,
    calls: tuple[Departure, ...],
    routes: tuple[Route, ...],
    frozen_s: int,
) -> LotsOutcome:
    """Return lots for every call of a week whose transfers were planned before.

    The transfers of the plan carry what they carried; only when somebody then goes short, or a truck or
    road of theirs is gone, are they planned anew — never once one of them has departed.
    """
    kept = _with_transfers(inputs, travel, plan.transfers, calls)
    gone = any(run.depart_s <= frozen_s for run in plan.transfers)
    if kept is not None and _missing(kept) <= _missed(plan, inputs):
        return kept
    anew = assign_lots(inputs, travel, calls, routes)
    if kept is None or (not gone and _missing(anew) < _missing(kept)):
        return anew
    return kept


def _with_transfers(
    inputs: WeekInputs, travel: TravelTable, transfers: tuple[Transfer, ...], calls: tuple[Departure, ...]
) -> LotsOutcome | None:
    """Return the lots with these transfers, None when they cannot run any more."""
    days = {v.vehicle_id: v.days for v in inputs.fleet.vehicles}
    week = inputs.calendar.week
    for run in transfers:
        if run.vehicle_id and week.day_of(run.depart_s) not in days.get(run.vehicle_id, ()):
            return None
    if legs_true(plan_of(inputs, transfers), inputs, travel):
        return None
    runs = tuple(PlannedRun(transfer=run, packs=_packs(run)) for run in transfers)
    passed = pass_week(inputs, calls, runs)
    loaded = tuple(replace(run, boxes=boxes_of(inputs, run)) for run in passed.transfers)
    if not stores_hold(inputs, travel, calls, replace(passed, transfers=loaded)):
        return None
    return LotsOutcome(drops=passed.drops, transfers=loaded, shortfalls=passed.shortfalls)


def _packs(run: Transfer) -> dict[str, int]:
    packs: Counter[str] = Counter()
    for drop in run.drops:
        packs[drop.product_id] += drop.packs
    return dict(packs)


def _missed(plan: WeeklyPlan, inputs: WeekInputs) -> int:
    """Return the packs that the plan itself allocated and had no lots for."""
    return sum(
        (r.allocated_doses - r.delivered_doses) // inputs.vaccines[r.product_id].pack_doses
        for r in plan.requirements
        if r.centre_id in plan.served and r.allocated_doses > r.delivered_doses
    )


def _missing(found: LotsOutcome) -> int:
    return sum(short.packs for short in found.shortfalls)
