"""The command line as tests call it, and an input small enough to be planned in seconds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from distribution.calendar import Week
from distribution.files.template_rows import template_rows
from distribution.files.workbook_write import write_workbook
from operations.cli import app

WEEK = Week.parse("2026-W48")
CENTRES = ("vnvc-can-tho", "vnvc-o-mon")
BY_INSERTION = ("--engine", "insertion", "--iterations", "100", "--json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a run of the command line left: its code, what it said, and the plan folder if any."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        facts: dict[str, Any] = json.loads(self.out)
        return facts

    @property
    def folder(self) -> Path:
        return Path(self.facts["folder"])


def coldchain(*arguments: object) -> Ran:
    """Run the command line in this process."""
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    return Ran(code=result.exit_code, out=result.stdout, err=result.stderr)


def small_rows() -> dict[str, list[dict[str, Any]]]:
    """Return the template's rows with two centres near the depot that holds the stock."""
    rows = template_rows(WEEK)
    forecast = rows["forecast"][0]
    rows["forecast"] = [{**forecast, "centre_id": centre_id} for centre_id in CENTRES]
    return rows


def small_input(path: Path, **changed: list[dict[str, Any]]) -> Path:
    """Write the small input, with other rows for the tables named."""
    write_workbook(path, {**small_rows(), **changed}, "vi", synthetic=True, week=WEEK)
    return path


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
