"""Yesterday's file in other clothes: an old stock beside new tables, the same doses, clocks that differ."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from distribution.language.catalogue import say
from operations.night.freshness import Totals, odd_nights, stale_files

DAY = date(2026, 11, 25)
VIETNAM = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 25, 22, 0, tzinfo=VIETNAM)


def _written(path: Path, moment: datetime) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


def _codes(source: Path, now: datetime = NOW, as_of: date = DAY) -> list[tuple[str, str]]:
    return [(fault.file, fault.code) for fault in stale_files(source, as_of, now, 24)]


def test_an_old_stock_beside_new_tables_is_yesterdays_file(tmp_path: Path) -> None:
    _written(tmp_path / "stock.csv", NOW - timedelta(hours=30))
    _written(tmp_path / "forecast.csv", NOW - timedelta(hours=1))
    assert _codes(tmp_path) == [("stock.csv", "input_stale")]


def test_old_tables_beside_a_new_stock_are_fine(tmp_path: Path) -> None:
    _written(tmp_path / "stock.csv", NOW - timedelta(hours=1))
    _written(tmp_path / "centres.csv", NOW - timedelta(days=300))
    assert _codes(tmp_path) == []


@pytest.mark.parametrize(("hours", "codes"), [(-1, []), (0.5, []), (2, [("w.xlsx", "input_ahead")])])
def test_a_file_of_the_future_means_that_a_clock_is_wrong(
    tmp_path: Path, hours: float, codes: list[tuple[str, str]]
) -> None:
    assert _codes(_written(tmp_path / "w.xlsx", NOW + timedelta(hours=hours))) == codes


@pytest.mark.parametrize("offset", [-8, 0, 7, 14])
def test_the_time_zone_of_the_machine_changes_nothing(tmp_path: Path, offset: int) -> None:
    """The same moments, told by machines elsewhere: fresh stays fresh."""
    source = _written(tmp_path / "w.xlsx", NOW - timedelta(hours=2))
    elsewhere = NOW.astimezone(timezone(timedelta(hours=offset)))
    assert _codes(source, elsewhere, elsewhere.date()) == []


def test_a_night_computed_again_later_takes_the_file_of_then(tmp_path: Path) -> None:
    source = _written(tmp_path / "w.xlsx", NOW - timedelta(hours=2))
    assert _codes(source, NOW + timedelta(days=30)) == []


def _totals(day: date, stock: Mapping[str, int], *, synthetic: bool = False) -> Totals:
    return Totals(as_of=day, stock=stock, forecast={"HEXA": 10}, synthetic=synthetic)


@pytest.mark.parametrize(
    ("before", "keys"),
    [
        (None, []),
        (_totals(DAY - timedelta(days=1), {"HEXA": 100}), ["warning.stock_unchanged"]),
        (_totals(DAY - timedelta(days=1), {"HEXA": 101}), []),
        (_totals(DAY, {"HEXA": 100}), []),
        (_totals(DAY + timedelta(days=1), {"HEXA": 90}), ["warning.night_backwards"]),
    ],
)
def test_the_same_stock_again_and_a_step_back_in_time_are_asked_about(
    before: Totals | None, keys: list[str]
) -> None:
    found = list(odd_nights(_totals(DAY, {"HEXA": 100}), before))
    assert [key for key, _ in found] == keys
    for key, arguments in found:
        assert "25/11/2026" in say(key, "en", **arguments)


def test_made_up_stock_may_be_the_same_all_week() -> None:
    before = _totals(DAY - timedelta(days=1), {"HEXA": 100}, synthetic=True)
    assert list(odd_nights(_totals(DAY, {"HEXA": 100}, synthetic=True), before)) == []
