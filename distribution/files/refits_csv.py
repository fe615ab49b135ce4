"""The door for refits that ``coldchain logger --save`` wrote: conductances of boxes, by box."""

from __future__ import annotations

import math
from collections.abc import Collection
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.csv_rows import csv_rows

COLUMNS = ("subject_id", "after_w_k")


def read_refits(path: Path, box_ids: Collection[str]) -> dict[str, float]:
    """Return the refitted conductance (W/K) of each box in a file.

    Raises
    ------
    InputError
        With every fault: no file or none that can be read, a column missing, a subject that is no box
        (a body's K stands in ``data/compartments.csv``), a conductance that is no number above 0.
    """
    rows, headings = csv_rows(path, "refit_missing")
    lacking = [name for name in COLUMNS if name not in headings]
    if lacking:
        raise InputError(Fault(code="refit_column", file=path.name, column=name) for name in lacking)
    found: dict[str, float] = {}
    faults = []
    for number, row in enumerate(rows, start=2):
        if row["subject_id"] not in box_ids:
            told = {"subject": row["subject_id"] or ""}
            faults.append(Fault(code="refit_no_box", file=path.name, row=number, arguments=told))
        value = _number(row["after_w_k"])
        if value is None or value <= 0:
            told = {"value": row["after_w_k"] or ""}
            faults.append(
                Fault(code="refit_ua", file=path.name, row=number, column="after_w_k", arguments=told)
            )
        else:
            found[row["subject_id"]] = value
    if faults:
        raise InputError(faults)
    return found


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if math.isfinite(value) else None
