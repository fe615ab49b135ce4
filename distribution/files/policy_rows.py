"""Rows of a year of policy: rules, seasons, suppliers, refrigerators' energy and vials."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from distribution.errors import Fault, InputError
from distribution.files.bundled import read_table
from distribution.files.gather import gather
from distribution.policy.rules import PolicyRules
from distribution.policy.setup import PolicyFacts, Vial

_CAST = {"int": int, "float": float}


def policy_rules() -> PolicyRules:
    """Return the bundled rules; a row without a field, or a field without a row, is a fault of the table.

    Raises
    ------
    InputError
        When rows and fields differ.
    """
    rows = {row["name"]: row["value"] for row in read_table("policy")}
    kinds = {f.name: str(f.type) for f in fields(PolicyRules)}
    odd = sorted(rows.keys() ^ kinds.keys())
    if odd:
        raise InputError(
            Fault(code="policy_row", file="policy.csv", column="name", arguments={"name": n}) for n in odd
        )
    values: dict[str, Any] = {name: _CAST[kind](float(rows[name])) for name, kind in kinds.items()}
    return PolicyRules(**values)


def policy_facts(source: Path | None, monday: date) -> PolicyFacts:
    """Return what a year needs beyond a week's question, from the same input where it holds the tables."""
    tables = gather(source, monday).question.tables
    energy = {row["id"]: row["kwh_per_day"] or 0.0 for row in tables["storage_equipment"]}
    months = [f"m{m:02d}" for m in range(1, 13)]
    return PolicyFacts(
        seasons={
            (row["season_group"], region): tuple(float(row[m]) for m in months)
            for row in tables["seasonality"]
            for region in row["region"].split("+")
        },
        supply={row["id"]: row["supply"] for row in tables["products"]},
        kwh_day={row["id"]: sum(energy[s] for s in row["cold_stores"]) for row in tables["centres"]},
        vials={
            row["product_id"]: Vial(doses=int(row["vial_doses"]), sessions_week=int(row["sessions_week"]))
            for row in read_table("vials")
        },
    )
