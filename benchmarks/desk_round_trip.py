"""Does LibreOffice keep what a workbook says?  Plan and input are saved by it and read again."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from benchmarks.desk_clean import WEEK
from distribution.files.assemble import read_inputs
from distribution.files.template_rows import template_rows
from distribution.files.workbook_write import write_workbook
from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES, say
from distribution.progress import Limits
from operations.commands.plan import plan_and_publish
from operations.replanning.workbook import PlanBook, read_locks
from operations.settings import PlanSettings

_OFFICE = ("soffice", "libreoffice")
_SECONDS = 300
_CENTRES = ("vnvc-can-tho", "vnvc-o-mon")
_LOCKED = "x"


def round_trip(home: Path) -> dict[str, Any]:
    """Return 1 where a plan with a lock and its input are the same after LibreOffice has saved them.

    Nothing is returned where there is no LibreOffice on this machine.
    """
    office = next((found for name in _OFFICE if (found := shutil.which(name))), None)
    if office is None:
        return {}
    folder = _small_plan(home)
    own = home / "locked.xlsx"
    _lock(folder / "plan.xlsx", own)
    plan = _plan_of(read_locks(own)) == _plan_of(read_locks(_saved(office, own, home / "plan")))
    asked = folder / "input.xlsx"
    back = _saved(office, asked, home / "input")
    question = _same_question(read_inputs(asked, WEEK), read_inputs(back, WEEK))
    return {"round_trip_same": int(plan and question), "round_trip_locks": len(read_locks(own).locks)}


def _small_plan(home: Path) -> Path:
    """Plan two centres by insertion, which is repeatable, and return the folder."""
    rows = template_rows(WEEK)
    rows["forecast"] = [{**rows["forecast"][0], "centre_id": centre} for centre in _CENTRES]
    write_workbook(home / "small.xlsx", rows, "vi", synthetic=True, week=WEEK)
    settings = PlanSettings(engine="insertion", limits=Limits(iterations=100, seconds=None, seed=1))
    report = plan_and_publish(home / "small.xlsx", str(WEEK), home / "plans", settings, None)
    return Path(str(report.facts["folder"]))


def _lock(plan: Path, locked: Path) -> None:
    """Lock the day of every centre, as a planner would: an x under the heading."""
    book = openpyxl.load_workbook(plan)
    sheet = next(book[t] for lang in LANGUAGES if (t := say("sheet.by_centre", lang)) in book.sheetnames)
    headings = {say("sheet.heading.lock_day", lang) for lang in LANGUAGES}
    head = next(cell for row in sheet.iter_rows(max_row=12) for cell in row if cell.value in headings)
    for row in range(head.row + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value in _CENTRES:
            sheet.cell(row, head.column).value = _LOCKED
    book.save(locked)


def _saved(office: str, path: Path, folder: Path) -> Path:
    """Return a workbook as LibreOffice saves it, under the same name in another folder."""
    folder.mkdir()
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=_SECONDS)
    return folder / path.name


def _plan_of(book: PlanBook) -> tuple[object, ...]:
    return book.plan_id, book.locks, book.visits, book.goods, book.waivers, book.permits, book.faults


def _same_question(one: WeekInputs, other: WeekInputs) -> bool:
    """Return whether two inputs ask the same, whatever the bytes of their files."""
    counts = (one.forecast.doses, other.forecast.doses)
    axes = [(f.centre_ids, f.product_ids, f.days) for f in (one.forecast, other.forecast)]
    rest = replace(one, digests={}, forecast=other.forecast) == replace(other, digests={})
    return rest and axes[0] == axes[1] and np.array_equal(*counts)
