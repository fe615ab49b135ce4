"""Changes that a plan's workbook asks for; every fault of reading and of meaning at once."""

from __future__ import annotations

from pathlib import Path

from distribution.errors import InputError
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from operations.replan_changes import Changes
from operations.replan_edits import edits_of, other_plan
from operations.replan_leave import permits_of, waivers_of
from operations.replan_locks import Reader, locks_of
from operations.replan_workbook import PlanBook, read_locks


def book_changes(path: Path, plan: WeeklyPlan, inputs: WeekInputs, frozen_s: int) -> Changes:
    """Return the locks, edits, waivers and permits of a workbook that are not in the plan yet.

    Raises
    ------
    InputError
        With every fault: of cells, unknown ids, contradictory locks, rows that are gone.
    """
    book = read_locks(path)
    reader = Reader(plan=plan, inputs=inputs, file=book.file, frozen_s=frozen_s)
    if book.tables.get("summary"):
        reader.faults += other_plan(book, reader)
    changes = _changes(book, reader)
    faults = (*book.faults, *reader.faults)
    if faults:
        raise InputError(faults)
    return changes


def _changes(book: PlanBook, reader: Reader) -> Changes:
    locks = locks_of((*book.locks, *edits_of(book, reader)), reader)
    return Changes(
        locks=tuple(lock for lock in locks if lock not in reader.plan.locks),
        waivers=tuple(w for w in waivers_of(book, reader) if w not in reader.plan.waivers),
        permits=permits_of(book, reader),
    )
