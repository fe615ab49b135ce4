"""A week re-planned: what changed is mended, what has left stays as it went, the rest hardly moves."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.projection import project
from distribution.travel import TravelTable
from operations.plan_folder import Judged, judge
from operations.replan_budget import moved_days, within_budget
from operations.replan_changes import Changes
from operations.replan_need import allocation_of, empty_handed
from operations.replan_solve import Desk, solved
from operations.settings import PlanSettings
from operations.travel_source import travel_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """A plan before and after, and the best found in which no centre changes its days.

    ``unmoved`` is None where nobody changed days.  ``moved`` are the centres that did, without those
    whose day a lock asked for.
    """

    before: Judged
    after: Judged
    unmoved: Judged | None
    moved: frozenset[str]


def replan(
    before: Judged,
    inputs: WeekInputs,
    changes: Changes,
    settings: PlanSettings,
    on_progress: OnProgress,
    most_moved: int | None = None,
) -> Replanned:
    """Re-plan a judged plan for a question with changes.

    Parameters
    ----------
    before
        The plan as it is, judged by its own question.
    inputs
        The question with the changes in it and the plan to keep to (``with_changes``, ``keeping_to``).
    changes
        The same changes: urgent doses and the time before which all has departed are not in the question.
    settings
        Budget of the search over the routes that change.
    most_moved
        How many centres may change their days at most, those that locks ask for aside; None: any.
    """
    on_progress(Progress(phase="replan"))
    same_roads = inputs.closed_roads == before.inputs.closed_roads
    travel, paths = (before.travel, before.paths) if same_roads else travel_for(inputs)
    desk = _desk(before, inputs, travel, changes, settings)

    def solve(may_move: Set[str] | None) -> WeeklyPlan:
        return solved(desk, may_move, on_progress)

    plan = solve(None)
    unmoved = solve(frozenset()) if moved_days(before.plan, plan, inputs) else None
    if unmoved is not None and most_moved is not None:
        plan = within_budget(before.plan, plan, unmoved, most_moved, inputs, solve)
    on_progress(Progress(phase="check"))
    return Replanned(
        before=before,
        after=judge(plan, inputs, travel, paths),
        unmoved=judge(unmoved, inputs, travel, paths) if unmoved else None,
        moved=moved_days(before.plan, plan, inputs),
    )


def _desk(
    before: Judged, inputs: WeekInputs, travel: TravelTable, changes: Changes, settings: PlanSettings
) -> Desk:
    return Desk(
        plan=before.plan,
        inputs=inputs,
        travel=travel,
        allocation=allocation_of(before.plan, inputs, travel, changes),
        projection=project(inputs),
        empty_handed=empty_handed(before.plan, changes),
        held=frozenset(r.route_id for r in before.plan.routes if departed(r.depart_s, changes.frozen_s)),
        frozen_s=changes.frozen_s,
        settings=settings,
    )


def departed(depart_s: int, frozen_s: int) -> bool:
    """Return whether something has left by a time; at nought, the beginning of the week, nothing has."""
    return frozen_s > 0 and depart_s <= frozen_s
