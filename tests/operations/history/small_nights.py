"""Real nights of the small input, through the command line."""

from __future__ import annotations

import csv
from pathlib import Path

from command_line import WEEK, Ran, coldchain


def allocate(home: Path, as_of: str = str(WEEK.monday), *more: object) -> Ran:
    asked = ("--as-of", as_of, "--max-age", 10**6, "--accept-jump", "--iterations", 5, "--json")
    folders = ("--input", home / "input", "--out", home / "allocations", "--log", home / "log")
    ran = coldchain("allocate", *folders, *asked, *more)
    assert ran.code in (0, 10), ran.err
    return ran


def change(home: Path, table: str, column: str, value: str) -> None:
    path = home / "input" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows([{**row, column: value} for row in rows])
