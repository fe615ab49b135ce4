"""Rows that hardly change from run to run, each written once for as long as it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, or_, select

from operations.history.tables import runs

AMOUNTS = ("packs", "doses")
_SPAN = ("span", "first_run", "until_run")


def hold(connection: Connection, table: Table, run: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Make the rows the ones that hold from a run on; rows that differ in amounts alone are added up.

    What holds already is left as it is; what holds no more ends with this run.
    """
    columns = [column for column in table.c if column.name not in _SPAN]
    names = [column.name for column in columns]
    found = connection.execute(select(table.c.span, *columns).where(table.c.until_run.is_(None)))
    held = {tuple(row[1:]): int(row[0]) for row in found}
    wanted = _added_up(names, rows)
    gone = sorted(span for row, span in held.items() if row not in wanted)
    # side by side in the file, the rows of a lot are read a whole year at once
    new = sorted((row for row in wanted if row not in held), key=_by_lot(names))
    if gone:
        ends = table.update().where(table.c.span == bindparam("gone")).values(until_run=run)
        connection.execute(ends, [{"gone": span} for span in gone])
    if new:
        connection.execute(
            table.insert(), [{"first_run": run, **dict(zip(names, row, strict=True))} for row in new]
        )


def held_in(table: Table, run: int) -> ColumnElement[bool]:
    """Return the condition that a row held in a run."""
    return and_(table.c.first_run <= run, or_(table.c.until_run.is_(None), table.c.until_run > run))


def newest_run(connection: Connection) -> int | None:
    """Return the run made last, whenever it was recorded: what held in it holds now."""
    query = select(runs.c.run).order_by(runs.c.made_at.desc(), runs.c.run.desc()).limit(1)
    return connection.execute(query).scalar()


def _by_lot(names: list[str]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    lot = names.index("lot_id") if "lot_id" in names else 0
    return lambda row: (row[lot], *(str(value) for value in row))


def _added_up(names: list[str], rows: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, ...], None]:
    """Return each row once, its values in the order of the names, in order of appearance."""
    keys = [name for name in names if name not in AMOUNTS]
    amounts = [name for name in names if name in AMOUNTS]
    order = [(*keys, *amounts).index(name) for name in names]
    sums: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        total = sums.setdefault(tuple(row[name] for name in keys), [0] * len(amounts))
        for i, name in enumerate(amounts):
            total[i] += row[name]
    return {tuple((*key, *total)[i] for i in order): None for key, total in sums.items()}
