"""The door between a night's allocation and ``allocation.json``.

Its tables hold a quarter of a million rows and more, so that they are written column by column:
``{"period": [0, 0, …], "centre_id": ["…", …], …}``, one column a line.  What is not a table is
written as in ``plan.json``.  Columns and fields that a type has gained with a default may be missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from distribution.calendar import Week
from distribution.errors import Fault, InputError
from distribution.files import names
from distribution.files.plan_codec import CodecError, decode, encode, typed_fields
from distribution.files.quarter_schema import quarter_schema
from distribution.files.quarter_shape import SCHEMA_VERSION, required_names, row_kind
from distribution.quarter.answer import QuarterAllocation

ALLOCATION_FILE = names.ALLOCATION_FILE
_MOST_FAULTS = 200


def write_quarter(allocation: QuarterAllocation, path: Path) -> None:
    """Write an allocation: the same allocation gives the same bytes."""
    path.write_text(quarter_text(allocation), encoding="utf-8", newline="\n")


def quarter_text(allocation: QuarterAllocation) -> str:
    """Return the text of ``allocation.json``: sorted keys, a line for every field and column."""
    week = week_of(allocation.as_of)
    entries = []
    for name, _, kind in sorted(typed_fields(QuarterAllocation)):
        value, row = getattr(allocation, name), row_kind(kind)
        entries.append(
            f"  {json.dumps(name)}: {_text(encode(value, week)) if row is None else _table(row, value)}"
        )
    body = ",\n".join(entries)
    return f'{{\n "allocation": {{\n{body}\n }},\n "schema_version": {SCHEMA_VERSION}\n}}\n'


def quarter_code(allocation: QuarterAllocation) -> str:
    """Return a short hash of an allocation's content: twelve letters and digits."""
    return hashlib.sha256(quarter_text(allocation).encode()).hexdigest()[:12].upper()


def read_quarter(path: Path) -> QuarterAllocation:
    """Read an allocation back, exactly as it was written.

    Raises
    ------
    InputError
        With every fault, when the file is missing, is no JSON, or breaks the schema.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        detail = {"detail": str(error)}
        raise InputError([Fault(code="quarter_unreadable", file=path.name, arguments=detail)]) from error
    try:
        return quarter_of(document)
    except (CodecError, ValueError) as error:
        raise InputError(_faults(document, path, error)) from error


def quarter_of(document: Any) -> QuarterAllocation:
    """Return the allocation that a JSON document holds.

    Raises
    ------
    CodecError
        When something is missing, unknown, or of another type.
    """
    if not isinstance(document, dict) or document.get("schema_version") != SCHEMA_VERSION:
        raise CodecError("schema_version")
    entries = document.get("allocation")
    if document.keys() != {"schema_version", "allocation"} or not isinstance(entries, dict):
        raise CodecError("allocation")
    week = week_of(decode(date, entries.get("as_of"), _SOME_WEEK, "allocation.as_of"))
    _require_names(QuarterAllocation, entries, "allocation")
    arguments: dict[str, Any] = {}
    for name, _, kind in typed_fields(QuarterAllocation):
        if name not in entries:
            continue
        row, where = row_kind(kind), f"allocation.{name}"
        arguments[name] = (
            decode(kind, entries[name], week, where) if row is None else _rows(row, entries[name], where)
        )
    return QuarterAllocation(**arguments)


def week_of(day: date) -> Week:
    """Return the ISO week that holds a day."""
    return Week(day - timedelta(days=day.weekday()))


# the plan's codec asks for a week; no field of an allocation depends on it
_SOME_WEEK = Week(date(2026, 11, 23))


def _table(row: type, rows: Sequence[Any]) -> str:
    columns = ",\n".join(
        f"   {json.dumps(name)}: {_text([_cell(getattr(r, name)) for r in rows])}"
        for name, _, _ in sorted(typed_fields(row))
    )
    return f"{{\n{columns}\n  }}"


def _cell(value: Any) -> Any:
    return value if type(value) in (int, str, bool, float) else encode(value, _SOME_WEEK)


def _rows(row: type, columns: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(columns, dict):
        raise CodecError(where)
    _require_names(row, columns, where)
    kinds = [(name, kind) for name, _, kind in typed_fields(row) if name in columns]
    values = [_column(kind, columns[name], f"{where}.{name}") for name, kind in kinds]
    if len({len(column) for column in values}) > 1:
        raise CodecError(f"{where}: columns differ in length")
    names = [name for name, _ in kinds]
    return tuple(row(**dict(zip(names, cells, strict=True))) for cells in zip(*values, strict=True))


def _column(kind: Any, values: Any, where: str) -> Sequence[Any]:
    if not isinstance(values, list):
        raise CodecError(f"{where}: not a column")
    if kind in (int, str, bool) and all(type(value) is kind for value in values):
        return values
    if kind is date:
        days = {text: decode(date, text, _SOME_WEEK, where) for text in dict.fromkeys(map(str, values))}
        if all(type(value) is str for value in values):
            return [days[text] for text in values]
    return [decode(kind, value, _SOME_WEEK, f"{where}[{i}]") for i, value in enumerate(values)]


def _require_names(kind: type, entries: Mapping[str, Any], where: str) -> None:
    known = {name for name, _, _ in typed_fields(kind)}
    odd = sorted((entries.keys() - known) | (required_names(kind) - entries.keys()))
    if odd:
        raise CodecError(f"{where}: {', '.join(odd)}")


def _faults(document: Any, path: Path, error: Exception) -> list[Fault]:
    from itertools import islice

    import jsonschema

    errors = jsonschema.Draft202012Validator(quarter_schema()).iter_errors(document)
    details = [f"{e.json_path}: {e.message}"[:300] for e in islice(errors, _MOST_FAULTS)] or [str(error)]
    return [Fault(code="quarter_schema", file=path.name, arguments={"detail": d}) for d in details]


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False, separators=(",", ":"))
