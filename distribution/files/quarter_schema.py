"""The published JSON Schema of ``allocation.json``, made from the types of the quarter's allocation.

``quarter.schema.json`` beside this module is what this module makes (a test holds them equal);
write it anew after a change of the types by ``python -m distribution.files.quarter_schema``.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from distribution.files.plan_codec import typed_fields
from distribution.files.plan_schema import schema_of
from distribution.files.quarter_shape import SCHEMA_VERSION, required_names, row_kind
from distribution.quarter.answer import QuarterAllocation

SCHEMA_FILE = "quarter.schema.json"


def quarter_schema() -> dict[str, Any]:
    """Return the published schema, as shipped with the package."""
    text = resources.files("distribution.files").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def schema_of_quarter() -> dict[str, Any]:
    """Return the schema that follows from the dataclasses: a table is an object of columns."""
    definitions: dict[str, Any] = {}
    properties = {name: _entry(kind, definitions) for name, _, kind in typed_fields(QuarterAllocation)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Nightly allocation of a quarter",
        "description": "Tables are objects of columns of equal length; days are ISO dates; volumes in ml.",
        "type": "object",
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "allocation": {
                "type": "object",
                "properties": properties,
                "required": sorted(required_names(QuarterAllocation)),
                "additionalProperties": False,
            },
        },
        "required": ["schema_version", "allocation"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def schema_text() -> str:
    """Return the text of ``quarter.schema.json``."""
    return json.dumps(schema_of_quarter(), indent=1, sort_keys=True) + "\n"


def _entry(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    row = row_kind(kind)
    if row is None:
        return schema_of(kind, definitions)
    columns = {
        name: {"type": "array", "items": schema_of(cell, definitions)} for name, _, cell in typed_fields(row)
    }
    return {
        "type": "object",
        "properties": columns,
        "required": sorted(required_names(row)),
        "additionalProperties": False,
    }


if __name__ == "__main__":
    Path(__file__).with_name(SCHEMA_FILE).write_text(schema_text(), encoding="utf-8", newline="\n")
