"""What would help the centres that must be heard of, confirmed by solving again."""

from __future__ import annotations

from distribution.findings import Finding
from operations.plan_folder import Judged
from operations.remedies.let_in import with_none_said
from operations.remedies.routed import with_other_ways
from operations.remedies.short import with_goods


def with_remedies(found: tuple[Finding, ...], judged: Judged) -> tuple[Finding, ...]:
    """Return findings with the cheapest remedy of each that has one; those that have one already stay.

    For short centres the plan is tried again with more goods, runs or litres; late and dear ones are put on
    the routes again; for unserved ones the search that made the plan has tried.  Where nothing was found
    that is said.
    """
    helped = with_goods(with_none_said(found), judged)
    return with_other_ways(helped, judged.inputs, judged.plan, judged.travel)
