"""What runs there are, newest first, and everything that is kept of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, select

from distribution.errors import Fault, InputError
from operations.history import tables
from operations.history.acts import current_allocation
from operations.history.store import reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody did with a run, and when (UTC)."""

    kind: str
    acted_at: datetime
    who: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A plan (``day`` is its Monday) or an allocation (its first day), as it was made and recorded (UTC).

    ``end_day`` is the day after its last; ``figures`` are the indicators by name, None where there was
    nothing to measure; ``breaches`` the violations that stood; ``in_force`` marks the allocation that
    holds now.
    """

    run_id: str
    kind: str
    day: date
    end_day: date
    made_at: datetime
    recorded_at: datetime
    synthetic: bool
    in_force: bool
    breaches: int
    acts: tuple[Act, ...]
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a checker found: how much it looked at (None: not told), breaches, and breaches waived."""

    rule: str
    checked: int | None
    violations: int
    waived: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDetails:
    """A run with its checks, the digests of its input, and the versions that computed it."""

    run: Run
    engine: str
    seed: int | None
    content: str
    inputs_digest: str
    checks: tuple[Check, ...]
    digests: Mapping[str, str]
    versions: Mapping[str, str]


def latest_runs(where: str | Path, limit: int) -> tuple[Run, ...]:
    """Return the runs made last, newest first.

    Raises
    ------
    MissingHistoryError, HistoryError
        When there is no history, or it cannot be read.
    """
    with reading(where) as connection:
        runs, current = tables.runs, current_allocation(connection)
        rows = connection.execute(
            select(runs).order_by(runs.c.made_at.desc(), runs.c.run.desc()).limit(limit)
        ).all()
        return tuple(_run(connection, row, current) for row in rows)


def run_details(where: str | Path, run_id: str) -> RunDetails:
    """Return everything that is kept of a run but its rows.

    Raises
    ------
    InputError
        When the history knows no run of that name.
    MissingHistoryError, HistoryError
        When there is no history, or it cannot be read.
    """
    with reading(where) as connection:
        runs = tables.runs
        row = connection.execute(select(runs).where(runs.c.run_id == run_id)).first()
        if row is None:
            raise InputError([Fault(code="unknown_run", file=run_id)])
        return RunDetails(
            run=_run(connection, row, current_allocation(connection)),
            engine=row.engine,
            seed=row.seed,
            content=row.content,
            inputs_digest=row.inputs_digest,
            checks=_checks(connection, row.run),
            digests=_named(connection, "digests", "sha256", row.run),
            versions=_named(connection, "versions", "version", row.run),
        )


def _run(connection: Connection, row: Row[Any], current: int | None) -> Run:
    mapping = row._mapping
    return Run(
        run_id=mapping["run_id"],
        kind=mapping["kind"],
        day=mapping["day"],
        end_day=mapping["end_day"],
        made_at=mapping["made_at"],
        recorded_at=mapping["recorded_at"],
        synthetic=mapping["synthetic"],
        in_force=mapping["run"] == current,
        breaches=sum(check.violations for check in _checks(connection, mapping["run"])),
        acts=_acts(connection, mapping["run_id"]),
        figures=_named(connection, "indicators", "value", mapping["run"]),
    )


def _acts(connection: Connection, run_id: str) -> tuple[Act, ...]:
    acts = tables.acts
    columns = [acts.c[name] for name in ("kind", "acted_at", "who", "note")]
    rows = connection.execute(select(*columns).where(acts.c.run_id == run_id).order_by(acts.c.act))
    return tuple(Act(**row._mapping) for row in rows)


def _checks(connection: Connection, run: int) -> tuple[Check, ...]:
    checks = tables.checks
    columns = [checks.c[name] for name in ("rule", "checked", "violations", "waived")]
    rows = connection.execute(select(*columns).where(checks.c.run == run)).all()
    return tuple(Check(**row._mapping) for row in sorted(rows, key=lambda row: (len(row.rule), row.rule)))


def _named(connection: Connection, name: str, column: str, run: int) -> dict[str, Any]:
    table = tables.metadata.tables[name]
    rows = connection.execute(
        select(table.c.name, table.c[column]).where(table.c.run == run).order_by(table.c.name)
    )
    return {row[0]: row[1] for row in rows}
