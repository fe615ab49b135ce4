"""The sheets that answer for the plan: unserved, short, indicators, checks, parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from distribution.files.bundled import read_table
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from operations.documents.sheet import Cell, Heading, Look, Sheet, columns

if TYPE_CHECKING:
    import pandas as pd

UNSERVED = columns(
    ("centre_id", Look.TEXT, 22),
    ("centre", Look.TEXT, 28),
    ("province", Look.TEXT, 14),
    ("doses", Look.WHOLE, 9),
    ("reason", Look.TEXT, 46),
    ("proof", Look.TEXT, 22),
    ("remedy", Look.TEXT, 46),
)
SHORT = columns(
    ("centre_id", Look.TEXT, 22),
    ("centre", Look.TEXT, 26),
    ("product_id", Look.TEXT, 14),
    ("product", Look.TEXT, 22),
    ("need", Look.WHOLE, 9),
    ("allocated", Look.WHOLE, 9),
    ("delivered", Look.WHOLE, 9),
    ("missing", Look.WHOLE, 9),
    ("stock", Look.WHOLE, 9),
    ("week_forecast", Look.WHOLE, 10),
    ("reason", Look.TEXT, 46),
)
CHECKS = columns(
    ("rule", Look.TEXT, 8),
    ("rule_text", Look.TEXT, 60),
    ("checked", Look.WHOLE, 10),
    ("violations", Look.WHOLE, 10),
    ("waived", Look.WHOLE, 10),
    ("verdict", Look.TEXT, 16),
)
PARAMETERS = columns(
    ("parameter", Look.TEXT, 30),
    ("value", Look.TEXT, 18),
    ("unit", Look.TEXT, 12),
    ("evidence", Look.TEXT, 30),
    ("note", Look.TEXT, 50),
)


def unserved_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per centre with need that receives nothing."""
    rows = tuple(
        (
            entry.centre_id,
            centre.name,
            centre.province,
            entry.doses,
            say(f"unserved.{entry.reason}", lang, **entry.arguments),
            say(f"proof.{entry.proof}", lang),
            say(f"remedy.{entry.remedy}", lang, **entry.arguments) if entry.remedy else None,
        )
        for entry in sorted(plan.unserved, key=lambda u: u.centre_id)
        for centre in (inputs.network.centre(entry.centre_id),)
    )
    return Sheet(key="unserved", headings=UNSERVED, rows=rows)


def short_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per centre and product that receives less than it needs."""
    rows = tuple(
        (
            requirement.centre_id,
            inputs.network.name(requirement.centre_id),
            requirement.product_id,
            inputs.vaccines[requirement.product_id].name,
            requirement.need_doses,
            requirement.allocated_doses,
            requirement.delivered_doses,
            requirement.need_doses - requirement.delivered_doses,
            requirement.stock_doses,
            requirement.week_forecast_doses,
            say(f"short.{requirement.reason}", lang) if requirement.reason else None,
        )
        for requirement in sorted(plan.requirements, key=lambda r: (r.centre_id, r.product_id))
        if requirement.delivered_doses < requirement.need_doses
    )
    return Sheet(key="short", headings=SHORT, rows=rows)


def indicator_sheets(indicators: Mapping[str, pd.DataFrame]) -> tuple[Sheet, ...]:
    """One sheet per table of indicators (``sheet.<name>``), headed by the names of its columns."""
    return tuple(_frame_sheet(name, frame) for name, frame in indicators.items())


def _frame_sheet(name: str, frame: pd.DataFrame) -> Sheet:
    headings = tuple(
        Heading(key="", text=str(column), look=_look(frame[column].dtype), width=18)
        for column in frame.columns
    )
    rows = tuple(tuple(_plain(value) for value in row) for row in frame.itertuples(index=False, name=None))
    return Sheet(key=name, headings=headings, rows=rows)


def _look(dtype: Any) -> Look:
    return {"i": Look.WHOLE, "u": Look.WHOLE, "f": Look.DECIMAL, "M": Look.MOMENT}.get(dtype.kind, Look.TEXT)


def _plain(value: Any) -> Cell:
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, datetime | date):
        return value
    number: Cell = value.item() if hasattr(value, "item") else value
    return number if isinstance(number, int | float) else str(number)


def checks_sheet(verdicts: Sequence[Mapping[str, Any]], lang: str) -> Sheet:
    """One row per rule: how much was checked and what was found."""
    rows = tuple(
        (
            verdict["rule"],
            say(f"sheet.rule.{verdict['rule']}", lang),
            verdict["checked_count"],
            len(verdict["violations"]),
            len(verdict["waived"]),
            say("verdict.broken" if verdict["violations"] else "verdict.kept", lang),
        )
        for verdict in verdicts
    )
    return Sheet(key="checks", headings=CHECKS, rows=rows)


def parameters_sheet(plan: WeeklyPlan, inputs: WeekInputs) -> Sheet:
    """One row per parameter of the table, then the settings of the run."""
    told = {row["name"]: row for row in read_table("parameters")}
    rows: list[tuple[Cell, ...]] = []
    for field in fields(inputs.parameters):
        row = told[field.name]
        value = getattr(inputs.parameters, field.name)
        rows.append((field.name, str(value), row["unit"], row["evidence"], row["note"]))
    rows += [(name, value, None, None, None) for name, value in sorted(plan.parameters.items())]
    return Sheet(key="parameters", headings=PARAMETERS, rows=tuple(rows))
