"""The tables of the simulation are whole, and a user's changes are read with every fault told."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from distribution.errors import InputError
from distribution.files.bundled import read_table
from distribution.files.simulation_rows import bundled_assumptions
from distribution.simulation.assumptions import ROAD_CLASSES, Assumptions


def test_every_assumption_has_one_row_with_unit_evidence_and_note() -> None:
    rows = read_table("simulation")
    names = [row["name"] for row in rows]
    assert sorted(names) == sorted(f.name for f in fields(Assumptions) if f.name != "roads")
    assert all(row["unit"] and row["evidence"] and row["note"] for row in rows)


@pytest.mark.parametrize("road_class", ROAD_CLASSES)
def test_every_hour_of_a_road_class_has_one_row(road_class: str) -> None:
    rows = [row for row in read_table("travel_variation") if row["road_class"] == road_class]
    hours = [h for row in rows for h in range(int(row["from_hour"]), int(row["to_hour"]))]
    assert sorted(hours) == list(range(24))
    assert all(row["evidence"] and 0 < float(row["cv"]) < 1 for row in rows)


def test_every_month_has_its_season() -> None:
    assert [row["month"] for row in read_table("travel_season")] == [str(m) for m in range(1, 13)]


def test_a_changed_row_takes_the_place_of_the_bundled_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,value\nbreakdown_km,20000\nfreeze_fault_c,-18\n", encoding="utf-8")
    mine, bundled = bundled_assumptions(path), bundled_assumptions()
    assert (mine.breakdown_km, mine.freeze_fault_c) == (20_000.0, -18.0)
    assert mine.service_cv == bundled.service_cv


def test_every_fault_of_the_changes_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "name,value\nbreakdowns,1\nservice_cv,much\nrelief_least_s,0.5\nheat_fault,2\nferry_cv,-1\nloading_cv,nan\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as told:
        bundled_assumptions(path)
    assert [(f.row, f.code) for f in told.value.faults] == [
        (2, "simulation_name"),
        (3, "simulation_number"),
        (4, "simulation_number"),
        (5, "simulation_share"),
        (6, "simulation_number"),
        (7, "simulation_number"),
    ]


@pytest.mark.parametrize("content", ["", "what,ever\n1,2\n"])
def test_a_file_without_its_columns_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as told:
        bundled_assumptions(path)
    assert [f.code for f in told.value.faults] == ["simulation_columns"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        bundled_assumptions(tmp_path / "none.csv")
    assert told.value.faults[0].code == "assumptions_missing"
