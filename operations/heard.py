"""What must be heard of a judged plan: the one list that workbook, map and command line show."""

from __future__ import annotations

from pathlib import Path

from distribution.files.archive import check_code
from distribution.files.findings_file import FINDINGS_FILE, read_findings, write_findings
from distribution.findings import Finding, findings
from distribution.uncollected import uncollected
from operations.plan_folder import Judged
from operations.remedies import with_remedies


def heard(judged: Judged) -> tuple[Finding, ...]:
    """Return every finding of a plan with the cheapest remedy known, gravest first."""
    with uncollected():
        return with_remedies(findings(judged.plan, judged.inputs, judged.costs), judged)


def heard_in(folder: Path, judged: Judged) -> tuple[Finding, ...]:
    """Return the findings that lie in a plan's folder; they are found again where none of this plan do.

    Remedies are confirmed by solving again, which takes long on a country: it is done once, when the
    plan is written.
    """
    known = read_findings(folder / FINDINGS_FILE, _about(judged))
    return heard(judged) if known is None else known


def keep_heard(found: tuple[Finding, ...], judged: Judged, folder: Path) -> None:
    """Write the findings of a plan into its folder."""
    write_findings(found, _about(judged), folder / FINDINGS_FILE)


def _about(judged: Judged) -> dict[str, str]:
    """Return what findings rest on: the plan's content, and the question by its files."""
    return {**judged.inputs.digests, "check_code": check_code(judged.plan)}
