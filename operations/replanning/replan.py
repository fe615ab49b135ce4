"""A week re-planned: what changed is mended, what has left stays as it went, the rest hardly moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.trips import TripKey
from distribution.wishes import wishes
from operations.plan_folder import Judged, judge, priced
from operations.replanning.budget import moved_days, within_budget
from operations.replanning.by_hand import edited
from operations.replanning.changes import Changes, departed
from operations.replanning.need import allocation_of, empty_handed
from operations.replanning.past import past_of, to_come
from operations.replanning.prices import staying_prices
from operations.replanning.roster import moved, roster_of
from operations.replanning.solve import Desk, question_of, solved
from operations.replanning.under_way import cut_short
from operations.settings import PlanSettings
from operations.travel_source import travel_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned:
    """A plan before and after, the best in which no centre changes its days, and the locks to the letter.

    ``unmoved`` is None where nobody changed days (or it was not looked for yet), ``by_hand`` where nothing
    was locked.  ``moved`` are the centres that changed days, without those whose day a lock asked for;
    ``staying`` is what each would cost more on the days that it had, đồng, None where it has no place there.
    ``most_moved`` is the bound on moved days that was asked for, if one was; ``unbounded`` the plan, priced,
    that it has ruled out, None where it ruled out none.
    """

    before: Judged
    after: Judged
    unmoved: Judged | None
    by_hand: Judged | None
    moved: frozenset[str]
    staying: Mapping[str, int | None]
    most_moved: int | None = None
    unbounded: Judged | None = None


def replan(
    before: Judged,
    inputs: WeekInputs,
    changes: Changes,
    settings: PlanSettings,
    on_progress: OnProgress,
    most_moved: int | None = None,
    reserved: WeekInputs | None = None,
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
    reserved
        The same question with the buffers that the plan was made with (``reserving``), if it was with any:
        it is what is planned for, while ``inputs`` is what is judged by.
    """
    on_progress(Progress(phase="replan"))
    desk = desk_of(before, reserved or inputs, changes, settings)
    found = answered(desk, before, inputs, on_progress, most_moved)
    return compared(desk, found, inputs, on_progress)


def answered(
    desk: Desk, before: Judged, inputs: WeekInputs, on_progress: OnProgress, most_moved: int | None = None
) -> Replanned:
    """Return the answer alone; that without moved days is found only where the answer needs it."""
    today = question_of(desk)

    def solve(may_move: Set[str] | None) -> WeeklyPlan:
        return solved(desk, may_move, on_progress, today)

    def judged(plan: WeeklyPlan) -> Judged:
        return judge(plan, inputs, desk.travel, desk.paths)

    def worth(plan: WeeklyPlan) -> tuple[int, int]:
        one = priced(plan, inputs, desk.travel, desk.paths)
        return _worth(one)[1:]

    free, unmoved = solve(None), None
    plan = free
    if most_moved is not None and moved_days(before.plan, free, inputs):
        unmoved = solve(frozenset())
        plan = within_budget(before.plan, free, unmoved, most_moved, inputs, solve, worth)
    on_progress(Progress(phase="check"))
    found, hand = judged(plan), _to_the_letter(desk, inputs, judged) if desk.locks else None
    if hand is not None and not hand.violations and _worth(hand) < _worth(found):
        found = hand
    changing = moved_days(before.plan, found.plan, inputs)
    return Replanned(
        before=before,
        after=found,
        unmoved=judged(unmoved) if unmoved else None,
        by_hand=hand,
        moved=changing,
        staying=staying_prices(desk, today, found.plan, changing),
        most_moved=most_moved,
        unbounded=None if plan is free else priced(free, inputs, desk.travel, desk.paths),
    )


def compared(desk: Desk, found: Replanned, inputs: WeekInputs, on_progress: OnProgress) -> Replanned:
    """Return an answer with the best plan in which no centre changes its days, where any does."""
    if found.unmoved is not None or not found.moved:
        return found
    plan = solved(desk, frozenset(), on_progress)
    return replace(found, unmoved=judge(plan, inputs, desk.travel, desk.paths))


def by_hand(
    before: Judged,
    inputs: WeekInputs,
    changes: Changes,
    settings: PlanSettings,
    reserved: WeekInputs | None = None,
) -> Judged:
    """Return the plan with the locks taken to the letter, judged; nothing is searched."""
    desk = desk_of(before, reserved or inputs, changes, settings)
    return _to_the_letter(desk, inputs, lambda plan: judge(plan, inputs, desk.travel, before.paths))


def _to_the_letter(desk: Desk, inputs: WeekInputs, judged: Callable[[WeeklyPlan], Judged]) -> Judged:
    """Return the locks to the letter; where a buffer is in their way, by the windows as they are."""
    hand = judged(edited(desk, desk.locks))
    if not hand.violations or desk.inputs is inputs:
        return hand
    free = judged(edited(replace(desk, inputs=inputs), desk.locks))
    return min(hand, free, key=lambda one: len(one.violations))


def desk_of(
    before: Judged,
    inputs: WeekInputs,
    changes: Changes,
    settings: PlanSettings,
    down: Set[str] = frozenset(),
) -> Desk:
    """Return what every answer to the changes starts from; ``down`` are vehicles that broke down earlier."""
    same_roads = inputs.closed_roads == before.inputs.closed_roads
    travel, paths = (before.travel, before.paths) if same_roads else travel_for(inputs)
    past = past_of(before.plan, inputs, changes)
    return Desk(
        plan=before.plan,
        now=to_come(cut_short(before.plan, changes), past),
        inputs=inputs,
        travel=travel,
        paths=paths,
        allocation=allocation_of(before.plan, inputs, travel, changes),
        empty_handed=empty_handed(before.plan, changes),
        held=frozenset(r.route_id for r in before.plan.routes if departed(r.depart_s, changes.frozen_s)),
        laid=_laid(before.plan, inputs, changes),
        frozen_s=changes.frozen_s,
        settings=settings,
        locks=changes.locks,
        past=past,
        grounded=frozenset(changes.broken_down) | down,
    )


def _laid(
    plan: WeeklyPlan, inputs: WeekInputs, changes: Changes
) -> Mapping[TripKey, tuple[tuple[str, date], ...]]:
    """Return the routes that a lock of order lays down, with all stops that they then have."""
    ordered = tuple(lock for lock in changes.locks if lock.order is not None)
    if not ordered:
        return {}
    roster = moved(roster_of(plan, inputs), changes.locks, plan, inputs)
    centres = {lock.centre_id for lock in ordered}
    return {
        slot: tuple((call.centre_id, call.day) for call in calls)
        for slot, calls in roster.routes.items()
        if centres & {call.centre_id for call in calls}
    }


def _worth(judged: Judged) -> tuple[int, int, int]:
    """Return what makes a plan better than another: no breach, then nobody unserved, then cost and wishes."""
    priced = judged.costs.total + wishes(judged.plan, judged.inputs).vnd
    return len(judged.violations), len(judged.plan.unserved), priced
