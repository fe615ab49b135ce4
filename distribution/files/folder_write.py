"""The same input as a folder of CSV files, one a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from distribution.calendar import Week
from distribution.errors import StorageError
from distribution.files.about import about_rows
from distribution.files.sheets import ABOUT
from distribution.schema.all import TABLES


def write_folder(
    folder: Path,
    rows_by_table: Mapping[str, Sequence[Mapping[str, Any]]],
    lang: str,
    *,
    synthetic: bool,
    week: Week,
) -> None:
    """Write one CSV (UTF-8, comma, column names as headings) for each table given, and ``about.csv``.

    Raises
    ------
    StorageError
        When the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / f"{ABOUT}.csv", about_rows(lang, synthetic, week))
        for name, rows in rows_by_table.items():
            columns = [c.name for c in TABLES[name].columns]
            days = [key for key in rows[0] if key not in columns] if TABLES[name].days and rows else []
            names = columns + days
            _write(folder / f"{name}.csv", [names, *([_text(row.get(n)) for n in names] for row in rows)])
    except OSError as error:
        raise StorageError(f"{folder.name}: {error}") from error


def _write(path: Path, records: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(records)


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
