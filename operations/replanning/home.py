"""The plan folder that a workbook belongs to, wherever its planner has put it."""

from __future__ import annotations

from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.archive import PLAN_FILE
from distribution.language.catalogue import LANGUAGES, say
from operations.replanning.workbook import read_locks

_OWN = ("by_day", "by_centre", "goods")  # sheets that no input has


def is_plan_book(path: Path) -> bool:
    """Return whether a file is the workbook of a plan, by the titles of its sheets."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return False
    from python_calamine import CalamineError, CalamineWorkbook, ZipError

    try:
        with CalamineWorkbook.from_path(path) as book:
            titles = set(book.sheet_names)
    except (CalamineError, ZipError):
        return False  # what cannot be opened is for the reader of inputs to tell
    return all(titles & {say(f"sheet.{key}", lang) for lang in LANGUAGES} for key in _OWN)


def home_of(path: Path, plans: Path) -> Path:
    """Return the folder of the plan that a workbook is of: the one it lies in, or that of its number.

    Raises
    ------
    InputError
        When that plan is neither beside it nor among ``plans``.
    """
    plan_id = read_locks(path).plan_id
    for folder in (path.resolve().parent, path.resolve().parent / plan_id, plans / plan_id):
        if plan_id and (folder / PLAN_FILE).is_file():
            return folder
    raise InputError([Fault(code="plan_elsewhere", file=path.name, arguments={"plan": plan_id or "?"})])
