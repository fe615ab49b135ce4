"""Centres that get nothing, and centres that get less than they need: why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from distribution.findings.finding import Finding
from distribution.findings.told import remedy_of, why_unserved
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.plan import Requirement, WeeklyPlan

MOST_NAMES = 3


def unserved_found(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[Finding]:
    """Yield the centres with need that get nothing, with the remedy that the search has confirmed."""
    for one in plan.unserved:
        yield Finding(
            kind="unserved",
            centre_id=one.centre_id,
            what=Sentence(
                key="finding.unserved",
                arguments={"doses": one.doses, "why": why_unserved(one, inputs)},
            ),
            remedy=remedy_of(one, inputs),
            proof=one.proof,
            doses=one.doses,
            share=1.0,
        )


def short_found(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[Finding]:
    """Yield one finding for each served centre and reason of its shortage."""
    need: dict[str, int] = defaultdict(int)
    lacking: dict[tuple[str, str], list[Requirement]] = defaultdict(list)
    for row in plan.requirements:
        need[row.centre_id] += row.need_doses
        if row.delivered_doses < row.need_doses and row.centre_id in plan.served:
            lacking[row.centre_id, row.reason].append(row)
    for (centre_id, reason), rows in sorted(lacking.items()):
        doses = sum(_missing(row) for row in rows)
        yield Finding(
            kind="short",
            centre_id=centre_id,
            what=Sentence(
                key="finding.short",
                arguments={
                    "doses": doses,
                    "percent": round(100 * doses / need[centre_id]),
                    "products": _names(rows, inputs),
                    "why": Sentence(key=f"short.{reason}" if reason else "finding.unexplained"),
                },
            ),
            doses=doses,
            share=doses / need[centre_id],
        )


def _missing(row: Requirement) -> int:
    return row.need_doses - row.delivered_doses


def _names(rows: list[Requirement], inputs: WeekInputs) -> Sentence:
    """Return the products that lack most, and how many more there are."""
    worst = sorted(rows, key=lambda row: (-_missing(row), row.product_id))
    names = ", ".join(inputs.vaccines[row.product_id].name for row in worst[:MOST_NAMES])
    if len(rows) <= MOST_NAMES:
        return Sentence(key="finding.products", arguments={"names": names})
    return Sentence(key="finding.products_more", arguments={"names": names, "more": len(rows) - MOST_NAMES})
