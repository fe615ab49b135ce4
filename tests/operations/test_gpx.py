"""routes.geojson and GPX: valid, along the road where there is one, longitude first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import gpxpy
import pytest
from shapely.geometry import LineString, shape
from tiny_places import HOSTILE_NAME

from distribution.files.gpx import write_gpx
from distribution.files.routes_geojson import write_routes_geojson
from distribution.inputs import WeekInputs
from distribution.network import Place
from distribution.plan import WeeklyPlan

BEND = Place(105.5, 20.0)


def _by_the_bend(_profile: str, _origin: str, _destination: str) -> Sequence[Place]:
    return [BEND, BEND]


@pytest.fixture(scope="module")
def features(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path_factory: pytest.TempPathFactory
) -> list[dict[str, Any]]:
    path = tmp_path_factory.mktemp("roads") / "routes.geojson"
    write_routes_geojson(tiny_plan, tiny_inputs, path, paths=_by_the_bend)
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection.keys() == {"type", "features"}
    found: list[dict[str, Any]] = collection["features"]
    return found


def test_one_line_a_route_and_one_point_a_stop(features: list[dict[str, Any]], tiny_plan: WeeklyPlan) -> None:
    kinds = [f["geometry"]["type"] for f in features]
    assert kinds.count("LineString") == len(tiny_plan.routes)
    assert kinds.count("Point") == sum(len(route.stops) for route in tiny_plan.routes)


def test_geometries_are_valid_and_inside_vietnam(features: list[dict[str, Any]]) -> None:
    for feature in features:
        geometry = shape(feature["geometry"])
        west, south, east, north = geometry.bounds
        assert geometry.is_valid
        assert 102 < west <= east < 115
        assert 6 < south <= north < 24


def test_line_follows_the_road_without_doubled_points(features: list[dict[str, Any]]) -> None:
    line = shape(features[0]["geometry"])
    assert isinstance(line, LineString)
    points = list(line.coords)
    assert points.count((BEND.lon, BEND.lat)) == 3  # three legs
    assert all(a != b for a, b in pairwise(points))
    assert points[0] == points[-1] == (105.84, 21.59)


def test_names_are_kept_as_text(features: list[dict[str, Any]]) -> None:
    assert HOSTILE_NAME in {f["properties"].get("name") for f in features}


def test_gpx_parses_with_its_waypoints(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    written = write_gpx(tiny_plan, tiny_inputs, tmp_path, paths=_by_the_bend)
    assert [path.name for path in written] == ["routes.gpx", "001-R-1.gpx", "002-R-2.gpx", "003-R-3.gpx"]
    whole, first, *_ = [gpxpy.parse(path.read_text(encoding="utf-8")) for path in written]
    assert (len(whole.tracks), len(whole.waypoints)) == (3, 3 + 4)
    assert [point.name for point in first.waypoints][1] == f"R-1 01 {HOSTILE_NAME}"
    assert (first.waypoints[1].latitude, first.waypoints[1].longitude) == (21.5, 105.9)
    time = first.waypoints[1].time
    assert time is not None
    assert time.isoformat() == "2026-11-22T23:30:00+00:00"  # 06:30 in Vietnam


def test_odd_route_ids_cannot_leave_the_folder(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    plan = replace(tiny_plan, routes=(replace(tiny_plan.routes[0], route_id="../../Đ"),))
    _, path = write_gpx(plan, tiny_inputs, tmp_path)
    assert path == tmp_path / "gpx" / "001-_______.gpx"
