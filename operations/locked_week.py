"""A week planned with locks of order and quantity: planned without them, then mended until they hold."""

from __future__ import annotations

from dataclasses import replace

from distribution.errors import Fault, InputError
from distribution.inputs import Lock, WeekInputs
from distribution.language.catalogue import LANGUAGES
from distribution.naming import named, names_of
from distribution.plan import WeeklyPlan
from distribution.progress import Limits, OnProgress
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.assembly import named as identified
from operations.plan_folder import judge
from operations.replanning.asked_book import breaches_of
from operations.replanning.changes import Changes
from operations.replanning.replan import Replanned, replan
from operations.settings import PlanSettings

MENDING = 2_000  # iterations of the routes that a lock changes, as in ``coldchain replan``


def without_fine_locks(inputs: WeekInputs) -> WeekInputs:
    """Return the question with the locks that engines know: day, vehicle, left out."""
    return replace(inputs, locks=tuple(replace(lock, order=None, doses=()) for lock in inputs.locks))


def with_fine_locks(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    travel: TravelTable,
    paths: RoadPaths,
    settings: PlanSettings,
    on_progress: OnProgress,
) -> WeeklyPlan:
    """Return a plan in which locks of order and quantity hold, all else as near as it can be.

    Engines know neither: a plan found without them is re-planned with them.

    Raises
    ------
    InputError
        With every such lock that cannot be kept and the rule that it would break.
    """
    fine = tuple(lock for lock in inputs.locks if _fine(lock))
    if not fine:
        return plan
    before = judge(plan, without_fine_locks(inputs), travel, paths)
    brief = replace(settings, limits=Limits(iterations=MENDING, seed=settings.limits.seed))
    found = replan(before, inputs, Changes(locks=fine), brief, on_progress)
    if faults := _faults(fine, found):
        raise InputError(faults)
    told = tuple(warning for warning in plan.warnings if warning not in found.after.plan.warnings)
    return identified(replace(found.after.plan, warnings=(*found.after.plan.warnings, *told)))


def _fine(lock: Lock) -> bool:
    return lock.order is not None or bool(lock.doses)


def _faults(locks: tuple[Lock, ...], found: Replanned) -> tuple[Fault, ...]:
    names = names_of(found.after.inputs)
    return tuple(
        Fault(
            code="lock_breaks_at",
            file="locks",
            arguments={
                "centre": named(names, lock.centre_id),
                "rule": why.rule,
                **{f"heading_{lang}": why.sentence(lang, names) for lang in LANGUAGES},
            },
        )
        for lock in locks
        for why in breaches_of(lock.centre_id, found.after, found.by_hand)
    )
