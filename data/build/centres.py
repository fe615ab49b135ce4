"""Make ``data/centres.geojson`` from ``data/build/centres.csv``: ``python data/build/centres.py``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

BUILD = Path(__file__).resolve().parent
TABLE = BUILD / "centres.csv"
GEOJSON = BUILD.parent / "centres.geojson"


def centres_geojson(table: Path) -> str:
    """Return the centres as an RFC 7946 FeatureCollection, one feature a line, in table order."""
    with table.open(encoding="utf-8", newline="") as file:
        features = [_feature(row) for row in csv.DictReader(file)]
    body = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n'


def _feature(row: dict[str, str]) -> dict[str, object]:
    point = [float(row.pop("lon")), float(row.pop("lat"))]
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": point},
        "properties": row,
    }


if __name__ == "__main__":
    GEOJSON.write_text(centres_geojson(TABLE), encoding="utf-8")
