"""Write a run into the history: a weekly plan, or a night's allocation.

What plans and allocations need is imported where it is used: who asks where a lot is does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from distribution.errors import HistoryError, MissingHistoryError
from distribution.units import WEEK_DAYS
from operations.history import tables
from operations.history.plan_rows import plan_rows
from operations.history.quarter_rows import issue_rows, movement_rows
from operations.history.question import hold_question
from operations.history.spans import hold
from operations.history.store import moment_of, now, reading, shown, writing

if TYPE_CHECKING:
    from distribution.feasibility import RuleVerdict, Violation
    from distribution.inputs import WeekInputs
    from distribution.quarter.answer import QuarterAllocation
    from operations.plan_folder import Judged


def record_plan(where: str | Path, judged: Judged) -> bool:
    """Record a weekly plan with its verdict, cost and figures; return whether it was not there yet.

    Raises
    ------
    HistoryError
        When the history cannot be written, or holds another plan of that name; it is unchanged then.
    """
    from distribution.files.archive import check_code
    from distribution.indicators import indicators

    plan, inputs = judged.plan, judged.inputs
    head = {
        "run_id": plan.plan_id,
        "kind": tables.PLAN,
        "day": plan.week.monday,
        "end_day": plan.week.monday + timedelta(days=WEEK_DAYS),
        "made_at": moment_of(plan.created_at),
        "engine": plan.engine,
        "seed": plan.seed,
        "content": check_code(plan),
        "inputs_digest": "",
        "synthetic": plan.synthetic,
    }
    with writing(where) as connection:
        run = _new_run(connection, where, head)
        if run is None:
            return False
        for name, rows in plan_rows(plan, judged.costs).items():
            _insert(connection, tables.metadata.tables[name], run, rows)
        _insert_named(connection, tables.digests, run, "sha256", plan.digests)
        _insert_named(connection, tables.versions, run, "version", plan.versions)
        figures = asdict(indicators(plan, inputs, judged.travel, judged.costs))
        _insert_named(connection, tables.indicators, run, "value", _numbers(figures))
        _insert(connection, tables.checks, run, map(_verdict, judged.verdicts))
        hold_question(connection, run, inputs)
    return True


def record_allocation(
    where: str | Path,
    allocation: QuarterAllocation,
    *,
    run_id: str,
    inputs: WeekInputs,
    checks: Mapping[str, Sequence[Violation]],
    figures: Mapping[str, float | None],
    versions: Mapping[str, str],
    created_at: str,
) -> bool:
    """Record a published night's allocation by lot; return whether it was not there yet.

    ``checks`` holds what each checker found, ``figures`` the indicators by name, ``versions`` those of
    the program and its libraries; ``created_at`` is when it was published, ISO.

    Raises
    ------
    HistoryError
        When the history cannot be written, or holds another allocation of that name; it is
        unchanged then.
    """
    from distribution.files.quarter_codec import quarter_code

    head = {
        "run_id": run_id,
        "kind": tables.ALLOCATION,
        "day": allocation.horizon.starts[0],
        "end_day": allocation.horizon.end,
        "made_at": moment_of(created_at),
        "engine": "",
        "seed": None,
        "content": quarter_code(allocation),
        "inputs_digest": allocation.inputs_digest,
        "synthetic": allocation.synthetic,
    }
    with writing(where) as connection:
        run = _new_run(connection, where, head)
        if run is None:
            return False
        hold(connection, tables.issues, run, issue_rows(allocation))
        hold(connection, tables.movements, run, movement_rows(allocation))
        _insert_named(connection, tables.digests, run, "sha256", inputs.digests)
        _insert_named(connection, tables.versions, run, "version", versions)
        _insert_named(connection, tables.indicators, run, "value", figures)
        _insert(connection, tables.checks, run, (_check(name, checks[name]) for name in sorted(checks)))
        hold_question(connection, run, inputs)
    return True


def has_run(where: str | Path, run_id: str) -> bool:
    """Return whether the history knows a plan or an allocation; one that does not exist yet knows none.

    Raises
    ------
    HistoryError
        When it cannot be read.
    """
    try:
        with reading(where) as connection:
            runs = tables.runs
            return connection.execute(select(runs.c.run).where(runs.c.run_id == run_id)).first() is not None
    except MissingHistoryError:
        return False


def _new_run(connection: Connection, where: str | Path, head: Mapping[str, Any]) -> int | None:
    """Return the number of a new run, or None when the same run is there already."""
    runs = tables.runs
    found = connection.execute(select(runs.c.content).where(runs.c.run_id == head["run_id"])).scalar()
    if found == head["content"]:
        return None
    if found is not None:
        raise HistoryError(f"{shown(where)}: {head['run_id']} ({found} ≠ {head['content']})")
    result = connection.execute(runs.insert().returning(runs.c.run), {**head, "recorded_at": now()})
    return int(result.scalar_one())


def _insert(connection: Connection, table: Table, run: int, rows: Iterable[Mapping[str, Any]]) -> None:
    if values := [{"run": run, **row} for row in rows]:
        connection.execute(table.insert(), values)


def _insert_named(
    connection: Connection, table: Table, run: int, column: str, values: Mapping[str, Any]
) -> None:
    _insert(connection, table, run, ({"name": name, column: values[name]} for name in sorted(values)))


def _check(name: str, violations: Sequence[Violation]) -> dict[str, Any]:
    return {"rule": name, "checked": None, "violations": len(violations), "waived": 0}


def _verdict(verdict: RuleVerdict) -> dict[str, Any]:
    counts = {"violations": len(verdict.violations), "waived": len(verdict.waived)}
    return {"rule": verdict.rule, "checked": verdict.checked_count, **counts}


def _numbers(figures: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in figures.items() if isinstance(value, int | float)}
