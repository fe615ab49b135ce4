"""allocation.json: written and read back to the last cell; broken files are named fault by fault."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from distribution.errors import InputError
from distribution.files.quarter_codec import (
    quarter_code,
    quarter_of,
    quarter_text,
    read_quarter,
    write_quarter,
)
from distribution.files.quarter_schema import quarter_schema, schema_of_quarter
from distribution.quarter.answer import (
    FillLevel,
    Issue,
    Movement,
    Overflow,
    QuarterAllocation,
    Wanted,
    nightly_horizon,
)

MONDAY = date(2026, 11, 23)


def _allocation() -> QuarterAllocation:
    issue = Issue(
        period=0,
        centre_id="vnvc-o-mon",
        product_id="HEXA",
        lot_id="L1",
        use_by=date(2027, 9, 1),
        depot_id="can-tho",
        packs=3,
        doses=30,
    )
    movement = Movement(
        period=0,
        received_period=2,
        lane_id="a--b",
        origin_id="a",
        destination_id="b",
        product_id="HEXA",
        lot_id="L1",
        packs=7,
    )
    return QuarterAllocation(
        as_of=MONDAY,
        horizon=nightly_horizon(MONDAY),
        issues=(issue, issue),
        movements=(movement,),
        wanted=(Wanted(period=1, centre_id="vnvc-o-mon", product_id="HEXA", packs=4, unmet=1),),
        overflows=(Overflow(period=0, subject_id="b", band="cold", over_ml=12, opening=True),),
        levels=(
            FillLevel(week=0, centre_id="vnvc-o-mon", product_id="HEXA", need_packs=4, level=0.75, packs=3),
        ),
        objective_vnd=10**12,
        bound_vnd=None,
        inputs_digest="ab" * 32,
        synthetic=True,
        warnings=(("warning.x", {"tên": "Ô Môn"}),),
    )


def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(quarter_text(_allocation()))
    return document


def test_round_trip_gives_an_equal_allocation(tmp_path: Path) -> None:
    write_quarter(_allocation(), tmp_path / "allocation.json")
    assert read_quarter(tmp_path / "allocation.json") == _allocation()


def test_same_allocation_gives_the_same_bytes() -> None:
    assert quarter_text(quarter_of(_document())) == quarter_text(_allocation())
    assert quarter_code(quarter_of(_document())) == quarter_code(_allocation())


def test_shipped_schema_is_the_one_of_the_types() -> None:
    assert quarter_schema() == schema_of_quarter()


def test_written_allocation_keeps_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(quarter_schema())
    validator.check_schema(quarter_schema())
    assert list(validator.iter_errors(_document())) == []


def test_a_file_of_before_a_field_was_added_is_still_read() -> None:
    document = _document()
    del document["allocation"]["levels"], document["allocation"]["bound_vnd"]
    assert quarter_of(document).levels == ()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"schema_version": 1}', '{"schema_version": 9, "allocation": {}}']
)
def test_broken_file_is_an_input_error(content: str, tmp_path: Path) -> None:
    path = tmp_path / "allocation.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_quarter(path)
    assert {fault.file for fault in caught.value.faults} == {"allocation.json"}


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_quarter(tmp_path / "allocation.json")


@pytest.mark.parametrize(
    ("table", "column", "cells"),
    [
        ("issues", "packs", [3, "3"]),
        ("issues", "packs", [3]),
        ("issues", "use_by", ["2027-09-01", "1/9/2027"]),
        ("issues", "use_by", ["2027-09-01", 7]),
        ("issues", "bottles", [1, 1]),
        ("overflows", "opening", [1]),
        ("levels", "level", ["much"]),
    ],
)
def test_a_wrong_column_is_named(table: str, column: str, cells: list[Any], tmp_path: Path) -> None:
    document = _document()
    document["allocation"][table][column] = cells
    path = tmp_path / "allocation.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_quarter(path)
    assert table in caught.value.faults[0].arguments["detail"]
