"""Nights that something recorded rests on: plans that started from them, people who went back to them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from distribution.errors import MissingHistoryError
from operations.history import tables
from operations.history.acts import ROLLED_BACK
from operations.history.store import reading
from operations.history.tables import ALLOCATION

STARTED_FROM = "allocations/"  # a plan's digest of the night that it started from


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Names of nights: those recorded at all, those that plans started from, those rolled back to."""

    recorded: frozenset[str] = frozenset()
    planned: frozenset[str] = frozenset()
    rolled_back: frozenset[str] = frozenset()


def bound_nights(where: str | Path) -> Bound:
    """Return what the history knows of nights; of none when there is no history.

    Raises
    ------
    HistoryError
        When it cannot be read.
    """
    try:
        with reading(where) as connection:
            return Bound(
                recorded=_recorded(connection),
                planned=_planned(connection),
                rolled_back=_rolled_back(connection),
            )
    except MissingHistoryError:
        return Bound()


def _recorded(connection: Connection) -> frozenset[str]:
    runs = tables.runs
    return frozenset(connection.execute(select(runs.c.run_id).where(runs.c.kind == ALLOCATION)).scalars())


def _planned(connection: Connection) -> frozenset[str]:
    names = tables.digests.c.name
    found = connection.execute(select(names).distinct().where(names.startswith(STARTED_FROM))).scalars()
    return frozenset(name.removeprefix(STARTED_FROM) for name in found)


def _rolled_back(connection: Connection) -> frozenset[str]:
    acts = tables.acts
    return frozenset(connection.execute(select(acts.c.run_id).where(acts.c.kind == ROLLED_BACK)).scalars())
