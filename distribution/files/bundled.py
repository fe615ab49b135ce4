"""The tables that come with the program, as raw text rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).resolve().parent.parent
_HOMES = (_PACKAGE / "bundled", _PACKAGE.parent / "data")


def data_path(name: str) -> Path:
    """Return where a bundled file stands: in the wheel, or in ``data/`` of a checkout.

    Raises
    ------
    FileNotFoundError
        When neither holds it.
    """
    for home in _HOMES:
        if (home / name).exists():
            return home / name
    raise FileNotFoundError(f"bundled file {name}")


def table_path(name: str) -> Path:
    """Return the file of a bundled table."""
    return data_path("centres.geojson" if name == "centres" else f"{name}.csv")


def read_table(name: str) -> list[dict[str, str]]:
    """Return a bundled table: one row per line, one entry per column, as text."""
    path = table_path(name)
    if name == "centres":
        return [_centre_row(f) for f in json.loads(path.read_text(encoding="utf-8"))["features"]]
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _centre_row(feature: dict[str, Any]) -> dict[str, str]:
    lon, lat = feature["geometry"]["coordinates"]
    row = {name: str(value) for name, value in feature["properties"].items()}
    return {**row, "lon": str(lon), "lat": str(lat)}
