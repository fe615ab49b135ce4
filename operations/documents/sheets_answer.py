"""The sheets that answer for the plan: unserved, short, checks, parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields

from distribution.feasibility import RuleVerdict, Violation
from distribution.files.bundled import read_table
from distribution.findings.told import remedy_of, why_unserved
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.naming import names_of
from distribution.plan import WeeklyPlan
from operations.documents.sheet import Cell, Look, Sheet, columns

UNSERVED = columns(
    ("centre_id", Look.TEXT, 22),
    ("centre", Look.TEXT, 28),
    ("province", Look.TEXT, 14),
    ("doses", Look.WHOLE, 9),
    ("reason", Look.SENTENCE, 46),
    ("proof", Look.SENTENCE, 26),
    ("remedy", Look.SENTENCE, 46),
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
    ("reason", Look.SENTENCE, 46),
)
CHECKS = columns(
    ("rule", Look.TEXT, 8),
    ("rule_text", Look.SENTENCE, 60),
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
    ("note", Look.SENTENCE, 50),
)


def unserved_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per centre with need that receives nothing."""
    rows = tuple(
        (
            entry.centre_id,
            centre.name,
            centre.province,
            entry.doses,
            why_unserved(entry, inputs).said(lang),
            say(f"proof.{entry.proof}", lang),
            remedy.said(lang) if (remedy := remedy_of(entry, inputs)) else None,
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


def checks_sheet(verdicts: Sequence[RuleVerdict], inputs: WeekInputs, lang: str) -> Sheet:
    """One row per rule, each followed by its breaches, waived ones too; places and people by their names."""
    names = names_of(inputs) | {d.driver_id: f"{d.name} ({d.driver_id})" for d in inputs.fleet.drivers}
    rows = tuple(row for verdict in verdicts for row in _verdict_rows(verdict, names, lang))
    return Sheet(key="checks", headings=CHECKS, rows=rows)


def _verdict_rows(verdict: RuleVerdict, names: Mapping[str, str], lang: str) -> list[tuple[Cell, ...]]:
    def breach(violation: Violation, word: str) -> tuple[Cell, ...]:
        return (verdict.rule, violation.sentence(lang, names), None, None, None, say(f"verdict.{word}", lang))

    head = (
        verdict.rule,
        say(f"rule.{verdict.rule}", lang),
        verdict.checked_count,
        len(verdict.violations),
        len(verdict.waived),
        say("verdict.kept" if verdict.passed else "verdict.broken", lang),
    )
    broken = [breach(violation, "broken") for violation in verdict.violations]
    return [head, *broken, *(breach(violation, "waived") for violation in verdict.waived)]


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
