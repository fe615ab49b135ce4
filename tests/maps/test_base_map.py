"""A base map of the user's own: taken when it can be drawn, refused with every fault when not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from map_page import BASE_MAP

from distribution.errors import InputError
from maps.base_map import check_base_map
from maps.geometry import MOST_BYTES, labels, provinces

SQUARE = [[[105, 20], [106, 20], [106, 21], [105, 21], [105, 20]]]


def _file(folder: Path, *features: object) -> Path:
    path = folder / "base.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def _area(coordinates: object, **properties: str) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": coordinates},
    }


def test_the_bundled_one_passes() -> None:
    check_base_map(BASE_MAP)


def test_areas_need_no_name(tmp_path: Path) -> None:
    path = _file(tmp_path, _area(SQUARE), _area(SQUARE, name="Huế"))
    check_base_map(path)
    assert [area["properties"]["name"] for area in provinces(path)] == ["", "Huế"]
    assert labels(path)[-1]["properties"]["kind"] == "archipelago"  # named whatever the file holds


@pytest.mark.parametrize("text", ["", "[]", '{"type": "Point"}'])
def test_what_is_no_collection_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "base.geojson"
    path.write_text(text)
    with pytest.raises(InputError) as refused:
        check_base_map(path)
    assert [fault.code for fault in refused.value.faults] == ["base_map_unreadable"]


def test_a_file_without_areas_is_refused(tmp_path: Path) -> None:
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [105, 20]}}
    with pytest.raises(InputError) as refused:
        check_base_map(_file(tmp_path, point))
    assert [fault.code for fault in refused.value.faults] == ["base_map_no_area"]


def test_every_bad_area_is_named(tmp_path: Path) -> None:
    metres = [[[500_000, 2_300_000], [510_000, 2_300_000], [510_000, 2_310_000], [500_000, 2_300_000]]]
    path = _file(tmp_path, _area(metres), _area(SQUARE), _area([[]]))
    with pytest.raises(InputError) as refused:
        check_base_map(path)
    assert [fault.arguments["number"] for fault in refused.value.faults] == ["1", "3"]


def test_a_survey_is_drawn_coarser(tmp_path: Path) -> None:
    fine = [[105 + n / 30_000, 20.0 + (n % 2) / 10_000] for n in range(30_000)]
    path = _file(tmp_path, _area([[*fine, [106, 21], fine[0]]]))
    assert path.stat().st_size > MOST_BYTES
    assert len(json.dumps(provinces(path))) < 2_000
