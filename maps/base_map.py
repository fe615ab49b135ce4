"""A base map of the user's own: GeoJSON of areas and, if wanted, of named points."""

from __future__ import annotations

import json
from pathlib import Path

from shapely.errors import ShapelyError
from shapely.geometry import shape

from distribution.errors import Fault, InputError

AREAS = ("Polygon", "MultiPolygon")


def check_base_map(path: Path) -> None:
    """Refuse a file that cannot be a base map, with everything that is wrong with it.

    Raises
    ------
    InputError
        When it is no GeoJSON collection, has no area, or an area cannot be read.
    """
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError([_fault(path, "base_map_unreadable", detail=str(error))]) from error
    areas = [(n, f) for n, f in enumerate(features, start=1) if _kind(f) in AREAS]
    if not areas:
        raise InputError([_fault(path, "base_map_no_area")])
    faults = [_fault(path, "base_map_area", number=str(n)) for n, f in areas if not _drawable(f)]
    if faults:
        raise InputError(faults)


def _kind(feature: object) -> str:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    return str(geometry.get("type", "")) if isinstance(geometry, dict) else ""


def _drawable(feature: dict[str, dict[str, object]]) -> bool:
    try:
        drawn = shape(feature["geometry"])
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError):
        return False
    west, south, east, north = drawn.bounds
    return not drawn.is_empty and -180 <= west <= east <= 180 and -90 <= south <= north <= 90


def _fault(path: Path, code: str, **arguments: str) -> Fault:
    return Fault(code=code, file=str(path), arguments=arguments)
