"""What would help the centres that must be heard of, confirmed by solving again."""

from __future__ import annotations

from distribution.findings import Finding
from operations.plan_folder import Judged
from operations.remedies.allotted import with_stock_or_litres
from operations.remedies.routed import with_other_ways


def with_remedies(found: tuple[Finding, ...], judged: Judged) -> tuple[Finding, ...]:
    """Return findings with the cheapest remedy of each that has one; those that have one already stay.

    Short centres are allocated again with more goods or larger refrigerators, late and dear ones are put
    on the routes again.
    """
    helped = with_stock_or_litres(found, judged.inputs, judged.plan, judged.travel)
    return with_other_ways(helped, judged.inputs, judged.plan, judged.travel)
