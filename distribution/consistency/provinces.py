"""Places lie in the province that their row names, and old provinces in the new ones that took them in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from distribution.consistency.limits import check_limits
from distribution.consistency.tables import Question
from distribution.errors import Fault
from distribution.files.bundled import data_path, read_table

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def in_another_province(question: Question) -> Iterator[Fault]:
    """Yield a fault for every site or centre on the land of another province than its own.

    Places near a border, in the sea or outside the country are not judged here.
    """
    import shapely

    land = _provinces()
    tolerance = check_limits()["province_tolerance_deg"]
    for name in ("centres", "sites"):
        table = question.tables[name]
        for row in table.readable("id", "province", "lon", "lat"):
            own = land.get(row["province"])
            if own is None or shapely.contains_xy(own, row["lon"], row["lat"]):
                continue
            point = shapely.Point(row["lon"], row["lat"])
            lies = next((p for p, area in land.items() if area.contains(point)), None)
            if lies is not None and own.distance(point) > tolerance:
                yield table.fault(
                    "place_other_province", row, "province", id=row["id"], lies=lies, own=row["province"]
                )


def provinces_that_do_not_match(question: Question) -> Iterator[Fault]:
    """Yield a fault for every row whose old province was not merged into its new one."""
    merged_into = {row["province_pre_2025"]: row["province"] for row in read_table("provinces_pre2025")}
    names = frozenset(merged_into.values())
    for name in ("centres", "sites"):
        table = question.tables[name]
        for row in table.readable("province", "province_pre_2025"):
            own = merged_into.get(row["province_pre_2025"])
            if own is not None and row["province"] in names and own != row["province"]:
                told = {"old": row["province_pre_2025"], "new": own, "own": row["province"]}
                yield table.fault("province_pair", row, "province", **told)


@cache
def _provinces() -> dict[str, BaseGeometry]:
    """Return the land of each of the 34 provinces; archipelagos are in none of these shapes."""
    import shapely
    from shapely.geometry import shape

    features = json.loads(data_path("basemap.geojson").read_text(encoding="utf-8"))["features"]
    land = {
        f["properties"]["name"]: shape(f["geometry"])
        for f in features
        if f["properties"]["kind"] == "province"
    }
    for area in land.values():
        shapely.prepare(area)
    return land
