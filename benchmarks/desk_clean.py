"""A sound workbook with rows enough that every fault can be planted in a row of its own (synthetic)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from distribution.calendar import Week
from distribution.files.bundled import read_table
from distribution.files.workbook_write import write_workbook
from distribution.forecast import FORECAST_DAYS

WEEK = Week.parse("2026-W48")
DOSES = 1_000
"""Doses of every row of stock: whole packs of every size from 1 to 10."""
_ROWS = 60
_LIFE_DAYS = 200
Rows = list[dict[str, Any]]


def clean_rows() -> dict[str, Rows]:
    """Return the tables of the week: lots, stock at depots, a forecast, a fleet, locks and waivers."""
    centres = [row["id"] for row in read_table("centres")[:_ROWS]]
    depots = [row["id"] for row in read_table("sites") if row["kind"] == "depot"]
    products = [
        row
        for row in read_table("products")
        if row["storage_class"] == "C2_8"
        and not row["thawed_life_days"]
        and int(row["pack_doses"]) in (1, 10)
    ]
    ten = [row["id"] for row in products if row["pack_doses"] == "10"] or [products[0]["id"]]
    one = [row["id"] for row in products if row["pack_doses"] == "1"]
    product = [ten[i % len(ten)] if i % 2 else one[i % len(one)] for i in range(_ROWS)]
    truck = next(row for row in read_table("vehicle_types") if row["profile"] == "truck")
    monday, expiry = WEEK.monday, WEEK.monday + timedelta(days=_LIFE_DAYS)
    days = {(monday + timedelta(days=i)).isoformat(): 2 for i in range(FORECAST_DAYS)}
    lots = [f"LOT-{i:03d}" for i in range(_ROWS)]
    return {
        "lots": [
            {"lot_id": lot, "product_id": product[i], "expiry": expiry, "status": "released"}
            for i, lot in enumerate(lots)
        ],
        "stock": [
            {
                "place_id": depots[i % len(depots)],
                "product_id": product[i],
                "lot_id": lots[i],
                "storage_class": "C2_8",
                "use_by": expiry,
                "doses": DOSES,
            }
            for i in range(_ROWS)
        ],
        "arrivals": [],
        "forecast": [{"centre_id": c, "product_id": one[0], **days} for c in centres],
        "vehicles": [
            {"id": f"V{i}", "type_id": truck["id"], "depot_id": depots[0], "role": "round", "days": "123456"}
            for i in range(12)
        ],
        "drivers": [
            {
                "id": f"D{i}",
                "name": f"Lái xe {i}",
                "depot_id": depots[0],
                "licence": truck["licence"],
                "days": "12345",
            }
            for i in range(12)
        ],
        "locks": [{"centre_id": c, "day": monday + timedelta(days=1), "leave_out": 0} for c in centres[:6]],
        "pack_locks": [
            {
                "centre_id": c,
                "product_id": one[0],
                "first": monday,
                "last": monday + timedelta(days=6),
                "packs": 2,
                "who": "Dược sĩ",
                "why": "chiến dịch",
            }
            for c in centres[:6]
        ],
        "waivers": [
            {
                "rule": "R4",
                "subject_id": c,
                "who": "Quản lý",
                "why": "bão",
                "until": monday + timedelta(days=6),
            }
            for c in centres[:6]
        ],
        "closures": [
            {"centre_id": c, "day": monday + timedelta(days=2), "reason": "sửa chữa"} for c in centres[:6]
        ],
    }


def write_clean(path: Path) -> None:
    """Write the sound workbook, every bundled table in it."""
    write_workbook(path, clean_rows(), "vi", synthetic=True, week=WEEK)
