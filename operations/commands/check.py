"""``coldchain check``: judge an input, or a plan folder, without solving."""

from __future__ import annotations

from pathlib import Path

from distribution.consistency.findings import findings
from distribution.consistency.report import fault_report, fault_rows
from distribution.files.archive import PLAN_FILE
from distribution.files.assemble import Checked, check_inputs
from distribution.language.catalogue import say
from distribution.naming import names_of
from distribution.progress import Progress
from operations.exit_codes import ExitCode
from operations.finishing import is_unfinished
from operations.marking import Marking, mark
from operations.plan_folder import judge_folder
from operations.progress_lines import ProgressLines
from operations.replanning.home import home_of, is_plan_book
from operations.report import Report
from operations.week_text import parse_week

_LARGE_BYTES = 1_000_000
"""Below it an input is checked before a person wonders what is going on."""


def check_subject(subject: Path, week: str, lang: str, marked: Path | None = None) -> Report:
    """Judge a plan folder (it holds a ``plan.json``) or anything else as an input.

    A workbook with faults or doubts gets a marked copy, at ``marked`` or beside it.
    """
    if (subject / PLAN_FILE).exists():
        return _plan_report(subject, lang)
    if is_plan_book(subject):
        return _edited_report(subject, lang)
    tell = ProgressLines(lang) if _is_large(subject) else _silent
    tell(Progress(phase="read"))
    checked = check_inputs(subject, parse_week(week))
    found = findings(checked.faults, checked.doubts, lang)
    if found:
        tell(Progress(phase="mark"))
    whole_file = any(fault.sheet is None for fault in checked.faults)
    marking = mark(subject, () if whole_file else found, marked, lang)
    return _input_report(checked, marking, lang)


def _is_large(subject: Path) -> bool:
    return subject.is_file() and subject.stat().st_size > _LARGE_BYTES


def _silent(progress: Progress) -> None:
    del progress


def _input_report(checked: Checked, marking: Marking, lang: str) -> Report:
    copy = None if marking.path is None else str(marking.path)
    if checked.inputs is None:
        doubts = [say(doubt.key, lang, **doubt.arguments) for doubt in checked.doubts]
        return Report(
            code=ExitCode.INPUT_REJECTED,
            lines=(*_warning_lines(doubts, lang), *marking.lines),
            facts={"faults": fault_rows(checked.faults, lang), "warnings": doubts, "marked": copy},
            failure=fault_report(checked.faults, lang),
        )
    counts = {
        "centres": len(checked.inputs.network.centres),
        "products": len(checked.inputs.vaccines),
        "vehicles": len(checked.inputs.fleet.vehicles),
    }
    warnings = [say(key, lang, **arguments) for key, arguments in checked.inputs.warnings]
    return Report(
        code=ExitCode.WARNINGS if warnings else ExitCode.DONE,
        lines=(say("check.inputs_fine", lang, **counts), *_warning_lines(warnings, lang), *marking.lines),
        facts={**counts, "warnings": warnings, "faults": [], "marked": copy},
    )


def _warning_lines(warnings: list[str], lang: str) -> list[str]:
    if not warnings:
        return []
    return [say("check.warnings", lang, count=len(warnings)), *(f"  {w}" for w in warnings)]


def _edited_report(book: Path, lang: str) -> Report:
    """Judge and price what a plan's workbook was edited to."""
    from operations.replanning.command import Wanted, check_by_hand
    from operations.settings import PlanSettings

    folder = home_of(book, Path("plans"))
    return check_by_hand(Wanted(folder=folder, workbook=book), PlanSettings(lang=lang))


def _plan_report(folder: Path, lang: str) -> Report:
    judged = judge_folder(folder)
    found = judged.violations
    names = names_of(judged.inputs)
    sentences = [f"{v.rule}: {v.sentence(lang, names)}" for v in found]
    facts = {"plan_id": judged.plan.plan_id, "violations": sentences, "cost_vnd": judged.costs.total}
    facts["unfinished"] = is_unfinished(folder)
    to_come = (say("check.unfinished", lang),) if is_unfinished(folder) else ()
    if not found:
        line = say("check.plan_fine", lang, plan=judged.plan.plan_id)
        return Report(code=ExitCode.DONE, lines=(line, *to_come), facts=facts)
    head = say("check.plan_broken", lang, plan=judged.plan.plan_id, count=len(found))
    lines = (head, *(f"  {s}" for s in sentences))
    return Report(code=ExitCode.NO_PLAN, lines=lines, facts=facts)
