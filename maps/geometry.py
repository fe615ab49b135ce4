"""Places and roads as GeoJSON features; the only module that swaps longitude and latitude."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from shapely import set_precision
from shapely.geometry import mapping, shape

from distribution.network import Place

Feature = dict[str, Any]

# 1e-4 degree is some 11 m: finer than any road of the graph, and it halves the page.
DIGITS = 4
# A base map of a user's own may be as fine as a survey; one beyond this size is drawn coarser.
MOST_BYTES = 400_000
COARSE_DEGREES = 0.005
ARCHIPELAGOS = {
    "Quần đảo Hoàng Sa": ("Hoang Sa archipelago", Place(112.3, 16.5)),
    "Quần đảo Trường Sa": ("Truong Sa archipelago", Place(114.0, 9.0)),
}


def latlng(place: Place) -> list[float]:
    """Return a place as Folium and Leaflet want it: latitude first."""
    return [round(place.lat, DIGITS), round(place.lon, DIGITS)]


def middle(places: Iterable[Place]) -> list[float]:
    """Return the middle between the outermost places, latitude first."""
    known = list(places)
    lons, lats = [p.lon for p in known], [p.lat for p in known]
    return latlng(Place((min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2))


def point(place: Place, properties: Mapping[str, object]) -> Feature:
    """Return a point feature."""
    geometry = {"type": "Point", "coordinates": _lonlat(place)}
    return {"type": "Feature", "geometry": geometry, "properties": dict(properties)}


def line(places: Sequence[Place], properties: Mapping[str, object]) -> Feature:
    """Return a line feature; places in one spot still make a drawable line."""
    coordinates = [_lonlat(place) for place in places]
    kept = [c for i, c in enumerate(coordinates) if i == 0 or c != coordinates[i - 1]]
    geometry = {"type": "LineString", "coordinates": kept if len(kept) > 1 else kept * 2}
    return {"type": "Feature", "geometry": geometry, "properties": dict(properties)}


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """Return features as one collection."""
    return {"type": "FeatureCollection", "features": list(features)}


def provinces(base_map: Path) -> list[Feature]:
    """Return the areas of the base map, with their names alone."""
    areas = [f for f in _features(base_map) if f["geometry"]["type"] in ("Polygon", "MultiPolygon")]
    coarse = base_map.stat().st_size > MOST_BYTES
    return [
        {
            "type": "Feature",
            "geometry": _coarser(area["geometry"]) if coarse else area["geometry"],
            "properties": {"name": _name(area)},
        }
        for area in areas
    ]


def labels(base_map: Path) -> list[Feature]:
    """Return a named point for every province, and for the two archipelagos whatever the base map holds."""
    named = [_label_of(area) for area in provinces(base_map)]
    drawn = [f for f in _features(base_map) if f["geometry"]["type"] == "Point"]
    for feature in drawn:
        name = _name(feature)
        english = str(feature["properties"].get("name_en", name))
        lon, lat = feature["geometry"]["coordinates"]
        named.append(point(Place(lon, lat), {"vi": name, "en": english, "kind": "archipelago"}))
    present = {feature["properties"]["vi"] for feature in named}
    for name, (english, place) in ARCHIPELAGOS.items():
        if name not in present:
            named.append(point(place, {"vi": name, "en": english, "kind": "archipelago"}))
    return named


def _label_of(area: Feature) -> Feature:
    polygon = shape(area["geometry"])
    largest = max(getattr(polygon, "geoms", [polygon]), key=lambda part: part.area)
    inside = largest.representative_point()
    name = _name(area)
    return point(Place(inside.x, inside.y), {"vi": name, "en": name, "kind": "province"})


def _name(feature: Feature) -> str:
    return str((feature.get("properties") or {}).get("name") or "")


def _coarser(geometry: dict[str, Any]) -> dict[str, Any]:
    drawn = shape(geometry).simplify(COARSE_DEGREES, preserve_topology=True)
    return dict(mapping(set_precision(drawn, 10**-DIGITS)))


def _features(base_map: Path) -> list[Feature]:
    features: list[Feature] = json.loads(base_map.read_text(encoding="utf-8"))["features"]
    return features


def _lonlat(place: Place) -> list[float]:
    return [round(place.lon, DIGITS), round(place.lat, DIGITS)]
