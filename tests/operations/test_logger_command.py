"""``coldchain logger`` as people run it: what it says, its exit codes, and a faulty file."""

from __future__ import annotations

from pathlib import Path

from command_line import coldchain

from operations.exit_codes import ExitCode

EXPORTS = Path(__file__).resolve().parents[1] / "distribution" / "logger_exports"


def test_a_trip_with_excursions_is_done_with_warnings() -> None:
    ran = coldchain("logger", EXPORTS / "fahrenheit.csv", "--lang", "en")
    assert ran.code == ExitCode.WARNINGS
    # three readings above 8 °C and three below 2 °C, one of them past the freezing threshold
    assert "15 min above 8 °C, up to 9.1 °C" in ran.out
    assert "15 min below 2 °C, down to -0.8 °C, past −0.5 °C: frozen" in ran.out


def test_programs_get_the_figures() -> None:
    facts = coldchain("logger", EXPORTS / "vietnamese.csv", "--json").facts
    assert (facts["hot_min"], facts["cool_min"], facts["freeze_min"]) == (15.0, 15.0, 5.0)
    assert [e["broken"] for e in facts["excursions"]] == ["heat", "freeze"]
    assert facts["excursions"][0]["at"] == "2026-11-23T06:05:00"


def test_a_trip_inside_the_band_is_done(tmp_path: Path) -> None:
    path = tmp_path / "trip.csv"
    path.write_text("Time,Temp (°C)\n2026-11-23 08:00,5\n2026-11-23 08:05,4.5\n", encoding="utf-8")
    ran = coldchain("logger", path)
    assert ran.code == ExitCode.DONE
    assert "Không lần nào ra khỏi dải" in ran.out


def test_a_faulty_export_is_rejected_with_row_and_remedy(tmp_path: Path) -> None:
    lines = (EXPORTS / "vietnamese.csv").read_text(encoding="utf-8").splitlines()
    path = tmp_path / "trip.csv"
    path.write_text("\n".join(lines[:5] + lines[7:]), encoding="utf-8")
    ran = coldchain("logger", path, "--lang", "en")
    assert ran.code == ExitCode.INPUT_REJECTED
    assert "row 6" in ran.err
    assert "--accept-gaps" in ran.err


def test_a_run_needs_its_plan() -> None:
    assert coldchain("logger", EXPORTS / "vietnamese.csv", "--run", "R-1").code == 2


def test_the_picture_is_written_once(tmp_path: Path) -> None:
    picture = tmp_path / "trip.svg"
    ran = coldchain("logger", EXPORTS / "vietnamese.csv", "--picture", picture)
    assert ran.code == ExitCode.WARNINGS
    assert picture.read_text(encoding="utf-8").startswith("<svg")
    again = coldchain("logger", EXPORTS / "vietnamese.csv", "--picture", picture)
    assert again.code == ExitCode.STORAGE
