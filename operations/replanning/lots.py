"""Lots for a re-planned week: transfers stay as they are wherever that serves everybody as well."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from distribution.feasibility.rule_times import legs_true
from distribution.inputs import WeekInputs
from distribution.plan import Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable
from operations.replanning.changes import departed
from solvers.transfers.assign import assign_lots
from solvers.transfers.departure import Departure
from solvers.transfers.judging import stores_hold
from solvers.transfers.loads import boxes_of
from solvers.transfers.lots_outcome import LotsOutcome
from solvers.transfers.passing import Passed, PlannedRun, pass_week
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

    The transfers of the plan carry what they carried; those whose truck or road is gone fall away.  Only
    when somebody then goes short are all planned anew, and never once one of them has departed.
    """
    possible = _possible(inputs, travel, plan.transfers, frozen_s)
    kept = _with_transfers(inputs, possible, calls)
    gone = any(departed(run.depart_s, frozen_s) for run in plan.transfers)
    holds = stores_hold(inputs, travel, calls, kept)
    found = LotsOutcome(drops=kept.drops, transfers=kept.transfers, shortfalls=kept.shortfalls)
    if gone or (holds and possible == plan.transfers and _missing(found) <= _missed(plan, inputs)):
        return found
    anew = assign_lots(inputs, travel, calls, routes)
    return anew if not holds or _missing(anew) < _missing(found) else found


def _possible(
    inputs: WeekInputs, travel: TravelTable, transfers: tuple[Transfer, ...], frozen_s: int
) -> tuple[Transfer, ...]:
    """Return the transfers that have departed, and those whose truck is there and whose way is as long."""
    days = {v.vehicle_id: v.days for v in inputs.fleet.vehicles}
    untrue = {v.subject_id for v in legs_true(plan_of(inputs, transfers), inputs, travel)}

    def stands(run: Transfer) -> bool:
        there = not run.vehicle_id or inputs.calendar.week.day_of(run.depart_s) in days.get(
            run.vehicle_id, ()
        )
        return there and run.transfer_id not in untrue

    return tuple(run for run in transfers if departed(run.depart_s, frozen_s) or stands(run))


def _with_transfers(
    inputs: WeekInputs, transfers: tuple[Transfer, ...], calls: tuple[Departure, ...]
) -> Passed:
    """Pass the week with these transfers."""
    runs = tuple(PlannedRun(transfer=run, packs=_packs(run)) for run in transfers)
    passed = pass_week(inputs, calls, runs)
    return replace(
        passed, transfers=tuple(replace(run, boxes=boxes_of(inputs, run)) for run in passed.transfers)
    )


def _packs(run: Transfer) -> dict[str, int]:
    packs: Counter[str] = Counter()
    for drop in run.drops:
        packs[drop.product_id] += drop.packs
    return dict(packs)


def _missed(plan: WeeklyPlan, inputs: WeekInputs) -> int:
    """Return the packs that the plan itself allocated and had no lots for."""
    served = plan.served
    return sum(
        (r.allocated_doses - r.delivered_doses) // inputs.vaccines[r.product_id].pack_doses
        for r in plan.requirements
        if r.centre_id in served and r.allocated_doses > r.delivered_doses
    )


def _missing(found: LotsOutcome) -> int:
    return sum(short.packs for short in found.shortfalls)
