"""What would help the centres that must be heard of, confirmed by solving again."""

from __future__ import annotations

from distribution.findings import Finding
from operations.plan_folder import Judged
from operations.remedies.routed import with_other_ways
from operations.remedies.short import with_goods


def with_remedies(found: tuple[Finding, ...], judged: Judged) -> tuple[Finding, ...]:
    """Return findings with the cheapest remedy of each that has one; those that have one already stay.

    For short centres the plan is tried again with more goods, runs or litres; late and dear ones are put on
    the routes again.
    """
    helped = with_goods(found, judged)
    return with_other_ways(helped, judged.inputs, judged.plan, judged.travel)
