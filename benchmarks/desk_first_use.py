"""A new user's first plan: the commands of the README for an own network of five centres, timed.

What a person types into the workbook is written into its cells here, so the minutes of typing are not
counted; how many cells there are is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.desk_first_rows import Rows, typed_rows
from distribution.schema.all import TABLES

WEEK = "2026-W48"
BOOK = "my.xlsx"
COMMANDS = (
    ("template", BOOK, "--own", "--lang", "en"),
    ("check", BOOK, "--week", WEEK, "--lang", "en"),
    ("plan", "--input", BOOK, "--week", WEEK, "--seconds", "10", "--lang", "en", "--json"),
)
SET_UP = 3
"""Commands before these: clone and enter, ``make ready``, activate; they are timed by hand."""


def first_use(home: Path) -> dict[str, Any]:
    """Return how many commands and typed cells the first own plan takes, and how long the program works.

    Raises
    ------
    RuntimeError
        When a command fails, with what it said.
    """
    home.mkdir(parents=True)
    began, processor = time.perf_counter(), _children_s()
    _coldchain(home, COMMANDS[0])
    cells = _typed(home / BOOK)
    _coldchain(home, COMMANDS[1])
    told = json.loads(_coldchain(home, COMMANDS[2]))
    return {
        "first_use_commands": SET_UP + len(COMMANDS),
        "first_use_cells": cells,
        "first_use_seconds": round(time.perf_counter() - began, 1),
        "first_use_cpu_seconds": round(_children_s() - processor, 1),
        "first_use_served": told["served"],
    }


def _typed(path: Path) -> int:
    """Fill the sheets of the workbook, as a person would below the headings, and return how many cells."""
    book = openpyxl.load_workbook(path)
    cells = sum(_fill(book[name], name, rows) for name, rows in typed_rows().items())
    book.save(path)
    return cells


def _fill(sheet: Worksheet, name: str, rows: Rows) -> int:
    """Replace the rows of a sheet; what is not typed stays empty.  The days of a forecast are headings."""
    columns = [column.name for column in TABLES[name].columns]
    days = (cell.value for cell in sheet[1][len(columns) :])
    columns += [day.date().isoformat() for day in days if isinstance(day, datetime)]
    sheet.delete_rows(2, sheet.max_row)
    for number, row in enumerate(rows, start=2):
        for column, value in row.items():
            sheet.cell(number, columns.index(column) + 1).value = value
    return sum(len(row) for row in rows)


def _coldchain(home: Path, arguments: tuple[str, ...]) -> str:
    command = [sys.executable, "-m", "operations.cli", *arguments]
    ran = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    if ran.returncode not in (0, 10):
        raise RuntimeError(f"{' '.join(arguments)}: {ran.stderr}")
    return ran.stdout


def _children_s() -> float:
    times = os.times()
    return times.children_user + times.children_system
