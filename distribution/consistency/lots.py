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
        for row in table.readable("lot_id", "product_id"):
            own = product_of.get(row["lot_id"], row["product_id"])
            if own != row["product_id"]:
                yield table.fault(
                    "lot_other_product", row, "lot_id", lot=row["lot_id"], product=row["product_id"], own=own
                )


def expired_lots(question: Question) -> Iterator[Fault]:
    """Yield a fault for every stock row that is expired on the Monday, and every arrival already expired."""
    expiry_of = _expiries(question)
    stock, arrivals = question.tables["stock"], question.tables["arrivals"]
    monday = question.monday
    over = {lot_id for lot_id, expiry in expiry_of.items() if expiry <= monday}
    for row in stock.readable("lot_id", "use_by", "doses"):
        if (row["use_by"] <= monday or row["lot_id"] in over) and row["doses"] > 0:
            ends = min(row["use_by"], expiry_of.get(row["lot_id"], row["use_by"]))
            yield stock.fault(
                "lot_expired", row, "use_by", lot=row["lot_id"], day=str(ends), on=str(monday)
            )
    for row in arrivals.readable("lot_id", "day"):
        ends = expiry_of.get(row["lot_id"])
        if ends is not None and ends <= row["day"]:
            yield arrivals.fault(
                "lot_expired", row, "lot_id", lot=row["lot_id"], day=str(ends), on=str(row["day"])
            )


def use_by_after_expiry(question: Question) -> Iterator[Fault]:
    """Yield a fault for every stock row whose use-by lies after its lot's expiry."""
    expiry_of = _expiries(question)
    stock = question.tables["stock"]
    for row in stock.readable("lot_id", "use_by"):
        expiry = expiry_of.get(row["lot_id"])
        if expiry is not None and row["use_by"] > expiry:
            yield stock.fault(
                "use_by_late", row, "use_by", lot=row["lot_id"], day=str(row["use_by"]), expiry=str(expiry)
            )


def wrong_band(question: Question) -> Iterator[Fault]:
    """Yield a fault for every stock row in a band that is neither the product's nor its thawed one."""
    allowed: dict[str, tuple[str, ...]] = {}
    for row in question.tables["products"].readable("id", "storage_class", "thawed_life_days"):
        own = _BAND.get(row["storage_class"], row["storage_class"])
        allowed[row["id"]] = (own, "C2_8") if row["thawed_life_days"] is not None else (own,)
    stock = question.tables["stock"]
    for row in stock.readable("product_id", "storage_class"):
        bands = allowed.get(row["product_id"], (row["storage_class"],))
        if row["storage_class"] not in bands:
            yield stock.fault(
                "band_wrong",
                row,
                "storage_class",
                product=row["product_id"],
                value=row["storage_class"],
                choices=", ".join(bands),
            )
