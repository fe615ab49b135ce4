"""Features, and the one swap of longitude and latitude."""

from __future__ import annotations

import json
from pathlib import Path

from map_page import BASE_MAP

from distribution.network import Place
from maps.geometry import labels, latlng, line, middle, point, provinces

HANOI, SAIGON = Place(105.85, 21.03), Place(106.70, 10.78)


def test_folium_gets_latitude_first_and_geojson_longitude_first() -> None:
    assert latlng(HANOI) == [21.03, 105.85]
    assert point(HANOI, {})["geometry"]["coordinates"] == [105.85, 21.03]
    assert middle([HANOI, SAIGON]) == [15.905, 106.275]


def test_a_line_drops_repeated_points_but_stays_a_line() -> None:
    assert line([HANOI, HANOI, SAIGON], {})["geometry"]["coordinates"] == [[105.85, 21.03], [106.7, 10.78]]
    assert line([HANOI, HANOI], {})["geometry"]["coordinates"] == [[105.85, 21.03]] * 2


def test_the_bundled_base_map_has_all_provinces_and_both_archipelagos_once() -> None:
    assert len(provinces(BASE_MAP)) == 34
    names = [label["properties"]["vi"] for label in labels(BASE_MAP)]
    assert len(names) == 36
    assert names.count("Quần đảo Hoàng Sa") == names.count("Quần đảo Trường Sa") == 1


def test_the_archipelagos_are_named_whatever_the_base_map(tmp_path: Path) -> None:
    square = {"type": "Polygon", "coordinates": [[[105, 20], [106, 20], [106, 21], [105, 21], [105, 20]]]}
    feature = {"type": "Feature", "properties": {"name": "Ô vuông"}, "geometry": square}
    own = tmp_path / "own.geojson"
    own.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    names = [label["properties"]["vi"] for label in labels(own)]
    assert names == ["Ô vuông", "Quần đảo Hoàng Sa", "Quần đảo Trường Sa"]
