"""The figures as text for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SLACK = 1.1  # of the time asked for, and a second
Rows = Sequence[Mapping[str, Any]]


def table(figures: Mapping[str, Rows]) -> str:
    """Return means and comparisons as columns, then what was left out and what went wrong."""
    blocks = [
        _columns("Mean gap to the best known, %", figures["means"]),
        _columns(
            "Engine less the other: difference of mean gaps, points, and its 95 % interval",
            figures["compare"],
        ),
        _columns("Left out", figures["skipped"]),
        _columns("Took longer than asked", [_late(run) for run in figures["runs"] if _overran(run)]),
        _columns("Not counted", [_fault(run) for run in figures["runs"] if run["error"]]),
    ]
    return "\n\n".join(block for block in blocks if block)


def _overran(run: Mapping[str, Any]) -> bool:
    return run["wall_s"] is not None and run["wall_s"] > SLACK * run["seconds"] + 1.0


def _late(run: Mapping[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("class", "instance", "engine", "seed", "seconds", "wall_s")}


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
