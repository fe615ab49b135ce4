"""``coldchain check``: judge an input, or a plan folder, without solving."""

from __future__ import annotations

from pathlib import Path

from distribution.files.archive import PLAN_FILE
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from operations.exit_codes import ExitCode
from operations.plan_folder import judge_folder
from operations.report import Report
from operations.week_text import parse_week


def check_subject(subject: Path, week: str, lang: str) -> Report:
    """Judge a plan folder (it holds a ``plan.json``) or anything else as an input.

    Raises
    ------
    InputError
        When the input has faults: all of them.
    """
    if (subject / PLAN_FILE).exists():
        return _plan_report(subject, lang)
    return _input_report(read_inputs(subject, parse_week(week)), lang)


def _input_report(inputs: WeekInputs, lang: str) -> Report:
    counts = {
        "centres": len(inputs.network.centres),
        "products": len(inputs.vaccines),
        "vehicles": len(inputs.fleet.vehicles),
    }
    warnings = [say(key, lang, **arguments) for key, arguments in inputs.warnings]
    lines = [say("check.inputs_fine", lang, **counts)]
    if warnings:
        lines += [say("check.warnings", lang, count=len(warnings)), *(f"  {w}" for w in warnings)]
    code = ExitCode.WARNINGS if warnings else ExitCode.DONE
    return Report(code=code, lines=tuple(lines), facts={**counts, "warnings": warnings})


def _plan_report(folder: Path, lang: str) -> Report:
    judged = judge_folder(folder)
    found = judged.violations
    sentences = [f"{v.rule}: {v.sentence(lang)}" for v in found]
    facts = {"plan_id": judged.plan.plan_id, "violations": sentences, "cost_vnd": judged.costs.total}
    if not found:
        line = say("check.plan_fine", lang, plan=judged.plan.plan_id)
        return Report(code=ExitCode.DONE, lines=(line,), facts=facts)
    head = say("check.plan_broken", lang, plan=judged.plan.plan_id, count=len(found))
    lines = (head, *(f"  {s}" for s in sentences))
    return Report(code=ExitCode.NO_PLAN, lines=lines, facts=facts)
