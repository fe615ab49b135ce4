"""What must be heard of a judged plan: the one list that workbook, map and command line show."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from distribution.feasibility import check
from distribution.files.archive import check_code
from distribution.files.findings_file import FINDINGS_FILE, read_findings, write_findings
from distribution.findings import Finding, findings
from distribution.uncollected import uncollected
from operations.plan_folder import Judged
from operations.remedies import with_remedies
from operations.reserving import reserved_in


def heard(judged: Judged, folder: Path) -> tuple[Finding, ...]:
    """Return every finding of a plan with the cheapest remedy known, gravest first.

    ``folder`` is where the plan lies: what is tried keeps the buffers that it was made with, if any.

    Raises
    ------
    InputError
        With every fault of the file of buffers.
    """
    with uncollected():
        return with_remedies(findings(judged.plan, judged.inputs, judged.costs), _as_made(judged, folder))


def heard_in(folder: Path, judged: Judged) -> tuple[Finding, ...]:
    """Return the findings that lie in a plan's folder; they are found again where none of this plan do.

    Remedies are confirmed by solving again, which takes long on a country: it is done once, when the
    plan is written.
    """
    known = read_findings(folder / FINDINGS_FILE, _about(judged, folder))
    return heard(judged, folder) if known is None else known


def keep_heard(found: tuple[Finding, ...], judged: Judged, folder: Path, beside: Path | None = None) -> None:
    """Write the findings of a plan into its folder; ``beside`` is where the plan lies, if elsewhere."""
    write_findings(found, _about(judged, beside or folder), folder / FINDINGS_FILE)


def _about(judged: Judged, folder: Path) -> dict[str, str]:
    """Return what findings rest on: the plan's content, the question by its files, and its buffers."""
    return {**reserved_in(judged.inputs, folder).digests, "check_code": check_code(judged.plan)}


def _as_made(judged: Judged, folder: Path) -> Judged:
    """Return the plan judged by the question as its planner was asked it, with its buffers.

    What it breaks of them already is then known, and is no reason against a remedy.
    """
    inputs = reserved_in(judged.inputs, folder)
    if inputs is judged.inputs:
        return judged
    return replace(judged, inputs=inputs, verdicts=check(judged.plan, inputs, judged.travel))
