"""Logger exports: nine layouts give one series; what is wrong is told with row and remedy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from distribution.coldchain.logged import LoggedSeries
from distribution.consistency.report import fault_rows
from distribution.errors import InputError
from distribution.files.logger_csv import read_logger

EXPORTS = Path(__file__).with_name("logger_exports")
FIRST_TEN = [5.0, 4.8, 4.6, 4.5, 4.4, 4.4, 4.3, 4.3, 4.2, 4.2]
READINGS = [*FIRST_TEN, 8.4, 9.1, 8.2, 5.0, 4.4, 1.4, -0.8, 1.2, 4.0, 4.1]
START = datetime(2026, 11, 23, 5, 15)


@pytest.mark.parametrize("path", sorted(EXPORTS.glob("*.csv")), ids=lambda path: path.stem)
def test_every_layout_is_the_same_trip(path: Path) -> None:
    series = read_logger(path)
    assert series.celsius == pytest.approx(READINGS, abs=0.01)
    assert (series.first, series.step_s, series.missing) == (START, 300.0, 0)
    assert series.unit == ("F" if path.stem == "fahrenheit" else "C")


def test_a_clock_that_is_known_to_be_off_is_shifted() -> None:
    series = read_logger(EXPORTS / "vietnamese.csv", shift_s=-7 * 3_600)
    assert series.first == datetime(2026, 11, 22, 22, 15)


def _faulty(tmp_path: Path, change: Callable[[list[str]], list[str]]) -> list[tuple[str, int | None]]:
    lines = (EXPORTS / "vietnamese.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "trip.csv"
    path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_logger(path)
    for lang in ("vi", "en"):
        assert all(row["what"] and row["remedy"] for row in fault_rows(caught.value.faults, lang))
    return [(fault.code, fault.row) for fault in caught.value.faults]


def test_a_gap(tmp_path: Path) -> None:
    # readings 5 and 6 (rows 6 and 7) are gone: the row after the pause is row 6
    assert _faulty(tmp_path, lambda lines: lines[:5] + lines[7:]) == [("logger_gap", 6)]


def test_an_accepted_gap_is_unknown(tmp_path: Path) -> None:
    lines = (EXPORTS / "vietnamese.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "trip.csv"
    path.write_text("\n".join(lines[:5] + lines[7:]), encoding="utf-8")
    series = read_logger(path, gaps_allowed=True)
    assert series.missing == 2
    assert np.isnan(series.celsius[4:6]).all()
    assert series.celsius[6] == 4.3


def test_two_headings(tmp_path: Path) -> None:
    assert _faulty(tmp_path, lambda lines: lines[:10] + lines) == [("logger_two_headings", 11)]


def test_a_clock_set_back_on_the_way(tmp_path: Path) -> None:
    def back(lines: list[str]) -> list[str]:
        return lines[:10] + [line.replace("05:", "04:").replace("06:", "05:") for line in lines[10:]]

    assert _faulty(tmp_path, back) == [("logger_clock_back", 11)]


def test_a_clock_that_was_never_set(tmp_path: Path) -> None:
    def unset(lines: list[str]) -> list[str]:
        return [line.replace("/11/2026", "/11/2000") for line in lines]

    assert _faulty(tmp_path, unset) == [("logger_clock_unset", 2)]


def test_fahrenheit_that_is_not_said(tmp_path: Path) -> None:
    def unsaid(lines: list[str]) -> list[str]:
        pairs = [line.split(",") for line in lines[1:]]
        return ["Time,Temperature", *(f"{t},{float(c) * 1.8 + 32:.1f}" for t, c in pairs)]

    assert _faulty(tmp_path, unsaid) == [("logger_unit_fahrenheit", 2)]
    series = read_logger(tmp_path / "trip.csv", unit="F")
    assert series.celsius == pytest.approx(READINGS, abs=0.05)


def test_a_unit_that_is_nowhere(tmp_path: Path) -> None:
    assert _faulty(tmp_path, lambda lines: ["Time,Temperature", *lines[1:]]) == [("logger_unit_unsaid", 2)]


def test_every_fault_at_once(tmp_path: Path) -> None:
    def worse(lines: list[str]) -> list[str]:
        lines[3] = lines[3].replace("4.6", "warm")
        lines[7] = "yesterday,4.3"
        return lines

    assert _faulty(tmp_path, worse) == [("logger_reading", 4), ("logger_time", 8)]


def test_a_broken_sensor(tmp_path: Path) -> None:
    def broken(lines: list[str]) -> list[str]:
        return [line.replace(",9.1", ",327.6") for line in lines]

    assert _faulty(tmp_path, broken) == [("logger_sensor", 13)]


def test_two_sensors_ask_for_one(tmp_path: Path) -> None:
    def two(lines: list[str]) -> list[str]:
        return ["Time,Inside temp (°C),Outside temp (°C)", *(line + ",30.0" for line in lines[1:])]

    assert _faulty(tmp_path, two) == [("logger_which_sensor", 1)]
    series: LoggedSeries = read_logger(tmp_path / "trip.csv", sensor="outside temp (°C)")
    assert set(series.celsius) == {30.0}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logger_empty"),
        (b"PK\x03\x04", "logger_no_text"),
        (b"%PDF-1.7\x00\x01", "logger_no_text"),
        (b"a,b\n1,2\n", "logger_no_heading"),
        ("Thời gian,Nhiệt độ (°C)\n".encode(), "logger_short"),
    ],
)
def test_files_that_are_no_export(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "trip.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_logger(path)
    assert [fault.code for fault in caught.value.faults] == [code]


def test_a_month_before_the_day_is_seen_from_the_dates(tmp_path: Path) -> None:
    path = tmp_path / "trip.csv"
    rows = [f"{month:02d}/{day:02d}/2026 08:00,5" for month, day in ((11, 9), (11, 10), (11, 11), (11, 12))]
    path.write_text("Time,Temp °C\n" + "\n".join(rows), encoding="utf-8")
    assert read_logger(path).first == datetime(2026, 11, 9, 8)  # a month apart otherwise
    assert read_logger(path).step_s == 86_400


@pytest.mark.parametrize(
    ("heading", "stamp"),
    [
        ("Time", "2026-11-22T22:{m:02d}:00Z"),
        ("Time", "2026-11-22T23:{m:02d}:00+01:00"),
        ("Date Time, GMT-05:00", "2026-11-22 17:{m:02d}:00"),
        ("Time (UTC)", "2026-11-22 22:{m:02d}:00"),
        ("Time (UTC+7)", "2026-11-23 05:{m:02d}:00"),
        ("Zeit", "23.11.2026 05:{m:02d}:00"),
    ],
)
def test_a_clock_of_another_zone_is_made_vietnams(tmp_path: Path, heading: str, stamp: str) -> None:
    # five past five in the morning in Việt Nam, whatever the zone says
    path = tmp_path / "trip.csv"
    rows = [f"{stamp.format(m=m)}\t5.0" for m in (5, 10, 15)]
    path.write_text("\n".join([f"{heading}\tTemp (°C)", *rows]) + "\n", encoding="utf-8")
    assert read_logger(path).first == datetime(2026, 11, 23, 5, 5)


def test_the_end_of_summer_time_is_no_trouble_where_offsets_are_written(tmp_path: Path) -> None:
    path = tmp_path / "trip.csv"
    stamps = ["02:50:00+02:00", "02:55:00+02:00", "02:00:00+01:00", "02:05:00+01:00"]
    rows = [f"2026-10-25T{stamp},5.0" for stamp in stamps]
    path.write_text("Time,Temp (°C)\n" + "\n".join(rows) + "\n", encoding="utf-8")
    series = read_logger(path)
    assert (series.first, series.step_s, series.missing) == (datetime(2026, 10, 25, 7, 50), 300.0, 0)
    assert series.moved_s == 5 * 3_600


def test_a_time_that_stands_twice(tmp_path: Path) -> None:
    assert _faulty(tmp_path, lambda lines: [*lines[:5], lines[4], *lines[5:]]) == [("logger_time_twice", 6)]


@pytest.mark.parametrize(
    ("degrees", "said", "codes"),
    [
        ("35.0", "(°C)", []),  # a warm day outside, where in a load it would be 1.7 °C in Fahrenheit
        ("95.0", "(°C)", ["logger_air_fahrenheit"]),
        ("95.0", "", ["logger_air_fahrenheit"]),
        ("35.0", "", ["logger_unit_unsaid"]),
        ("95.0", "(°F)", []),
    ],
)
def test_air_outside_may_be_as_warm_as_a_cold_load_is_in_fahrenheit(
    tmp_path: Path, degrees: str, said: str, codes: list[str]
) -> None:
    path = tmp_path / "air.csv"
    rows = [f"2026-11-23 05:{minute:02d}:00,{degrees}" for minute in range(0, 60, 10)]
    path.write_text("\n".join([f"Date Time,Temperature {said}", *rows]) + "\n", encoding="utf-8")
    if not codes:
        assert round(float(read_logger(path, outside=True).celsius[0])) == 35
        return
    with pytest.raises(InputError) as refused:
        read_logger(path, outside=True)
    assert [fault.code for fault in refused.value.faults] == codes
    assert refused.value.faults[0].arguments["option"] == "--air-unit"
    fahrenheit = read_logger(path, outside=True, unit="F")
    assert float(fahrenheit.celsius[0]) == pytest.approx((float(degrees) - 32) / 1.8)
