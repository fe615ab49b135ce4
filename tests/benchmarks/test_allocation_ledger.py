"""The night's ledger keeps one row a run, whatever part of it was measured."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from benchmarks import allocation_ledger


def rows_of(ledger: Path) -> list[dict[str, str]]:
    with ledger.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_part_of_the_figures_is_a_row_and_the_rest_stays_empty(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    allocation_ledger.append({"gap_percent": 0.2, "seconds": 140, "synthetic": True}, ledger)
    allocation_ledger.append({"weekly_seconds": 50}, ledger, date="2026-11-29")
    first, second = rows_of(ledger)
    assert tuple(first) == allocation_ledger.COLUMNS
    assert (first["gap_percent"], first["weekly_seconds"]) == ("0.2", "")
    assert first["engine"]
    assert first["ortools"]
    assert (second["date"], second["weekly_seconds"]) == ("2026-11-29", "50")


def test_figures_told_part_by_part_are_entered_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, ledger = tmp_path / "told.jsonl", tmp_path / "ledger.csv"
    told.write_text("\n".join(json.dumps(part) for part in ({"seconds": 1}, {"lp_seconds": 900})))
    monkeypatch.setattr(allocation_ledger.append, "__defaults__", (ledger,))
    monkeypatch.setattr(sys, "argv", ["ledger", str(told), "--date", "2026-11-29", "--load", "1"])
    allocation_ledger.main()
    (row,) = rows_of(ledger)
    assert (row["seconds"], row["lp_seconds"], row["load"]) == ("1", "900", "1.0")
