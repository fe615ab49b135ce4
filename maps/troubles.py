"""What a manager must hear of first: unserved, short, thin margins, couriers, broken rules."""

from __future__ import annotations

from typing import Any

from distribution.language.folding import collation_key
from distribution.network import Network
from distribution.plan import WeeklyPlan
from maps.colours import SHORT_SHARE, THIN_MARGIN_S
from maps.facts import MapFacts
from maps.places import unserved_words
from maps.runs import Run

Trouble = dict[str, Any]

ORDER = ("rule", "unserved", "thin", "short", "courier", "slight")


def troubles(plan: WeeklyPlan, network: Network, drawn: list[Run], facts: MapFacts) -> list[Trouble]:
    """Return all troubles, gravest kind first, then by missing share and name, each with its place."""
    found = [
        *({"kind": "rule", "rule": rule, "count": count} for rule, count in sorted(facts.violations.items())),
        *({"kind": "unserved", "place": u.centre_id, **unserved_words(u)} for u in plan.unserved),
        *_thin(drawn),
        *_short(plan),
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


def _short(plan: WeeklyPlan) -> list[Trouble]:
    needs: dict[str, int] = {}
    missing: dict[str, list[int]] = {}
    for requirement in plan.requirements:
        needs[requirement.centre_id] = needs.get(requirement.centre_id, 0) + requirement.need_doses
        lacking = requirement.need_doses - requirement.delivered_doses
        if lacking > 0 and requirement.centre_id in plan.served:
            missing.setdefault(requirement.centre_id, []).append(lacking)
    shares = {centre_id: sum(doses) / needs[centre_id] for centre_id, doses in missing.items()}
    return [
        {
            "kind": "short" if shares[centre_id] >= SHORT_SHARE else "slight",
            "place": centre_id,
            "doses": sum(doses),
            "share": round(shares[centre_id], 4),
            "products": len(doses),
        }
        for centre_id, doses in missing.items()
    ]


def _number(drawn: list[Run], run_id: str) -> int:
    return next(number for number, run in enumerate(drawn) if run["id"] == run_id)
