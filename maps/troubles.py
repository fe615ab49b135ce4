"""What a manager must hear of first: broken rules, thin margins, couriers, and the findings of the plan."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import Any

from distribution.findings import Finding
from distribution.language.folding import collation_key
from distribution.network import Network
from distribution.plan import WeeklyPlan
from maps.colours import SHORT_SHARE, THIN_MARGIN_S
from maps.facts import MapFacts
from maps.runs import Run

Trouble = dict[str, Any]

ORDER = ("rule", "unserved", "thin", "short", "late", "dear", "courier", "slight")


def troubles(plan: WeeklyPlan, network: Network, drawn: list[Run], facts: MapFacts) -> list[Trouble]:
    """Return all troubles, gravest kind first, then by missing share and name, each with its place."""
    found = [
        *({"kind": "rule", "rule": rule, "count": count} for rule, count in sorted(facts.violations.items())),
        *_thin(drawn),
        *_found(facts.findings),
        *(
            {
                "kind": "courier",
                "place": c.centre_id,
                "boxes": c.boxes,
                "run": _number(drawn, c.consignment_id),
            }
            for c in plan.consignments
        ),
    ]

    def rank(trouble: Trouble) -> tuple[int, float, object]:
        name = network.name(trouble["place"]) if "place" in trouble else trouble["rule"]
        return ORDER.index(trouble["kind"]), -trouble.get("share", 0.0), collation_key(name)

    return sorted(found, key=rank)


def worst_margin(drawn: list[Run]) -> tuple[int, int] | None:
    """Return the smallest cold margin, in seconds, and the number of its run (None: none is known)."""
    known = [(run["margin"], number) for number, run in enumerate(drawn) if run["margin"] is not None]
    return min(known, default=None)


def _thin(drawn: list[Run]) -> list[Trouble]:
    return [
        {"kind": "thin", "place": stop["centre"], "margin": stop["margin"], "run": number}
        for number, run in enumerate(drawn)
        for stop in run["stops"]
        if stop["margin"] is not None and stop["margin"] < THIN_MARGIN_S
    ]


def _found(findings: tuple[Finding, ...]) -> list[Trouble]:
    """Return the findings by their number at the centre, which has their sentences.

    A centre that lacks little is slightly short.
    """
    lacking: dict[str, float] = defaultdict(float)
    for finding in findings:
        if finding.kind == "short":
            lacking[finding.centre_id] += finding.share
    numbers: dict[str, count[int]] = defaultdict(count)
    return [
        {
            "kind": "slight" if f.kind == "short" and lacking[f.centre_id] < SHORT_SHARE else f.kind,
            "place": f.centre_id,
            "share": round(f.share, 4),
            "finding": next(numbers[f.centre_id]),
        }
        for f in findings
    ]


def _number(drawn: list[Run], run_id: str) -> int:
    return next(number for number, run in enumerate(drawn) if run["id"] == run_id)
