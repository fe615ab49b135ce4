"""A workbook of 150,000 rows, for how long reading, checking and marking take (synthetic)."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path

from benchmarks.desk_clean import DOSES, WEEK, Rows, clean_rows
from distribution.files.bundled import read_table
from distribution.files.workbook_write import write_workbook

ROWS = 150_000
WRONG_EVERY = 150
"""One row in so many has a wrong cell, where faults are planted: 1,000 cells in all."""
_LIFE_DAYS = 200
_LOTS_OF_PRODUCT = 14


def write_large(path: Path, *, wrong: bool) -> None:
    """Write a week with a stock of 150,000 rows, sound or with one wrong cell in a hundred and fifty rows."""
    stock = _stock()
    if wrong:
        for row in stock[::WRONG_EVERY]:
            row["lot_id"] = "LOT-9999"
    write_workbook(path, {**clean_rows(), "lots": _lots(), "stock": stock}, "vi", synthetic=True, week=WEEK)


def _products() -> list[str]:
    cold = [row for row in read_table("products") if row["storage_class"] == "C2_8"]
    return [row["id"] for row in cold if not row["thawed_life_days"]]


def _lots() -> Rows:
    expiry = WEEK.monday + timedelta(days=_LIFE_DAYS)
    return [
        {"lot_id": f"{product}-{n:02d}", "product_id": product, "expiry": expiry, "status": "released"}
        for product in _products()
        for n in range(_LOTS_OF_PRODUCT)
    ]


def _stock() -> Rows:
    centres = [row["id"] for row in read_table("centres")]
    expiry = WEEK.monday + timedelta(days=_LIFE_DAYS)
    # the products in turn: a dose here and there, so that no centre holds a year's use
    triples = itertools.product(centres, _products(), range(_LOTS_OF_PRODUCT))
    return [
        {
            "place_id": centre,
            "product_id": product,
            "lot_id": f"{product}-{n:02d}",
            "storage_class": "C2_8",
            "use_by": expiry,
            "doses": 1 if n else DOSES // 100,
        }
        for centre, product, n in itertools.islice(triples, ROWS)
    ]
