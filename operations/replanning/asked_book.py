"""Changes that a plan's workbook asks for, and where it asks; every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.feasibility import Violation
from distribution.inputs import WeekInputs
from distribution.language.catalogue import LANGUAGES
from distribution.naming import Names, names_of
from distribution.plan import WeeklyPlan
from operations.plan_folder import Judged
from operations.replanning.changes import Changes
from operations.replanning.edits import edits_of, other_plan
from operations.replanning.leave import permits_of, waivers_of
from operations.replanning.locks import Reader, locks_of
from operations.replanning.workbook import Entry, PlanBook, read_locks

Places = Mapping[str, tuple[str, Entry]]
"""By centre the file and the first cell that locks it."""
_OWN_RULES = ("R12", "A1")  # what a lock that is not kept says of itself is no reason


def book_changes(
    path: Path, plan: WeeklyPlan, inputs: WeekInputs, frozen_s: int
) -> tuple[Changes, dict[str, tuple[str, Entry]]]:
    """Return the locks, edits, waivers and permits of a workbook that are not in the plan yet, and where.

    Raises
    ------
    InputError
        With every fault: of cells, unknown ids, contradictory locks, rows that are gone.
    """
    book = read_locks(path)
    reader = Reader(plan=plan, inputs=inputs, file=book.file, frozen_s=frozen_s)
    if "summary" in book.tables:
        reader.faults += other_plan(book, reader)
    entries = (*book.locks, *edits_of(book, reader))
    changes = _changes(book, entries, reader)
    faults = (*book.faults, *reader.faults)
    if faults:
        raise InputError(faults)
    places: dict[str, tuple[str, Entry]] = {}
    for entry in entries:
        places.setdefault(entry.centre_id, (book.file, entry))
    return changes, places


def lock_faults(found: Judged, hand: Judged | None, places: Places) -> tuple[Fault, ...]:
    """Return a fault for every lock that the plan found does not keep, or keeps by breaking another rule.

    For one that is not kept they name what it would break: that which the locks taken to the letter break
    at that centre, or on its route.
    """
    names = names_of(found.inputs)
    return tuple(
        _fault(why, file, entry, names)
        for centre_id, (file, entry) in sorted(places.items())
        for why in breaches_of(centre_id, found, hand)
    )


def breaches_of(centre_id: str, found: Judged, hand: Judged | None) -> list[Violation]:
    """Return what the lock of a centre breaks, and where it is not kept what it would break."""
    lost = [v for v in found.violations if v.rule == "R12" and v.subject_id == centre_id]
    if not lost:
        return _about(centre_id, found)
    return (_about(centre_id, hand) if hand else []) or lost


def _about(centre_id: str, judged: Judged) -> list[Violation]:
    """Return the breaches of other rules at a centre, or on the routes that call there."""
    runs = {r.route_id for r in judged.plan.routes if centre_id in {s.centre_id for s in r.stops}}
    concerned = {centre_id, *runs}
    return [
        v
        for v in judged.violations
        if v.rule not in _OWN_RULES and {v.subject_id, v.place_id, v.route_id} & concerned
    ]


def _fault(why: Violation, file: str, entry: Entry, names: Names) -> Fault:
    told = {"rule": why.rule, **{f"heading_{lang}": why.sentence(lang, names) for lang in LANGUAGES}}
    return Fault(
        code="lock_breaks", file=file, sheet=entry.sheet, row=entry.row, column=entry.column, arguments=told
    )


def _changes(book: PlanBook, entries: tuple[Entry, ...], reader: Reader) -> Changes:
    locks = locks_of(entries, reader)
    held, written = ({k.centre_id for k in some} for some in (reader.plan.locks, locks))
    return Changes(
        locks=tuple(lock for lock in locks if lock not in reader.plan.locks),
        lifted=tuple(sorted(held - written)) if "by_centre" in book.tables else (),
        waivers=tuple(w for w in waivers_of(book, reader) if w not in reader.plan.waivers),
        permits=permits_of(book, reader),
    )
