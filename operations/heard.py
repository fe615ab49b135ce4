"""What must be heard of a judged plan: the one list that workbook, map and command line show."""

from __future__ import annotations

from distribution.findings import Finding, findings
from operations.plan_folder import Judged
from operations.remedies import with_remedies
from operations.uncollected import uncollected


def heard(judged: Judged) -> tuple[Finding, ...]:
    """Return every finding of a plan with the cheapest remedy known, gravest first."""
    with uncollected():
        return with_remedies(findings(judged.plan, judged.inputs, judged.costs), judged)
