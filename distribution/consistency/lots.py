"""Lots: whose product they are, when they end, in which band they lie."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from distribution.consistency.tables import Question
from distribution.errors import Fault

_BAND = {"CRT_2_30": "CRT", "CRT_15_25": "CRT"}


def _expiries(question: Question) -> dict[str, date]:
    return {row["lot_id"]: row["expiry"] for row in question.tables["lots"].readable("lot_id", "expiry")}


def lots_of_another_product(question: Question) -> Iterator[Fault]:
    """Yield a fault for every stock or arrival row that gives a lot to a product not its own."""
    lots = question.tables["lots"].readable("lot_id", "product_id")
    product_of = {row["lot_id"]: row["product_id"] for row in lots}
    for name in ("stock", "arrivals"):
        table = question.tables[name]
        for row in table.where(
            ("lot_id", "product_id"), lambda lot, product: product_of.get(lot, product) != product
        ):
            lot, own = row["lot_id"], product_of[row["lot_id"]]
            yield table.fault("lot_other_product", row, "lot_id", lot=lot, product=row["product_id"], own=own)


def expired_lots(question: Question) -> Iterator[Fault]:
    """Yield a fault for every stock row that is expired on the Monday, and every arrival already expired."""
    expiry_of = _expiries(question)
    stock, arrivals = question.tables["stock"], question.tables["arrivals"]
    monday = question.monday

    def ends(lot_id: str, use_by: date) -> date:
        return min(use_by, expiry_of.get(lot_id, use_by))

    for row in stock.where(("lot_id", "use_by"), lambda lot, use_by: ends(lot, use_by) <= monday):
        if row.get("doses", 0) > 0:
            day = str(ends(row["lot_id"], row["use_by"]))
            yield stock.fault("lot_expired", row, "use_by", lot=row["lot_id"], day=day, on=str(monday))
    for row in arrivals.readable("lot_id", "day"):
        expiry = expiry_of.get(row["lot_id"])
        if expiry is not None and expiry <= row["day"]:
            yield arrivals.fault(
                "lot_expired", row, "lot_id", lot=row["lot_id"], day=str(expiry), on=str(row["day"])
            )


def use_by_after_expiry(question: Question) -> Iterator[Fault]:
    """Yield a fault for every stock row whose use-by lies after its lot's expiry."""
    expiry_of = _expiries(question)
    stock = question.tables["stock"]
    for row in stock.where(("lot_id", "use_by"), lambda lot, use_by: use_by > expiry_of.get(lot, use_by)):
        lot, day = row["lot_id"], str(row["use_by"])
        yield stock.fault("use_by_late", row, "use_by", lot=lot, day=day, expiry=str(expiry_of[lot]))


def wrong_band(question: Question) -> Iterator[Fault]:
    """Yield a fault for every stock row in a band that is neither the product's nor its thawed one."""
    allowed: dict[str, tuple[str, ...]] = {}
    for row in question.tables["products"].readable("id", "storage_class", "thawed_life_days"):
        own = _BAND.get(row["storage_class"], row["storage_class"])
        allowed[row["id"]] = (own, "C2_8") if row["thawed_life_days"] is not None else (own,)
    stock = question.tables["stock"]
    for row in stock.where(
        ("product_id", "storage_class"), lambda product, band: band not in allowed.get(product, (band,))
    ):
        yield stock.fault(
            "band_wrong",
            row,
            "storage_class",
            product=row["product_id"],
            value=row["storage_class"],
            choices=", ".join(allowed[row["product_id"]]),
        )
