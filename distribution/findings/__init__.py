"""What must be heard of a plan, centre by centre: one source for workbook, map and command line."""

from __future__ import annotations

from distribution.cost_parts import CostBreakdown
from distribution.findings.dear import dear_found
from distribution.findings.finding import KINDS, Finding
from distribution.findings.late import late_found
from distribution.findings.missing import short_found, unserved_found
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan

__all__ = ["KINDS", "Finding", "findings"]


def findings(plan: WeeklyPlan, inputs: WeekInputs, costs: CostBreakdown) -> tuple[Finding, ...]:
    """Return every centre that is unserved, short, late in the week or unusually dear, with why.

    Gravest kind first, then by the share of its need, the doses and the cost, then by id.
    """
    found = [
        *unserved_found(plan, inputs),
        *short_found(plan, inputs),
        *late_found(plan, inputs),
        *dear_found(plan, costs),
    ]
    return tuple(sorted(found, key=lambda f: (KINDS.index(f.kind), -f.share, -f.doses, -f.vnd, f.centre_id)))
