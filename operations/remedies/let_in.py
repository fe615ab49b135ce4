"""Unserved centres for which the search has tried one change after the other, and none let them in."""

from __future__ import annotations

from dataclasses import replace

from distribution.findings import Finding
from distribution.language.sentence import Sentence
from solvers.routing.unserved.left_out import MOST

# A centre that was never on offer to the routes (no stock, closed, left out by wish) has its reason alone.
NOT_ROUTED = frozenset({"left_out", "no_stock", "closed", "fridge", "lock_day", "day_kept"})


def with_none_said(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings in which unserved centres without a remedy say what was tried, or that nobody did."""
    unserved = [finding for finding in found if finding.kind == "unserved"]
    asked = sorted(unserved, key=lambda finding: (-finding.doses, finding.centre_id))[:MOST]
    none = Sentence(key="finding.remedy.none_in")
    untried = Sentence(key="finding.remedy.untried", arguments={"most": MOST})
    return tuple(
        replace(finding, remedy=none if finding in asked else untried)
        if finding.kind == "unserved" and finding.remedy is None and _routed(finding)
        else finding
        for finding in found
    )


def _routed(finding: Finding) -> bool:
    """Return whether the search had it to place: one that lots or drivers took out later has no doses."""
    why = finding.what.arguments["why"]
    return (
        finding.doses > 0
        and isinstance(why, Sentence)
        and why.key.removeprefix("unserved.") not in NOT_ROUTED
    )
