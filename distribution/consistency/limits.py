"""From where on a figure is doubted: the rows of ``data/check_limits.csv``, each with its evidence."""

from __future__ import annotations

import csv
from functools import cache

from distribution.files.bundled import data_path


@cache
def check_limits() -> dict[str, float]:
    """Return the limits by name, in the units of the table's column ``unit``."""
    with data_path("check_limits.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
