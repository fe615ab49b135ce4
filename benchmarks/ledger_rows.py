"""One row a run in a CSV ledger, under the ledger's own headings."""

from __future__ import annotations

import csv
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any


def stamp(*packages: str) -> dict[str, Any]:
    """Return the date (UTC), the Python and the cores of a run, and the versions of packages by name."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        **{package: version(package) for package in packages},
    }


def add_row(ledger: Path, row: Mapping[str, Any], columns: Sequence[str] = ()) -> None:
    """Add a row, at once, so that it stays when later runs are broken off.

    A new ledger begins with ``columns``, or with those of its first row; what a row lacks stays empty.

    Raises
    ------
    ValueError
        When the ledger has no column for a figure: it would stand under another's heading.
    """
    headings = _headings(ledger)
    with ledger.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings or columns or list(row), lineterminator="\n")
        if not headings:
            writer.writeheader()
        writer.writerow(row)


def _headings(ledger: Path) -> list[str]:
    if not ledger.exists():
        return []
    with ledger.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file), [])
