"""Two runs side by side: from their folders with reasons and prices, or what the history keeps of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import select

from distribution.errors import Fault, InputError
from distribution.files.archive import PLAN_FILE
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.naming import Names, names_of
from operations.difference.cells import CellMove, Night, cell_count, cell_moves, night_of, recorded_night
from operations.difference.night_reasons import Side, cell_reasons
from operations.difference.night_stay import NightStay, night_stay
from operations.difference.plan_stay import Stay, stay, with_reasons
from operations.difference.plans import CentreMove, centre_moves
from operations.difference.reasons import Reason
from operations.difference.visits import Visits, recorded_visits, visits_of
from operations.history import tables
from operations.history.store import reading
from operations.history.tables import ALLOCATION, PLAN
from operations.night.folder import read_card
from operations.night.question import bundled_or_own, inputs_of
from operations.plan_folder import Judged, judge_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A run that was asked for: its kind, and its folder when that is still there."""

    run_id: str
    kind: str
    folder: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDifference:
    """Two plans: which centres moved and why, how many there are, and what staying would be worth.

    ``names`` are those of places and products; none where both folders are gone.
    """

    before: str
    after: str
    moves: tuple[CentreMove, ...]
    centres: int
    staying: Stay
    names: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NightDifference:
    """Two nights: which cells moved and why, how many there are, and what staying would be worth."""

    before: str
    after: str
    moves: tuple[tuple[CellMove, tuple[Reason, ...]], ...]
    cells: int
    staying: NightStay
    names: Names = field(default_factory=dict)


Difference = PlanDifference | NightDifference


def difference(a: str, b: str, *, history: str, plans: Path, allocations: Path) -> Difference:
    """Return what moved from run ``a`` to run ``b``, why, and what staying with ``a`` would be worth.

    Each is the name of a run, or its folder.  Reasons and prices need both folders; of a run whose
    folder is gone the history still tells what it decided.

    Raises
    ------
    InputError
        When a run is unknown, or one is a plan and the other an allocation.
    MissingHistoryError, HistoryError
        When a folder is gone, and the history cannot be read.
    """
    before, after = (_find(name, history, plans, allocations) for name in (a, b))
    if before.kind != after.kind:
        raise InputError([Fault(code="two_kinds", file=f"{before.run_id}, {after.run_id}")])
    compare = _plans if before.kind == PLAN else _nights
    return compare(before, after, history)


def _find(name: str, history: str, plans: Path, allocations: Path) -> Found:
    for folder in (plans / name, allocations / name, Path(name)):
        for kind, file in ((PLAN, PLAN_FILE), (ALLOCATION, ALLOCATION_FILE)):
            if (folder / file).is_file():
                return Found(run_id=folder.resolve().name, kind=kind, folder=folder)
    with reading(history) as connection:
        runs = tables.runs
        row = connection.execute(select(runs.c.kind).where(runs.c.run_id == name)).first()
    if row is None:
        raise InputError([Fault(code="unknown_run", file=name)])
    return Found(run_id=name, kind=row.kind, folder=None)


def _plans(before: Found, after: Found, history: str) -> PlanDifference:
    old, new = (judge_folder(found.folder) if found.folder else None for found in (before, after))
    if old is not None and new is not None:
        return plan_difference(old, new)
    visits = [
        visits_of(judged.plan) if judged is not None else _visits(found, history)
        for found, judged in ((before, old), (after, new))
    ]
    there = old or new
    return PlanDifference(
        before=before.run_id,
        after=after.run_id,
        moves=centre_moves(*visits),
        centres=len({*visits[0], *visits[1]}),
        staying=Stay(not_priced="folder_gone"),
        names=names_of(there.inputs) if there is not None else {},
    )


def plan_difference(before: Judged, after: Judged) -> PlanDifference:
    """Return what moved between two judged plans, why, and what staying would be worth today."""
    staying = stay(before, after)
    moves = centre_moves(visits_of(before.plan), visits_of(after.plan))
    return PlanDifference(
        before=before.plan.plan_id,
        after=after.plan.plan_id,
        moves=with_reasons(moves, before, after, staying),
        centres=len({r.centre_id for judged in (before, after) for r in judged.plan.requirements}),
        staying=staying,
        names=names_of(before.inputs) | names_of(after.inputs),
    )


def _visits(found: Found, history: str) -> Visits:
    with reading(history) as connection:
        runs = tables.runs
        row = connection.execute(select(runs).where(runs.c.run_id == found.run_id)).one()
        return recorded_visits(connection, row.run, row.day)


def _nights(before: Found, after: Found, history: str) -> NightDifference:
    if before.folder is None or after.folder is None:
        nights = [_night(found, history) for found in (before, after)]
        moves: Sequence[tuple[CellMove, tuple[Reason, ...]]] = [(m, ()) for m in cell_moves(*nights)]
        staying, names = NightStay(not_priced="folder_gone"), dict[str, str]()
    else:
        old, new = _side(before.folder), _side(after.folder)
        nights = [night_of(side.allocation) for side in (old, new)]
        reasons = cell_reasons(old, new)
        moves = [(move, reasons(move)) for move in cell_moves(*nights)]
        staying = night_stay(old.allocation, new.allocation, new.inputs, bundled_or_own(new.inputs))
        names = names_of(old.inputs) | names_of(new.inputs)
    return NightDifference(
        before=before.run_id,
        after=after.run_id,
        moves=tuple(moves),
        cells=cell_count(*nights),
        staying=staying,
        names=names,
    )


def _side(folder: Path) -> Side:
    card = read_card(folder)
    inputs = inputs_of(folder, date.fromisoformat(card.as_of))
    return Side(allocation=read_quarter(folder / ALLOCATION_FILE), inputs=inputs)


def _night(found: Found, history: str) -> Night:
    if found.folder is not None:
        return night_of(read_quarter(found.folder / ALLOCATION_FILE))
    with reading(history) as connection:
        return recorded_night(connection, found.run_id)
