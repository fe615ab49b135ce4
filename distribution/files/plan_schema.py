"""The published JSON Schema of ``plan.json``, made from the plan's own types.

``plan.schema.json`` beside this module is what this module makes (a test holds them equal);
write it anew after a change of the types by ``python -m distribution.files.plan_schema``.
"""

from __future__ import annotations

import dataclasses
import json
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from importlib import resources
from pathlib import Path
from types import NoneType, UnionType
from typing import Any

from distribution.calendar import Week
from distribution.files.plan_codec import is_moment, later_names, typed_fields
from distribution.plan import WeeklyPlan

SCHEMA_VERSION = 1
SCHEMA_FILE = "plan.schema.json"
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$"}
_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}


def plan_schema() -> dict[str, Any]:
    """Return the published schema, as shipped with the package."""
    text = resources.files("distribution.files").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def schema_of_types() -> dict[str, Any]:
    """Return the schema that follows from the plan's dataclasses."""
    definitions: dict[str, Any] = {}
    reference = schema_of(WeeklyPlan, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Weekly delivery plan",
        "description": "Times are local date and time (UTC+7); distances metres, durations seconds.",
        "type": "object",
        "properties": {"schema_version": {"const": SCHEMA_VERSION}, "plan": reference},
        "required": ["schema_version", "plan"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def schema_text() -> str:
    """Return the text of ``plan.schema.json``."""
    return json.dumps(schema_of_types(), indent=1, sort_keys=True) + "\n"


def schema_of(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type; dataclasses go into ``definitions`` and are referred to."""
    if kind is Week:
        return {"type": "string", "pattern": r"^\d{4}-W\d\d$"}
    if dataclasses.is_dataclass(kind):
        return _record(typing.cast(type, kind), definitions)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (UnionType, typing.Union):
        inner = next(part for part in parts if part is not NoneType)
        return {"anyOf": [schema_of(inner, definitions), {"type": "null"}]}
    if origin is tuple:
        return _array(parts, definitions)
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": schema_of(parts[1], definitions)}
    return _scalar(kind)


def _array(parts: tuple[Any, ...], definitions: dict[str, Any]) -> dict[str, Any]:
    if parts[-1] is Ellipsis:
        return {"type": "array", "items": schema_of(parts[0], definitions)}
    items = [schema_of(part, definitions) for part in parts]
    return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}


def _scalar(kind: Any) -> dict[str, Any]:
    if kind is date:
        return {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
    if issubclass(kind, StrEnum):
        return {"enum": [member.value for member in kind]}
    return {"type": _PLAIN[kind]}


def _record(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    name = kind.__name__
    if name not in definitions:
        definitions[name] = {}
        properties = {
            written: dict(_MOMENT) if is_moment(field) else schema_of(field_kind, definitions)
            for field, written, field_kind in typed_fields(kind)
        }
        definitions[name] = {
            "type": "object",
            "properties": properties,
            "required": sorted(properties.keys() - later_names(kind)),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


if __name__ == "__main__":
    Path(__file__).with_name(SCHEMA_FILE).write_text(schema_text(), encoding="utf-8", newline="\n")
