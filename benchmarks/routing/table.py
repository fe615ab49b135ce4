"""The figures as text for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Rows = Sequence[Mapping[str, Any]]


def table(figures: Mapping[str, Rows]) -> str:
    """Return means and comparisons as columns, then what was left out and what went wrong."""
    blocks = [
        _columns("Mean gap to the best known, %", figures["means"]),
        _columns("Difference of mean gaps, points, and its 95 % interval", figures["compare"]),
        _columns("Left out", figures["skipped"]),
        _columns("Not counted", [_fault(run) for run in figures["runs"] if run["error"]]),
    ]
    return "\n\n".join(block for block in blocks if block)


def _fault(run: Mapping[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("class", "instance", "engine", "seed", "error")}


def _columns(title: str, rows: Rows) -> str:
    """Return rows under their names, each column as wide as its widest cell; nothing without rows."""
    if not rows:
        return ""
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) for row in cells]
    return "\n".join([title, *(line.rstrip() for line in lines)])


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
