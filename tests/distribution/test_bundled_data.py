"""The tables that come with the program conform to their schema and to each other."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from distribution.files.bundled import data_path, read_table, table_path
from distribution.files.rows import read_table_rows
from distribution.files.sheets import Sheet
from distribution.parameters import Parameters
from distribution.schema.all import table
from distribution.schema.coldchain import COLDCHAIN
from distribution.schema.geography import GEOGRAPHY
from distribution.schema.policy import POLICY
from distribution.schema.reference import REFERENCE

MONDAY = date(2026, 11, 23)
NAMES = [t.name for t in (*REFERENCE, *GEOGRAPHY, *COLDCHAIN, *POLICY)]
DATA = Path(__file__).resolve().parents[2] / "data"
EMPTY_EVIDENCE = ("", "?", "todo", "tbd")


def script(name: str) -> ModuleType:
    """Load a script of data/build."""
    spec = importlib.util.spec_from_file_location(f"build_{name}", DATA / "build" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ids(name: str) -> set[str]:
    key = table(name).key[0]
    return {row[key] for row in read_table(name)}


def centres() -> list[dict[str, str]]:
    return read_table("centres")


def features(name: str) -> list[dict[str, Any]]:
    collection = json.loads(data_path(name).read_text(encoding="utf-8"))
    assert set(collection) == {"type", "features"}, "no crs member, no foreign members"
    assert collection["type"] == "FeatureCollection"
    found: list[dict[str, Any]] = collection["features"]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_table_reads_without_a_fault(name: str) -> None:
    records = read_table(name)
    headings = tuple(records[0])
    rows = tuple((i, tuple(r[h] for h in headings)) for i, r in enumerate(records, start=2))
    sheet = Sheet(name=name, file=name, sheet=None, headings=headings, rows=rows)
    typed, faults = read_table_rows(sheet, table(name), MONDAY)
    assert faults == []
    assert len(typed.rows) == len(records)


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_of_the_schema(name: str) -> None:
    schema = {c.name for c in table(name).columns}
    assert all(set(row) == schema for row in read_table(name))


@pytest.mark.parametrize("name", NAMES)
def test_keys_are_unique(name: str) -> None:
    keys = [tuple(row[k] for k in table(name).key) for row in read_table(name)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", NAMES)
def test_references_are_known(name: str) -> None:
    for column in table(name).columns:
        if column.refers_to is None:
            continue
        known = ids(column.refers_to)
        assert {row[column.name] for row in read_table(name)} - {""} <= known


@pytest.mark.parametrize("name", [n for n in NAMES if any(c.name == "evidence" for c in table(n).columns)])
def test_every_row_says_its_evidence(name: str) -> None:
    assert not [row for row in read_table(name) if row["evidence"].strip().lower() in EMPTY_EVIDENCE]


@pytest.mark.parametrize("name", NAMES)
def test_every_table_says_its_source(name: str) -> None:
    assert table(name).source


def test_there_are_240_centres_with_their_confidence() -> None:
    found = centres()
    assert len(found) == 240
    assert sorted({row["confidence"] for row in found}) == ["high", "illustrative", "low", "medium"]


def test_a_centre_lies_in_its_provinces() -> None:
    old = {row["province_pre_2025"]: row for row in read_table("provinces_pre2025")}
    for row in centres():
        assert old[row["province_pre_2025"]]["province"] == row["province"], row["id"]
        assert old[row["province_pre_2025"]]["subregion_63"] == row["subregion"], row["id"]


def test_cold_stores_are_of_the_equipment_table() -> None:
    equipment = {row["id"]: float(row["litres_2_8"]) for row in read_table("storage_equipment")}
    for row in centres():
        assert sum(equipment[store] for store in row["cold_stores"].split(";")) >= 200


def test_some_centres_take_night_drops() -> None:
    night = [row for row in centres() if "-29:00" in row["windows"]]
    assert 10 <= len(night) <= 60


def test_centres_geojson_is_what_its_script_makes() -> None:
    made = script("centres").centres_geojson(DATA / "build" / "centres.csv")
    assert table_path("centres").read_text(encoding="utf-8") == made


def test_centres_are_rfc_7946() -> None:
    found = features("centres.geojson")
    assert len({f["id"] for f in found}) == len(found)
    for feature in found:
        assert feature["type"] == "Feature"
        assert feature["geometry"]["type"] == "Point"
        lon, lat = feature["geometry"]["coordinates"]
        assert 102 < lon < 110
        assert 8 < lat < 23.5
        assert round(lon, 7) == lon
        assert round(lat, 7) == lat


def test_base_map_has_34_provinces_and_the_two_archipelagos() -> None:
    found = features("basemap.geojson")
    kinds = [f["properties"]["kind"] for f in found]
    assert kinds.count("province") == 34
    names = {f["properties"]["name"]: f for f in found if f["properties"]["kind"] == "archipelago"}
    owners = {name: feature["properties"]["province"] for name, feature in names.items()}
    assert owners == {"Quần đảo Hoàng Sa": "Đà Nẵng", "Quần đảo Trường Sa": "Khánh Hòa"}
    assert all(f["geometry"]["type"] == "Point" for f in names.values())
    provinces = {f["properties"]["name"] for f in found if f["properties"]["kind"] == "province"}
    assert provinces == ids("provinces")


def test_base_map_rings_are_closed_and_turn_the_right_way() -> None:
    for feature in features("basemap.geojson"):
        geometry = feature["geometry"]
        parts = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"], "Point": []}
        for polygon in parts[geometry["type"]]:
            for number, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                assert (_doubled_area(ring) > 0) == (number == 0), feature["properties"]


def _doubled_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def test_a_parameter_per_field() -> None:
    assert [row["name"] for row in read_table("parameters")] == [f.name for f in fields(Parameters)]


def test_sixty_products_share_the_demand() -> None:
    found = read_table("products")
    assert 60 <= len(found) <= 62
    assert sum(float(row["share_percent"]) for row in found) == pytest.approx(100, abs=0.5)


def test_a_pack_with_diluent_is_freeze_sensitive() -> None:
    found = [r for r in read_table("products") if "diluent" in r["presentation"]]
    assert found
    assert all(row["freeze_sensitive"] == "1" for row in found)


def test_minimum_remaining_life_is_less_than_the_shelf_life() -> None:
    for row in read_table("products"):
        assert 0 < int(row["min_remaining_days"]) <= int(row["shelf_life_months"]) * 31 // 2, row["id"]


def test_rabies_cannot_be_given_later() -> None:
    rabies = [row for row in read_table("products") if row["disease"].startswith("rabies")]
    assert len(rabies) >= 3
    assert {(row["back_orderable"], row["priority"]) for row in rabies} == {("0", "1")}


def test_loaded_boxes_fit_the_payload_of_each_vehicle() -> None:
    loaded = {row["id"]: float(row["loaded_kg"]) for row in read_table("boxes")}
    for row in read_table("vehicle_types"):
        assert int(row["box_positions"]) * loaded[row["box_id"]] <= float(row["payload_kg"]), row["id"]


def test_every_depot_is_reached_from_a_source_open_today() -> None:
    sites = {row["id"]: row for row in read_table("sites")}
    reached = {i for i, row in sites.items() if row["kind"] in ("gateway", "maker")}
    lanes = [r for r in read_table("lanes") if not r["open_from"] or r["open_from"] <= MONDAY.isoformat()]
    for _ in sites:
        reached |= {lane["destination_id"] for lane in lanes if lane["origin_id"] in reached}
    assert {i for i, row in sites.items() if row["kind"] in ("hub", "depot")} <= reached


def test_the_central_warehouses_lie_in_the_zones_of_their_cities() -> None:
    assert all(row["evidence"].startswith("assumed") for row in read_table("ban_zones"))
    hubs = {row["id"]: row["district_pre_2025"] for row in read_table("sites")}
    districts = {row["id"]: row["districts"].split(";") for row in read_table("ban_zones")}
    assert hubs["dc-hanoi"] in districts["HN-RING35"]
    assert hubs["dc-hcm-hoang-van-thu"] in districts["HCM-RING"]


def test_an_active_ban_has_hours_and_a_first_day() -> None:
    found = read_table("bans")
    active = [row for row in found if row["active"] == "1"]
    assert all(row["start"] and row["end"] and row["valid_from"] for row in active)
    assert all(row["note"] for row in found if row["active"] == "0")


def test_the_page_of_the_tables_is_what_its_script_makes() -> None:
    page = script("page")
    assert page.PAGE.read_text(encoding="utf-8") == page.data_page()
