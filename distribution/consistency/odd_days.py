"""Dates that can be read and can hardly be meant: expiries beyond any shelf life, waivers long over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from distribution.consistency.doubt import Doubt, doubt
from distribution.consistency.limits import check_limits
from distribution.consistency.tables import Question

_DAYS_PER_MONTH = 365.25 / 12


def expiries_beyond_shelf_life(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for every lot that would outlive its product's shelf life were it made today."""
    products = question.tables["products"].readable("id", "shelf_life_months")
    life = {row["id"]: round(row["shelf_life_months"] * _DAYS_PER_MONTH) for row in products}
    slack = int(check_limits()["expiry_slack_days"])
    table = question.tables["lots"]
    for row in table.readable("lot_id", "product_id", "expiry"):
        if row["product_id"] not in life:
            continue
        latest = question.today + timedelta(days=life[row["product_id"]] + slack)
        if row["expiry"] > latest:
            months = str(round(life[row["product_id"]] / _DAYS_PER_MONTH))
            yield doubt(
                "expiry_far", table, [row], "expiry", lot=row["lot_id"], day=str(row["expiry"]), months=months
            )


def waivers_over(question: Question) -> Iterator[Doubt]:
    """Yield a doubt for every waiver that ended before the planned week: it changes nothing."""
    table = question.tables["waivers"]
    for row in table.readable("rule", "subject_id", "until"):
        if row["until"] < question.monday:
            yield doubt(
                "waiver_over",
                table,
                [row],
                "until",
                rule=row["rule"],
                subject=row["subject_id"],
                day=str(row["until"]),
            )
