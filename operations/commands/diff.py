"""``coldchain diff A B``: what moved from one plan or night to another, why, and what staying would cost."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from distribution.feasibility import Violation
from distribution.naming import Names, named
from operations.difference.compare import Difference, PlanDifference, difference
from operations.difference.night_stay import NightStay
from operations.difference.plan_stay import Stay
from operations.difference.reasons import Reason
from operations.difference.text import difference_lines
from operations.exit_codes import ExitCode
from operations.history.plain import plain
from operations.report import Report


def diff_report(
    a: str, b: str, *, history: str, plans: Path, allocations: Path, limit: int, lang: str
) -> Report:
    """Return a difference as sentences (the largest moves) and facts (all of them)."""
    found = difference(a, b, history=history, plans=plans, allocations=allocations)
    return Report(
        code=ExitCode.DONE, lines=difference_lines(found, limit, lang), facts=difference_facts(found, lang)
    )


def difference_facts(found: Difference, lang: str) -> dict[str, Any]:
    """Return all of a difference for programs."""
    facts: dict[str, Any] = {"before": found.before, "after": found.after}
    if isinstance(found, PlanDifference):
        facts["centres"] = found.centres
        facts["moves"] = [
            {
                "centre_id": move.centre_id,
                "centre": named(found.names, move.centre_id),
                "kinds": list(move.kinds),
                "before": [_visit(asdict(visit)) for visit in move.before],
                "after": [_visit(asdict(visit)) for visit in move.after],
                "reasons": [_reason(reason, lang) for reason in move.reasons],
            }
            for move in found.moves
        ]
    else:
        facts["cells"] = found.cells
        facts["moves"] = [
            {**plain(asdict(move)), "reasons": [_reason(reason, lang) for reason in reasons]}
            for move, reasons in found.moves
        ]
    return {**facts, "staying": _staying(found.staying, found.names, lang)}


def _visit(entries: dict[str, Any]) -> dict[str, Any]:
    return {**plain(entries), "at": int(entries["at"].total_seconds())}


def _reason(reason: Reason, lang: str) -> dict[str, Any]:
    return {"key": reason.key, "rule": reason.rule, "sentence": reason.sentence(lang)}


def _staying(staying: Stay | NightStay, names: Names, lang: str) -> dict[str, Any]:
    entries = {**asdict(staying)}
    entries["violations"] = [_violation(violation, names, lang) for violation in staying.violations]
    return entries


def _violation(violation: Violation, names: Names, lang: str) -> dict[str, Any]:
    subject = {"subject": violation.subject_id, "place": violation.place_id}
    return {"rule": violation.rule, **subject, "sentence": violation.sentence(lang, names)}
