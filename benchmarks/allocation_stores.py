"""The synthetic quarter with refrigerators so small that their litres bind."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from distribution.calendar import Week
from distribution.files.bundled import read_table
from distribution.files.folder_write import write_folder
from operations.example_week import QUARTER_WEEKS, example_tables

ROOM_OVER_OPENING = 1.02  # no store is over its litres at the start: a plan without any over them exists


def write_tight_quarter(folder: Path, week: Week, share: float, seed: int = 1) -> None:
    """Write the example quarter as a folder, with ``share`` of the litres in every centre's refrigerators.

    A centre keeps at least what its opening stock takes.  A share of one is the example itself.
    """
    tables: dict[str, list[dict[str, Any]]] = dict(example_tables(week, seed, QUARTER_WEEKS))
    if share < 1:
        tables["centres"], tables["storage_equipment"] = _stores(tables["stock"], share)
    write_folder(folder, tables, "en", synthetic=True, week=week)


def _stores(stock: list[dict[str, Any]], share: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return centres that have one store each, and these stores."""
    litres = {row["id"]: float(row["litres_2_8"]) for row in read_table("storage_equipment")}
    dose = {p["id"]: float(p["packed_cm3_per_dose"]) / 1_000 for p in read_table("products")}
    held: dict[str, float] = defaultdict(float)
    for row in stock:
        held[row["place_id"]] += row["doses"] * dose[row["product_id"]]
    centres, stores = [], []
    for centre in read_table("centres"):
        own = sum(litres[store] for store in centre["cold_stores"].split(";"))
        number = f"S-{centre['id']}"
        centres.append({**centre, "cold_stores": number})
        stores.append(
            {
                "id": number,
                "model": "synthetic",
                "type": "ILR",
                "litres_2_8": round(max(own * share, held[centre["id"]] * ROOM_OVER_OPENING), 1),
                "litres_minus20": 0,
                "litres_minus70": 0,
                "evidence": "synthetic",
            }
        )
    return centres, [*read_table("storage_equipment"), *stores]
