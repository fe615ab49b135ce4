"""The shape of ``allocation.json``, which its codec and its published schema both follow."""

from __future__ import annotations

import dataclasses
import typing
from functools import cache
from typing import Any

SCHEMA_VERSION = 1


@cache
def row_kind(kind: Any) -> type | None:
    """Return the dataclass of a table's rows (``tuple[Row, ...]``), or None for any other type."""
    parts = typing.get_args(kind)
    is_table = (
        typing.get_origin(kind) is tuple and parts[-1] is Ellipsis and dataclasses.is_dataclass(parts[0])
    )
    return typing.cast(type, parts[0]) if is_table else None


@cache
def required_names(kind: type) -> frozenset[str]:
    """Return the fields of a dataclass that have no default."""
    return frozenset(
        f.name
        for f in dataclasses.fields(kind)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )
