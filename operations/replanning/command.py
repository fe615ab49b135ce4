"""``coldchain replan``: from a plan folder and what changed to a new plan folder with its differences."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.archive import PLAN_FILE, read_plan
from distribution.files.assemble import read_inputs
from distribution.files.buffers_csv import BUFFERS_FILE
from distribution.files.measured_codec import TRAVEL_FILE
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.difference.compare import plan_difference
from operations.keeping import bring_earlier
from operations.plan_folder import (
    INPUT_FILE,
    INPUT_FOLDER,
    Judged,
    as_answered,
    judge,
    priced,
    refuse_broken,
    require_plan,
)
from operations.plan_recording import with_plan_recorded
from operations.progress_lines import ProgressLines
from operations.publish import is_released, plans_lock, workshop
from operations.replanning.asked import Asked, asked_changes
from operations.replanning.asked_book import Places, book_changes, lock_faults
from operations.replanning.changes import Changes, changed, joined
from operations.replanning.check import check_report
from operations.replanning.file import read_changes, write_changes
from operations.replanning.publishing import Answer, complete, publish
from operations.replanning.replan import answered, by_hand, desk_of
from operations.replanning.report import replan_report, with_breakdowns
from operations.replanning.workbook import Entry
from operations.report import Report
from operations.reserving import reserved_in
from operations.settings import PlanSettings
from operations.stopwatch import Stopwatch
from operations.travel_source import travel_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One call of the command: the plan, what broke, the workbook handed back, how far the answer may go."""

    folder: Path
    asked: Asked = field(default_factory=Asked)
    workbook: Path | None = None
    most_moved: int | None = None
    out: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The plan as it is, its input without any change, what is asked now, and where locks were written.

    ``down`` are vehicles that had broken down on their way when the plan was last re-planned.
    """

    before: Judged
    base: WeekInputs
    changes: Changes
    places: Places
    down: frozenset[str] = frozenset()


def replan_and_publish(wanted: Wanted, settings: PlanSettings, history: str | None = None) -> Report:
    """Re-plan a plan folder, check the decisions as written, publish them, then write what people read.

    The new folder is in its place as soon as the plan has passed; papers of the runs that changed come
    first into it, then workbook, map and all papers.  Until they are complete a file in it says so.

    Raises
    ------
    InputError, InfeasibleError, StorageError, LockedError
        Nothing that existed is touched then.
    """
    watch, on_progress = Stopwatch(), ProgressLines(settings.lang)
    plans = wanted.out or wanted.folder.resolve().parent
    with plans_lock(plans), workshop(plans) as made:
        desk = _read(wanted, watch, on_progress, priced)
        if desk.changes.empty:
            raise InputError([Fault(code="replan_nothing", file=str(wanted.folder))])
        whole = joined(read_changes(wanted.folder), desk.changes)
        _bring_question(wanted.folder, made, whole, desk.before.plan)
        inputs = as_answered(desk.base, made, desk.before.plan)
        with watch.phase("replan"):
            on_progress(Progress(phase="replan"))
            answer = _answer(
                desk, inputs, reserved_in(inputs, made), wanted.most_moved, settings, on_progress
            )
        found, target = answer.found, plans / answer.found.after.plan.plan_id
        if not is_released(target):
            with watch.phase("write"):
                publish(answer, made, target, on_progress, settings.lang)
            found = complete(answer, target, watch, on_progress, settings.lang)
    report = replan_report(found, answer.difference, desk.changes, target, watch, settings.lang)
    return with_plan_recorded(report, found.after, history, plans, settings.lang)


def _answer(
    desk: Desk,
    inputs: WeekInputs,
    reserved: WeekInputs,
    most_moved: int | None,
    settings: PlanSettings,
    on_progress: OnProgress,
) -> Answer:
    """Return the answer to what is asked, judged, with what moved and why.

    Raises
    ------
    InputError
        With every lock that breaks a rule.
    InfeasibleError
        When no plan was found that keeps the rules.
    """
    task = desk_of(desk.before, reserved, desk.changes, settings, desk.down)
    found = answered(task, desk.before, inputs, on_progress, most_moved)
    if faults := lock_faults(found.after, found.by_hand, desk.places):
        raise InputError(faults)
    refuse_broken(found.after, settings.lang)
    difference = plan_difference(desk.before, found.after)
    return Answer(
        task=task,
        found=found,
        difference=with_breakdowns(difference, desk.before.plan, desk.changes),
        changes=desk.changes,
        inputs=inputs,
    )


def check_by_hand(wanted: Wanted, settings: PlanSettings) -> Report:
    """Judge and price what a workbook was edited to, without a search; nothing is written.

    Raises
    ------
    InputError
        When the folder is no plan, or the workbook has faults: all of them.
    """
    watch, on_progress = Stopwatch(), ProgressLines(settings.lang)
    desk = _read(wanted, watch, on_progress, judge)
    on_progress(Progress(phase="check"))
    if desk.changes.empty:
        return check_report(desk.before, desk.before, settings.lang)
    inputs = changed(desk.before.inputs, desk.changes)
    hand = by_hand(desk.before, inputs, desk.changes, settings, reserved_in(inputs, wanted.folder))
    return check_report(desk.before, hand, settings.lang)


def _read(
    wanted: Wanted,
    watch: Stopwatch,
    on_progress: OnProgress,
    seen: Callable[[WeeklyPlan, WeekInputs, TravelTable, RoadPaths], Judged],
) -> Desk:
    """Read what is asked; ``seen`` makes of the plan as it is what is needed of it."""
    with watch.phase("read"):
        on_progress(Progress(phase="read"))
        question = require_plan(wanted.folder)
        plan = read_plan(wanted.folder / PLAN_FILE)
        base = read_inputs(question, plan.week)
    with watch.phase("travel"):
        on_progress(Progress(phase="travel"))
        inputs = as_answered(base, wanted.folder)
        travel, paths = travel_for(inputs)
        before = seen(plan, inputs, travel, paths)
    changes, places = _wanted_changes(wanted, plan, inputs)
    down = frozenset(read_changes(wanted.folder).broken_down)
    return Desk(before=before, base=base, changes=changes, places=places, down=down)


def _wanted_changes(wanted: Wanted, plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Changes, Places]:
    """Return what options and workbook ask for, and where locks were written.

    Raises
    ------
    InputError
        With the faults of both.
    """
    faults: list[Fault] = []
    changes, places = Changes(), dict[str, tuple[str, Entry]]()
    try:
        changes = asked_changes(wanted.asked, plan, inputs, read_changes(wanted.folder).frozen_s)
    except InputError as error:
        faults += error.faults
    if wanted.workbook is not None:
        try:
            written, places = book_changes(wanted.workbook, plan, inputs, changes.frozen_s)
            changes = joined(changes, written)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return changes, places


def _bring_question(folder: Path, made: Path, changes: Changes, plan: WeeklyPlan) -> None:
    """Put the question, the changes and the plan that was, beside the answer to be."""
    if (folder / INPUT_FOLDER).is_dir():
        shutil.copytree(folder / INPUT_FOLDER, made / INPUT_FOLDER)
    else:
        shutil.copyfile(folder / INPUT_FILE, made / INPUT_FILE)
    for beside in (TRAVEL_FILE, BUFFERS_FILE):
        if (folder / beside).exists():
            shutil.copyfile(folder / beside, made / beside)
    bring_earlier(folder, made)
    write_changes(changes, plan.week, made)
