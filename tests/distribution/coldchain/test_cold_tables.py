"""Impossible physics in the bundled tables is told at its row, with what to do."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from distribution.coldchain.tables import cold_faults
from distribution.consistency.report import fault_rows
from distribution.files import bundled
from distribution.files.bundled import table_path

Edit = Callable[..., Path]


@pytest.fixture
def edited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Change one cell of a bundled table in a copy that is read in its place."""

    def change(table: str, row: int, column: str, value: str) -> Path:
        path = tmp_path / table_path(table).name
        with table_path(table).open(encoding="utf-8", newline="") as file:
            records = list(csv.DictReader(file))
        records[row - 2][column] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(records)
        monkeypatch.setattr(bundled, "_HOMES", (tmp_path, *bundled._HOMES))
        return tmp_path

    return change


def test_the_tables_as_they_come_are_sound() -> None:
    assert cold_faults() == ()


@pytest.mark.parametrize(
    ("table", "column", "value", "code"),
    [
        ("box_calibration", "fitted_ua_w_k", "-0.4", "negative"),
        ("box_calibration", "fitted_ua_w_k", "0", "cold_nought"),
        ("box_thermal", "wall_mm", "0", "cold_nought"),
        ("box_thermal", "bare_share", "1.2", "cold_share"),
        ("box_thermal", "coolant_id", "WATER", "cold_reference"),
        ("coolants", "latent_kj_kg", "-334", "negative"),
        ("coolants", "melt_c", "zero", "not_number"),
        ("packing_recipes", "start_c", "4", "cold_melted"),
        ("packing_recipes", "melted_share", "1", "cold_all_melted"),
        ("packing_recipes", "least_load_share", "1.3", "cold_load"),
        ("packing_recipes", "coolant_kg", "", "cell_empty"),
        ("packing_recipes", "low_c", "9", "cold_band"),
        ("packing_recipes", "start_c", "-300", "cold_below_zero"),
        ("packing_recipes", "box_id", "RCW26", "cold_reference"),
        ("packing_recipes", "conditioning", "thawed", "choice"),
        ("compartments", "k_w_m2k", "-0.4", "negative"),
        ("compartments", "supply_least_c", "5", "cold_supply"),
        ("hold_times", "hold_h", "-1", "negative"),
        ("vvm", "activation_kj_mol", "0", "cold_nought"),
    ],
)
def test_what_cannot_be_is_told_at_its_cell(
    edited: Edit, table: str, column: str, value: str, code: str
) -> None:
    edited(table, 2, column, value)
    (fault,) = [f for f in cold_faults() if f.code == code]
    assert (fault.file, fault.row, fault.column) == (f"{table}.csv", 2, column)
    for lang in ("vi", "en"):
        (told,) = fault_rows([fault], lang)
        assert "{" not in f"{told['what']}{told['remedy']}"


def test_an_id_that_stands_twice_is_told(edited: Edit) -> None:
    edited("coolants", 3, "id", "ICE")
    assert {(f.code, f.row) for f in cold_faults() if f.file == "coolants.csv"} == {("duplicate", 3)}


def test_the_command_line_refuses_with_file_row_and_remedy(edited: Edit) -> None:
    edited("packing_recipes", 2, "least_load_share", "1.3")
    home = edited("box_calibration", 2, "fitted_ua_w_k", "-0.4")
    program = (
        "import sys; from pathlib import Path; from distribution.files import bundled\n"
        f"bundled._HOMES = (Path({str(home)!r}), *bundled._HOMES)\n"
        "from operations.cli import app\n"
        "app(['hold', 'RCW25', '--lang', 'en'])"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ran.returncode == 20
    assert "box_calibration.csv, row 2, column fitted_ua_w_k" in ran.stderr
    assert "packing_recipes.csv, row 2, column least_load_share" in ran.stderr
    assert "larger than the box" in ran.stderr
