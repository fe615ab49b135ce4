"""Square tables in the open format: one number when all are equal, a triangle when symmetric."""

from __future__ import annotations

from typing import Any

import numpy as np

from solvers.routing.tables import Ints


def packed(table: Ints) -> Any:
    """Return a square table as JSON values: a number, a lower triangle with its diagonal, or all rows."""
    if table.size and (table == table.flat[0]).all():
        return table.flat[0].item()
    if (table == table.T).all():
        return {"symmetric": True, "rows": [row[: i + 1].tolist() for i, row in enumerate(table)]}
    return {"symmetric": False, "rows": table.tolist()}


def unpacked(value: Any, size: int, dtype: type[np.generic]) -> Ints:
    """Return the square table of JSON values that passed the checks."""
    if not isinstance(value, dict):
        return np.full((size, size), value, dtype)
    if not value["symmetric"]:
        return np.array(value["rows"], dtype).reshape(size, size)
    table = np.zeros((size, size), dtype)
    for i, row in enumerate(value["rows"]):
        table[i, : i + 1] = row
        table[: i + 1, i] = row
    return table


def misshapen(value: Any, size: int) -> str | None:
    """Return what is wrong with the rows of a table of ``size`` rows, or None."""
    if not isinstance(value, dict):
        return None
    lengths = [len(row) for row in value["rows"]]
    wanted = [i + 1 if value["symmetric"] else size for i in range(size)]
    if len(lengths) != size:
        return f"{len(lengths)} ≠ {size}"
    odd = next((i for i, (found, due) in enumerate(zip(lengths, wanted, strict=True)) if found != due), None)
    return None if odd is None else f"[{odd}]: {lengths[odd]} ≠ {wanted[odd]}"


def spread(table: Ints, anchor: Ints, access: Ints | None = None) -> Ints:
    """Return a table of places from one of anchors; ``access`` is added at both ends.

    From a place to itself it is the anchor's own diagonal, without access.
    """
    places = table[np.ix_(anchor, anchor)]
    if access is not None and access.any():
        ends = access[:, None] + access[None, :]
        np.fill_diagonal(ends, 0)
        places = places + ends
    return np.ascontiguousarray(places)
