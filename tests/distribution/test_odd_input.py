"""What a careful storekeeper asks about: told with file, rows and remedy, and not refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from input_sheets import WEEK, Sheets, put, save, sound_sheets

from distribution.files.assemble import read_inputs
from distribution.language.catalogue import say

Warned = tuple[str, Mapping[str, str]]
FILE = "w.xlsx"


def _warnings(sheets: Sheets, folder: Path, as_of: date | None = None) -> dict[str, Mapping[str, str]]:
    """Return the warnings of a workbook by key, each of which must read well in both languages."""
    found = read_inputs(save(sheets, folder / FILE), WEEK, as_of).warnings
    for key, arguments in found:
        for lang in ("vi", "en"):
            sentence = say(key, lang, **arguments)
            assert key == "warning.ban_inactive" or ";" in sentence  # what is odd; what to do
    return dict(found)


def _add(sheets: Sheets, sheet: str, **values: object) -> None:
    """Add a row like the last one, with other values."""
    head, last = sheets[sheet][0], sheets[sheet][-1]
    sheets[sheet].append([values.get(str(name), cell) for name, cell in zip(head, last, strict=True)])


def test_a_store_over_its_litres_is_told_with_its_rows(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "stock", 2, "doses", 10_000_000)
    warned = _warnings(sheets, tmp_path)["warning.store_overfull"]
    assert (warned["file"], warned["rows"]) == (f"{FILE} / stock", "2")


def test_a_quarantined_lot_is_told_with_its_rows(tmp_path: Path) -> None:
    sheets = sound_sheets()
    put(sheets, "lots", 2, "status", "quarantined")
    warned = _warnings(sheets, tmp_path)["warning.lot_withheld"]
    assert (warned["rows"], warned["doses"]) == (
        "2",
        str(sheets["stock"][1][sheets["stock"][0].index("doses")]),
    )


@pytest.mark.parametrize(("days", "told"), [(1, True), (2, False), (3, False)])
def test_a_lot_that_ran_out_since_monday_is_told(tmp_path: Path, days: int, told: bool) -> None:
    """On the Wednesday a lot that was good until Tuesday has run out; one of Wednesday is good that day."""
    sheets = sound_sheets()
    put(sheets, "stock", 2, "use_by", WEEK.monday + timedelta(days=days))
    warned = _warnings(sheets, tmp_path, WEEK.monday + timedelta(days=2))
    assert ("warning.lot_run_out" in warned) is told


@pytest.mark.parametrize(("as_of", "told"), [(0, False), (2, True)])
def test_an_arrival_of_a_day_gone_by_is_told(tmp_path: Path, as_of: int, told: bool) -> None:
    """The arrival is of the Monday."""
    warned = _warnings(sound_sheets(), tmp_path, WEEK.monday + timedelta(days=as_of))
    assert ("warning.arrivals_past" in warned) is told
    if told:
        assert warned["warning.arrivals_past"]["rows"] == "2"


def test_centres_without_a_row_in_the_forecast_are_counted_and_named(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    del sheets["centres"][4:]
    warned = _warnings(sheets, tmp_path)["warning.no_forecast_rows"]
    absent = [str(row[sheets["centres"][0].index("id")]) for row in sheets["centres"][2:]]
    assert (warned["count"], warned["all"]) == ("2", "3")
    assert warned["centres"] == ", ".join(absent)


def test_a_forecast_of_nothing_but_noughts_is_told_with_its_row(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    del sheets["centres"][3:]
    _add(sheets, "forecast", centre_id=sheets["centres"][2][sheets["centres"][0].index("id")])
    sheets["forecast"][2][2:] = [0] * len(sheets["forecast"][2][2:])
    warned = _warnings(sheets, tmp_path)["warning.no_forecast"]
    assert (warned["rows"], warned["count"]) == ("3", "1")


def test_when_every_centre_has_a_forecast_nothing_is_told(tmp_path: Path) -> None:
    sheets = sound_sheets("centres")
    del sheets["centres"][2:]
    assert not {key for key in _warnings(sheets, tmp_path) if key.startswith("warning.no_forecast")}


@pytest.mark.parametrize(("weeks", "last"), [(1, 5), (4, 26)])
def test_a_centre_closed_all_week_or_all_weeks_is_told_until_when(
    tmp_path: Path, weeks: int, last: int
) -> None:
    sheets = sound_sheets()
    centre = sheets["forecast"][1][0]
    days = [WEEK.monday + timedelta(days=d) for d in range(7 * weeks)]
    sheets["closures"] = [["centre_id", "day", "reason"], *([centre, day, "sửa chữa"] for day in days)]
    warned = _warnings(sheets, tmp_path)["warning.centre_closed"]
    assert warned["last"] == f"{WEEK.monday + timedelta(days=last):%d/%m/%Y}"
    assert warned["rows"].startswith("2, 3")


def test_a_centre_open_on_one_day_is_not_told(tmp_path: Path) -> None:
    sheets = sound_sheets()
    centre = sheets["forecast"][1][0]
    days = [WEEK.monday + timedelta(days=d) for d in range(5)]
    sheets["closures"] = [["centre_id", "day", "reason"], *([centre, day, "sửa chữa"] for day in days)]
    assert "warning.centre_closed" not in _warnings(sheets, tmp_path)
