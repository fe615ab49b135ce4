"""The door between a plan and ``plan.json``; and the checker's verdict in ``checks.json``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distribution.calendar import Week
from distribution.errors import Fault, InputError
from distribution.files import names
from distribution.files.plan_codec import CodecError, decode, encode, later_names, typed_fields
from distribution.files.plan_schema import SCHEMA_VERSION, plan_schema
from distribution.language.catalogue import LANGUAGES, say
from distribution.plan import WeeklyPlan

if TYPE_CHECKING:
    from distribution.feasibility import RuleVerdict, Violation

PLAN_FILE = names.PLAN_FILE
CHECKS_FILE = "checks.json"
_MOST_FAULTS = 200


def write_plan(plan: WeeklyPlan, path: Path) -> None:
    """Write a plan: the same plan gives the same bytes."""
    path.write_text(plan_text(plan), encoding="utf-8", newline="\n")


def plan_text(plan: WeeklyPlan) -> str:
    """Return the text of ``plan.json``: sorted keys, one indent, readable letters."""
    return _object({"schema_version": _json(SCHEMA_VERSION), "plan": _object(_field_texts(plan))}) + "\n"


def check_code(plan: WeeklyPlan) -> str:
    """Return the eight letters and digits printed on every paper: a short hash of the decisions.

    ``created_at`` is left out, so that the same plan made twice has the same code, and so is
    ``plan_id``, which ends in the code.  What the plan's version did not know yet is left out as well, so
    that its code stays what its papers say.
    """
    unknown = {name for name in later_names(WeeklyPlan) if not getattr(plan, name)}
    told = {
        name: text
        for name, text in _field_texts(plan).items()
        if name not in {"created_at", "plan_id", *unknown}
    }
    return hashlib.sha256(f"{_object(told)}\n".encode()).hexdigest()[:8].upper()


def read_plan(path: Path) -> WeeklyPlan:
    """Read a plan back, exactly as it was written.

    Raises
    ------
    InputError
        With every fault, when the file is missing, is no JSON, or breaks the schema.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError([_fault("plan_unreadable", path, str(error))]) from error
    try:
        return _plan(document)
    except (CodecError, ValueError) as error:
        raise InputError(_faults(document, path, error)) from error


def write_checks(plan: WeeklyPlan, verdicts: Sequence[RuleVerdict], path: Path) -> None:
    """Write the checker's verdict on a plan, rule by rule, with every breach in both languages."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "plan_id": plan.plan_id,
        "check_code": check_code(plan),
        "passed": all(verdict.passed for verdict in verdicts),
        "rules": [_verdict(verdict) for verdict in verdicts],
    }
    path.write_text(_text(document), encoding="utf-8", newline="\n")


def read_checks(path: Path) -> list[dict[str, Any]]:
    """Read the verdicts of ``checks.json`` back."""
    rules: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rules"]
    return rules


def schema_faults(document: Any, path: Path) -> list[Fault]:
    """Return what the published schema finds wrong in a document, at most the first 200 faults."""
    import jsonschema

    errors = jsonschema.Draft202012Validator(plan_schema()).iter_errors(document)
    details = (f"{error.json_path}: {error.message}"[:300] for error in islice(errors, _MOST_FAULTS))
    return [_fault("plan_schema", path, detail) for detail in details]


def _plan(document: Any) -> WeeklyPlan:
    if not isinstance(document, dict) or document.get("schema_version") != SCHEMA_VERSION:
        raise CodecError("schema_version")
    entries = document.get("plan")
    if document.keys() != {"schema_version", "plan"} or not isinstance(entries, dict):
        raise CodecError("plan")
    week = Week.parse(str(entries.get("week")))
    plan: WeeklyPlan = decode(WeeklyPlan, entries, week, "plan")
    return plan


def _verdict(verdict: RuleVerdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "title": {lang: say(f"rule.{verdict.rule}", lang) for lang in LANGUAGES},
        "passed": verdict.passed,
        "checked_count": verdict.checked_count,
        "violations": [_breach(violation) for violation in verdict.violations],
        "waived": [_breach(violation) for violation in verdict.waived],
    }


def _breach(violation: Violation) -> dict[str, Any]:
    return {
        "key": violation.key,
        "subject": violation.subject_id,
        "place": violation.place_id,
        "route": violation.route_id,
        "day": violation.day.isoformat() if violation.day else None,
        "amount": violation.amount,
        "unit": violation.unit,
        "sentence": {lang: violation.sentence(lang) for lang in LANGUAGES},
    }


def _faults(document: Any, path: Path, error: Exception) -> list[Fault]:
    return schema_faults(document, path) or [_fault("plan_schema", path, str(error))]


def _fault(code: str, path: Path, detail: str) -> Fault:
    return Fault(code=code, file=path.name, arguments={"detail": detail})


_FIELDS_WRITTEN: dict[str, tuple[Any, Week, str]] = {}
"""By name the field of a plan last made into text: the code, the plan and its checks want the same."""


def _field_texts(plan: WeeklyPlan) -> dict[str, str]:
    """Return the JSON of every field of a plan; one that is the very value of before is not encoded again."""
    for name, written, _ in typed_fields(WeeklyPlan):
        value = getattr(plan, name)
        known = _FIELDS_WRITTEN.get(written)
        if known is None or known[0] is not value or known[1] != plan.week:
            _FIELDS_WRITTEN[written] = (value, plan.week, _json(encode(value, plan.week)))
    return {written: text for written, (_, _, text) in _FIELDS_WRITTEN.items()}


def _object(texts: Mapping[str, str]) -> str:
    """Return an object of values that are JSON already, as ``_json`` writes it: one deeper, one space more.

    A line break in them is always one between values, since those in text are written as escapes.
    """
    entries = (f'"{name}": ' + texts[name].replace("\n", "\n ") for name in sorted(texts))
    return "{\n " + ",\n ".join(entries) + "\n}"


def _text(document: Any) -> str:
    return _json(document) + "\n"


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
