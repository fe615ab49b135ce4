"""The packs in which papers leave: one a route, a transfer, and the couriers of the week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from distribution.files.file_names import file_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """Papers that belong together: the name on every footer, the name of their file, and their values."""

    name: str
    file: str
    values: dict[str, Any]


def packs(values: dict[str, Any]) -> Iterator[Pack]:
    """Yield the packs of paper values in the order of the whole: transfers, routes, couriers.

    A plan that moves nothing has one pack that says so.
    """
    found = _packs(values)
    yield next(found, _pack(values, values["words"]["no_load"], "empty"))
    yield from found


def _packs(values: dict[str, Any]) -> Iterator[Pack]:
    for transfer in values["transfers"]:
        yield _pack(values, transfer["id"], transfer["id"], transfers=[transfer])
    for route in values["routes"]:
        yield _pack(values, route["id"], route["id"], routes=[route])
    if values["couriers"]:
        yield _pack(values, values["words"]["courier"], "couriers", couriers=values["couriers"])


def _pack(values: dict[str, Any], name: str, run_id: str, **papers: list[Any]) -> Pack:
    empty: dict[str, Any] = {"transfers": [], "routes": [], "couriers": []}
    return Pack(name=name, file=file_name(run_id), values={**values, **empty, **papers, "pack": name})
