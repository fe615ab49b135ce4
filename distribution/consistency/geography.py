"""Places stand in the country, on land, in provinces that exist."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from distribution.consistency.limits import check_limits
from distribution.consistency.nearest import nearest
from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.bundled import data_path, read_table

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_ARCHIPELAGO_RADIUS_DEG = 2.5


def misplaced(question: Question) -> Iterator[Fault]:
    """Yield a fault for every site or centre outside the country or in the sea; swapped lon/lat are named."""
    import shapely

    country = _country()
    for name in ("centres", "sites"):
        table = question.tables[name]
        rows = table.readable("id", "lon", "lat")
        inside = shapely.contains_xy(country, [r["lon"] for r in rows], [r["lat"] for r in rows])
        for row, is_inside in zip(rows, inside, strict=True):
            if is_inside:
                continue
            lon, lat = row["lon"], row["lat"]
            swapped = bool(shapely.contains_xy(country, lat, lon))
            code = "place_swapped" if swapped else "place_outside"
            yield table.fault(code, row, "lon", id=row["id"], lon=f"{lon:g}", lat=f"{lat:g}")


def unknown_provinces(question: Question) -> Iterator[Fault]:
    """Yield a fault for every province, old or new, that Vietnam does not have."""
    known = {
        "province": frozenset(row["province"] for row in read_table("provinces")),
        "province_pre_2025": frozenset(row["province_pre_2025"] for row in read_table("provinces_pre2025")),
    }
    for name in ("centres", "sites", "ban_zones"):
        table = question.tables[name]
        for column, provinces in known.items():
            if column not in table.headings:
                continue
            for row in table.readable(column):
                if row[column] not in provinces:
                    suggestion = nearest(row[column], provinces)
                    yield table.fault(
                        "unknown_province", row, column, value=row[column], suggestion=suggestion
                    )


@cache
def _country() -> BaseGeometry:
    """Return the land of the country with its islands, widened by the tolerance."""
    import shapely
    from shapely.geometry import shape

    features = json.loads(data_path("basemap.geojson").read_text(encoding="utf-8"))["features"]
    land = [
        shape(f["geometry"]).buffer(check_limits()["coast_tolerance_deg"])
        for f in features
        if f["properties"]["kind"] == "province"
    ]
    islands = [
        shape(f["geometry"]).buffer(_ARCHIPELAGO_RADIUS_DEG)
        for f in features
        if f["properties"]["kind"] == "archipelago"
    ]
    country = shapely.union_all([*land, *islands])
    shapely.prepare(country)
    return country
