"""A re-planned week on disk: published with its decisions, then completed with what people read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from distribution.files.archive import PLAN_FILE, read_plan
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.progress import Progress
from operations.difference.compare import PlanDifference
from operations.finishing import brought_into, finish, mark_unfinished
from operations.plan_folder import Judged, judge, refuse_broken, write_decisions
from operations.progress_lines import ProgressLines
from operations.publish import move_into_place
from operations.replanning.changes import Changes
from operations.replanning.replan import Replanned, compared
from operations.replanning.report import headlines, write_differences
from operations.replanning.solve import Desk
from operations.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found, against what, for which changes; ``task`` is what another answer would start from."""

    task: Desk
    found: Replanned
    difference: PlanDifference
    changes: Changes
    inputs: WeekInputs


def publish(answer: Answer, made: Path, target: Path, on_progress: ProgressLines, lang: str) -> None:
    """Write the decisions of an answer, check them as written, move the folder into place and tell them.

    Raises
    ------
    InfeasibleError
        When what is on disk breaks a rule.
    StorageError
        When it cannot be moved.
    """
    write_decisions(answer.found.after, made)
    write_differences(answer.found, answer.difference, answer.changes, made, lang)
    refuse_broken(_as_written(made, answer.found.after), lang)
    mark_unfinished(made)
    move_into_place(made, target)
    for line in headlines(answer.found, answer.difference, answer.changes, lang):
        on_progress.tell(line)
    on_progress.tell(say("replan.published", lang, folder=target))


def complete(
    answer: Answer, target: Path, watch: Stopwatch, on_progress: ProgressLines, lang: str
) -> Replanned:
    """Write what people read into a published folder, papers of changed runs first; return the whole answer.

    Raises
    ------
    StorageError
        When something cannot be written; the plan stays published, marked as unfinished.
    """
    # an answer need not wait until what sets papers is loaded
    from operations.replanning.first_papers import write_first_papers

    with watch.phase("first_papers"):
        on_progress(Progress(phase="first_papers"))
        ready = write_first_papers(answer.found.before.plan, answer.found.after, target, lang)
    with watch.phase("compare"):
        on_progress(Progress(phase="compare"))
        found = compared(answer.task, answer.found, answer.inputs, on_progress)
        with brought_into(target) as beside:
            write_differences(found, answer.difference, answer.changes, beside, lang)
    with watch.phase("show"):
        on_progress(Progress(phase="write"))
        finish(found.after, target, lang, ready)
    return found


def _as_written(made: Path, found: Judged) -> Judged:
    """Return the verdict on the plan as it lies on disk; its question was read from there before.

    One that reads back equal is the plan that has been judged.
    """
    plan = read_plan(made / PLAN_FILE)
    return found if plan == found.plan else judge(plan, found.inputs, found.travel, found.paths)
