"""What a new user types for a network of five centres around Cần Thơ (made up), row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from distribution.calendar import Week
from distribution.forecast import FORECAST_DAYS

Rows = list[dict[str, Any]]
WEEK = Week.parse("2026-W48")
DEPOT = "kho-can-tho"
_EXPIRY = date(2028, 3, 31)
_PRODUCTS = {"HEXAXIM": 6, "PREV13": 4, "GARDASIL9": 3, "ROTARIX": 5}
"""Doses a day of each product in a centre."""
_CENTRES = (
    (
        "long-xuyen",
        "Tiêm chủng Long Xuyên",
        "An Giang",
        "An Giang",
        "TP Long Xuyên",
        105.4342,
        10.3864,
    ),
    ("chau-doc", "Tiêm chủng Châu Đốc", "An Giang", "An Giang", "TP Châu Đốc", 105.1167, 10.7000),
    ("cao-lanh", "Tiêm chủng Cao Lãnh", "Đồng Tháp", "Đồng Tháp", "TP Cao Lãnh", 105.6330, 10.4600),
    ("sa-dec", "Tiêm chủng Sa Đéc", "Đồng Tháp", "Đồng Tháp", "TP Sa Đéc", 105.7590, 10.2900),
    ("vinh-long", "Tiêm chủng Vĩnh Long", "Vĩnh Long", "Vĩnh Long", "TP Vĩnh Long", 105.9722, 10.2537),
)


def typed_rows() -> dict[str, Rows]:
    """Return the rows of each sheet that the new user fills or changes."""
    lots = {product: f"{product}-A1" for product in _PRODUCTS}
    return {
        "sites": [_airport(), _depot()],
        "lanes": [_lane()],
        "centres": [_centre(*facts) for facts in _CENTRES],
        "lots": [
            {"lot_id": lots[p], "product_id": p, "expiry": _EXPIRY, "status": "released"} for p in _PRODUCTS
        ],
        "stock": [
            {
                "place_id": DEPOT,
                "product_id": product,
                "lot_id": lots[product],
                "storage_class": "C2_8",
                "use_by": _EXPIRY,
                "doses": 2_000,
            }
            for product in _PRODUCTS
        ],
        "arrivals": [],
        "forecast": [
            {"centre_id": facts[0], "product_id": product, **_days(doses)}
            for facts in _CENTRES
            for product, doses in _PRODUCTS.items()
        ],
        "vehicles": [
            {"id": "65C-1", "type_id": "REEFVAN", "depot_id": DEPOT, "role": "round", "days": "123456"}
        ],
        "drivers": [{"id": "D1", "name": "Trần Văn A", "depot_id": DEPOT, "licence": "C1", "days": "123456"}],
    }


def _days(doses: int) -> dict[str, int]:
    return {(WEEK.monday + timedelta(days=n)).isoformat(): doses for n in range(FORECAST_DAYS)}


def _airport() -> dict[str, Any]:
    return {**_place("air-vca", "Sân bay Cần Thơ", "gateway", 105.712, 10.0851), "litres_2_8": 5_000}


def _depot() -> dict[str, Any]:
    return {**_place(DEPOT, "Kho Cần Thơ", "depot", 105.7967, 10.0292), "litres_2_8": 8_000}


def _place(site_id: str, name: str, kind: str, lon: float, lat: float) -> dict[str, Any]:
    return {
        "id": site_id,
        "name": name,
        "kind": kind,
        "province": "Cần Thơ",
        "province_pre_2025": "Cần Thơ",
        "lon": lon,
        "lat": lat,
        "status": "own",
        "opens": "04:00",
        "closes": "22:00",
        "bays": 2,
        "litres_minus20": 0,
        "litres_minus70": 0,
        "litres_ambient": 500,
    }


def _lane() -> dict[str, Any]:
    return {
        "id": f"air-vca>{DEPOT}",
        "origin_id": "air-vca",
        "destination_id": DEPOT,
        "mode": "road",
        "vehicle_type_id": "REEF3T",
        "lead_days": 1,
        "capacity_litres": 9_500,
        "fixed_vnd": 0,
        "vnd_per_kg": 0,
        "weekdays": "123456",
        "evidence": "own",
    }


def _centre(
    centre_id: str, name: str, province: str, old: str, district: str, lon: float, lat: float
) -> dict[str, Any]:
    return {
        "id": centre_id,
        "name": name,
        "province": province,
        "province_pre_2025": old,
        "district_pre_2025": district,
        "confidence": "high",
        "lon": lon,
        "lat": lat,
        "windows": "07:30-11:00;13:30-16:30",
        "cold_stores": "PHARM700",
    }
