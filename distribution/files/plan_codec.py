"""A plan as plain JSON values and back, led by the types of its dataclasses.

Moments on the week clock (``depart_s``) are written as local date and time under
``depart_at``; durations (``driving_s``) stay whole seconds; days are ISO dates.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar

from distribution.calendar import Week
from distribution.later import LATER

_PLAIN = frozenset({str, int, float, bool, NoneType})
DURATIONS = frozenset({"driving_s", "ferry_s", "hold_s", "away_s", "detour_s"})


T = TypeVar("T")
Reader: TypeAlias = "Callable[[Any, Week], Any]"
"""Makes of a JSON value, and the week by which moments are told, a value of the plan."""


class CodecError(ValueError):
    """A value is not what its place in the plan asks for; the text says where."""

    def __init__(self, what: str, place: str = "") -> None:
        super().__init__(f"{place}: {what}" if place else what)
        self.what, self.place = what, place

    def within(self, place: str) -> CodecError:
        """Return the error with the place in which its own lies."""
        return CodecError(self.what, place + self.place)


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
    try:
        return _reader(kind)(value, week)
    except CodecError as error:
        raise error.within(where) from error


@cache
def _reader(kind: Any) -> Reader:
    """Return what reads values of a type: a country's plan has a hundred thousand of a few types."""
    if kind is Week:
        return lambda _, week: week
    if dataclasses.is_dataclass(kind):
        return _record(kind)
    origin = typing.get_origin(kind)
    if origin in (UnionType, typing.Union):
        inner = _reader(next(part for part in typing.get_args(kind) if part is not NoneType))
        return lambda value, week: None if value is None else inner(value, week)
    if origin is tuple:
        return _tuple(typing.get_args(kind))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(_reader(typing.get_args(kind)[1]))
    return _scalar(kind)


def _record(kind: Any) -> Reader:
    fields = tuple(
        (name, written, _moment_s if is_moment(name) else _reader(field_kind))
        for name, written, field_kind in typed_fields(kind)
    )
    names, later = frozenset(written for _, written, _ in fields), later_names(kind)

    def read(value: Any, week: Week) -> Any:
        entries = _expect(dict, value)
        if entries.keys() != names and (odd := (names ^ entries.keys()) - (later - entries.keys())):
            raise CodecError(", ".join(sorted(odd)))
        arguments: dict[str, Any] = {}
        for name, written, read_field in fields:
            if written in entries:
                try:
                    arguments[name] = read_field(entries[written], week)
                except CodecError as error:
                    raise error.within(f".{written}") from error
        return kind(**arguments)

    return read


def _tuple(kinds: tuple[Any, ...]) -> Reader:
    alike = kinds[-1] is Ellipsis
    readers = tuple(_reader(kind) for kind in kinds if kind is not Ellipsis)

    def read(value: Any, week: Week) -> tuple[Any, ...]:
        items = _expect(list, value)
        if not alike and len(items) != len(readers):
            raise CodecError(f"{len(items)} ≠ {len(readers)}")
        found: list[Any] = []
        try:
            found.extend(
                r(item, week)
                for r, item in zip(readers * len(items) if alike else readers, items, strict=True)
            )
        except CodecError as error:
            raise error.within(f"[{len(found)}]") from error
        return tuple(found)

    return read


def _mapping(item: Reader) -> Reader:
    def read(value: Any, week: Week) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, entry in _expect(dict, value).items():
            try:
                found[key] = item(entry, week)
            except CodecError as error:
                raise error.within(f".{key}") from error
        return found

    return read


def _scalar(kind: Any) -> Reader:
    if kind is date or issubclass(kind, StrEnum):
        return lambda value, _: _parsed(date.fromisoformat if kind is date else kind, value)
    if kind is float:
        return lambda value, _: float(value) if type(value) is int else _expect(float, value)

    def read(value: Any, _: Week) -> Any:
        if type(value) is not kind:
            raise CodecError(repr(value)[:200])
        return value

    return read


def _moment_s(value: Any, week: Week) -> int:
    return _parsed(lambda text: _time_s(text, week), value)


@lru_cache(maxsize=1 << 16)
def _time_s(text: str, week: Week) -> int:
    return week.time_s(datetime.fromisoformat(text))


def _parsed(parse: Callable[[str], T], value: Any) -> T:
    try:
        return parse(_expect(str, value))
    except (ValueError, TypeError) as error:
        raise CodecError(repr(value)[:200]) from error


def _expect(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise CodecError(repr(value)[:200])
    return value
