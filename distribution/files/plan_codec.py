"""A plan as plain JSON values and back, led by the types of its dataclasses.

Moments on the week clock (``depart_s``) are written as local date and time under
``depart_at``; durations (``driving_s``) stay whole seconds; days are ISO dates.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any

from distribution.calendar import Week
from distribution.later import LATER

_PLAIN = frozenset({str, int, float, bool, NoneType})
DURATIONS = frozenset({"driving_s", "ferry_s", "hold_s", "away_s", "detour_s"})


class CodecError(ValueError):
    """A value is not what its place in the plan asks for; the text says where."""


def is_moment(name: str) -> bool:
    """Return whether a field is a time on the week clock (and not a duration)."""
    return name.endswith("_s") and name not in DURATIONS


def written_name(name: str) -> str:
    """Return the name of a field in the file: ``depart_s`` → ``depart_at``."""
    return name.removesuffix("_s") + "_at" if is_moment(name) else name


@cache
def typed_fields(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """Return (field, name in the file, type) of every field of a dataclass."""
    hints = typing.get_type_hints(kind)
    return tuple((f.name, written_name(f.name), hints[f.name]) for f in dataclasses.fields(kind))


@cache
def later_names(kind: type) -> frozenset[str]:
    """Return the names in the file of the fields that older files do not have."""
    return frozenset(written_name(f.name) for f in dataclasses.fields(kind) if f.metadata == LATER)


def encode(value: Any, week: Week) -> Any:
    """Return a dataclass (or a value in one) as JSON values."""
    if value.__class__ in _PLAIN:
        return value
    if isinstance(value, tuple):
        return [encode(item, week) for item in value]
    if isinstance(value, Week):
        return str(value)
    if dataclasses.is_dataclass(value):
        return {
            written: _moment(getattr(value, name), week) if moment else encode(getattr(value, name), week)
            for name, written, moment in _written_fields(value.__class__)
        }
    if isinstance(value, Mapping):
        return {str(key): encode(item, week) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date) else value


@cache
def _written_fields(kind: type) -> tuple[tuple[str, str, bool], ...]:
    """Return (field, name in the file, whether it is a moment) of every field of a dataclass."""
    return tuple((name, written, is_moment(name)) for name, written, _ in typed_fields(kind))


@lru_cache(maxsize=1 << 16)
def _moment(time_s: int, week: Week) -> str:
    """Return a time on the week clock as it is written; a plan has far fewer than it has fields."""
    return week.moment(time_s).isoformat()


def decode(kind: Any, value: Any, week: Week, where: str = "") -> Any:
    """Return JSON values as a value of the type ``kind``.

    Raises
    ------
    CodecError
        When something is missing, unknown, or of another type.
    """
    if kind is Week:
        return week
    if dataclasses.is_dataclass(kind):
        return _decode_record(kind, value, week, where)
    origin = typing.get_origin(kind)
    if origin in (UnionType, typing.Union):
        return None if value is None else decode(_without_none(kind), value, week, where)
    if origin is tuple:
        return _decode_tuple(typing.get_args(kind), value, week, where)
    if origin is not None and issubclass(origin, Mapping):
        item = typing.get_args(kind)[1]
        pairs = _expect(dict, value, where).items()
        return {key: decode(item, entry, week, f"{where}.{key}") for key, entry in pairs}
    return _decode_scalar(kind, value, where)


def _decode_record(kind: Any, value: Any, week: Week, where: str) -> Any:
    entries = _expect(dict, value, where)
    fields = typed_fields(kind)
    names = {written for _, written, _ in fields}
    odd = (names ^ entries.keys()) - (later_names(kind) - entries.keys())
    if odd:
        raise CodecError(f"{where or '.'}: {', '.join(sorted(odd))}")
    arguments: dict[str, Any] = {}
    for name, written, field_kind in fields:
        if written not in entries:
            continue
        place = f"{where}.{written}"
        if is_moment(name):
            arguments[name] = _decode_moment(entries[written], week, place)
        else:
            arguments[name] = decode(field_kind, entries[written], week, place)
    return kind(**arguments)


def _decode_tuple(kinds: tuple[Any, ...], value: Any, week: Week, where: str) -> tuple[Any, ...]:
    items = _expect(list, value, where)
    if kinds[-1] is Ellipsis:
        return tuple(decode(kinds[0], item, week, f"{where}[{i}]") for i, item in enumerate(items))
    if len(items) != len(kinds):
        raise CodecError(f"{where}: {len(items)} ≠ {len(kinds)}")
    pairs = enumerate(zip(kinds, items, strict=True))
    return tuple(decode(kind, item, week, f"{where}[{i}]") for i, (kind, item) in pairs)


def _decode_moment(value: Any, week: Week, where: str) -> int:
    try:
        return week.time_s(datetime.fromisoformat(_expect(str, value, where)))
    except (ValueError, TypeError) as error:
        raise CodecError(f"{where}: {value!r}") from error


def _decode_scalar(kind: Any, value: Any, where: str) -> Any:
    if kind is date or issubclass(kind, StrEnum):
        try:
            text = _expect(str, value, where)
            return date.fromisoformat(text) if kind is date else kind(text)
        except ValueError as error:
            raise CodecError(f"{where}: {value!r}") from error
    if kind is float and type(value) is int:
        return float(value)
    return _expect(kind, value, where)


def _expect(kind: type, value: Any, where: str) -> Any:
    if type(value) is not kind:
        raise CodecError(f"{where or '.'}: {value!r}"[:200])
    return value


def _without_none(kind: Any) -> Any:
    return next(part for part in typing.get_args(kind) if part is not NoneType)
