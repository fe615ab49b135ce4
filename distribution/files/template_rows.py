"""One example row for every sheet of the week, so that a person sees what belongs in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from distribution.calendar import Week
from distribution.files.bundled import read_table
from distribution.forecast import FORECAST_DAYS


def optional_examples(week: Week) -> dict[str, dict[str, Any]]:
    """Return a made-up row for each sheet that may be empty: shown as an explanation, never planned."""
    centres = [row["id"] for row in read_table("centres")[:2]]
    product = read_table("products")[0]
    who, why = "Nguyễn Văn Mẫu", "lịch tiêm chiến dịch"
    tuesday = week.monday + timedelta(days=1)
    return {
        "locks": {
            "centre_id": centres[0],
            "day": tuesday,
            "vehicle_id": "V1",
            "order": 1,
            "product_id": product["id"],
            "doses": int(product["pack_doses"]),
            "leave_out": 0,
        },
        "pack_locks": {
            "centre_id": centres[0],
            "product_id": product["id"],
            "first": week.monday,
            "last": week.monday + timedelta(days=6),
            "packs": 2,
            "who": who,
            "why": why,
        },
        "waivers": {
            "rule": "R4",
            "subject_id": centres[0],
            "who": who,
            "why": why,
            "until": week.monday + timedelta(days=6),
        },
        "closures": {"centre_id": centres[1], "day": tuesday, "reason": "sửa chữa"},
        "matrix": {"origin_id": centres[0], "destination_id": centres[1], "km": 12.5, "minutes": 35},
    }


def template_rows(week: Week) -> dict[str, list[dict[str, Any]]]:
    """Return one made-up row a table, which fit together and read back without a fault."""
    centre = read_table("centres")[0]["id"]
    product = next(row for row in read_table("products") if row["storage_class"] == "C2_8")
    depot = next(row for row in read_table("sites") if row["kind"] == "depot")["id"]
    vehicle_type = next(row for row in read_table("vehicle_types") if row["profile"] == "truck")
    pack_doses = int(product["pack_doses"])
    lot, expiry = f"{product['id']}-001", week.monday + timedelta(days=400)
    days = {(week.monday + timedelta(days=i)).isoformat(): 2 for i in range(FORECAST_DAYS)}
    own = {"product_id": product["id"], "lot_id": lot}
    return {
        "lots": [{**own, "expiry": expiry, "status": "released"}],
        "stock": [
            {
                **own,
                "place_id": depot,
                "storage_class": "C2_8",
                "use_by": expiry,
                "doses": 20 * pack_doses,
            }
        ],
        "arrivals": [
            {
                **own,
                "arrival_id": "A1",
                "site_id": product["supply"],
                "day": week.monday,
                "doses": 20 * pack_doses,
            }
        ],
        "forecast": [{"centre_id": centre, "product_id": product["id"], **days}],
        "vehicles": [
            {
                "id": "V1",
                "type_id": vehicle_type["id"],
                "depot_id": depot,
                "role": "round",
                "days": "123456",
            }
        ],
        "drivers": [
            {
                "id": "D1",
                "name": "Nguyễn Văn Mẫu",
                "depot_id": depot,
                "licence": vehicle_type["licence"],
                "days": "12345",
            }
        ],
    }
