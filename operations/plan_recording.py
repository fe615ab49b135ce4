"""A published or released plan in the history; a history that is gone never takes the plan back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from distribution.errors import HistoryError
from distribution.language.catalogue import say
from operations.exit_codes import ExitCode
from operations.plan_folder import Judged, judge_folder
from operations.publish import release_record
from operations.release import release_plan
from operations.report import Report


def with_plan_recorded(report: Report, judged: Judged, history: str | None, plans: Path, lang: str) -> Report:
    """Record a plan that lies in its place; return the report, with what went wrong when it could not be.

    ``history`` is a path or URL; None means the one beside ``plans``.
    """
    from operations.history.record import record_plan
    from operations.history.store import history_beside

    try:
        record_plan(history or history_beside(plans), judged)
    except HistoryError as error:
        return _without_history(report, judged.plan.plan_id, error, lang)
    return report


def release_and_record(folder: Path, by: str, history: str | None, lang: str) -> Report:
    """Release a plan, and record that and the plan; releasing again records what is missing.

    Raises
    ------
    InputError, InfeasibleError, LockedError
        As `release_plan`: nothing is released then.
    """
    from operations.history.store import history_beside

    folder = folder.resolve()
    sentence = release_plan(folder, by, lang)
    report = Report(code=ExitCode.DONE, lines=(sentence,), facts={"plan_id": folder.name})
    try:
        record_release(folder, history or history_beside(folder.parent))
    except HistoryError as error:
        return _without_history(report, folder.name, error, lang)
    return report


def record_release(folder: Path, history: str) -> None:
    """Record a plan and who released it, as far as the history does not know them.

    Raises
    ------
    HistoryError
        When the history cannot be written.
    """
    from operations.history.acts import RELEASED, record_act_once
    from operations.history.record import has_run, record_plan

    if not has_run(history, folder.name):
        record_plan(history, judge_folder(folder))
    if release := release_record(folder):
        record_act_once(history, RELEASED, folder.name, who=release["by"], note=release["at"])


def _without_history(report: Report, plan_id: str, error: HistoryError, lang: str) -> Report:
    line = say("history.unrecorded", lang, run=plan_id, detail=error)
    return replace(
        report,
        code=ExitCode.STORAGE,
        lines=(*report.lines, line),
        facts={**report.facts, "unrecorded": str(error)},
    )
