"""Rows of a ledger stand under their own headings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.ledger_rows import add_row, stamp


def test_a_row_keeps_to_the_headings_that_there_are(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    add_row(ledger, {"date": "today", "seconds": 1})
    add_row(ledger, {"seconds": 2, "date": "tomorrow"})
    add_row(ledger, {"date": "later"})
    with ledger.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["seconds"] for row in rows] == ["1", "2", ""]
    assert [row["date"] for row in rows] == ["today", "tomorrow", "later"]


def test_a_figure_without_a_heading_is_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    add_row(ledger, {"date": "today"})
    with pytest.raises(ValueError, match="gap"):
        add_row(ledger, {"date": "today", "gap": 3})


def test_a_stamp_names_versions() -> None:
    assert {"date", "python", "cpus", "numpy"} == set(stamp("numpy"))
