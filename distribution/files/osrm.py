"""Distances and times from an OSRM server (``table`` service, version 1 of its HTTP interface).

The server answers for the one profile that it was built with; it is taken to be a car's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from distribution.files.travel_blocks import TooBigError, by_blocks
from distribution.files.travel_server import TravelServer
from distribution.measured_travel import Asked
from distribution.network import Place
from distribution.progress import OnProgress
from distribution.roads.graph import Floats

PROFILE = "van"  # the speed profile whose vehicles drive like the server's cars
_PATH = "/table/v1/driving/"


def ask_osrm(server: TravelServer, places: Sequence[Place], on_progress: OnProgress) -> Asked:
    """Return what the server says of all pairs, asked in blocks.

    Raises
    ------
    TravelSourceError
        When it cannot be reached, refuses, or answers out of shape.
    """
    snapped_m = np.full(len(places), np.inf)

    def ask(rows: range, columns: range) -> tuple[Floats, Floats]:
        answer = _table(server, [places[i] for i in rows], [places[i] for i in columns])
        snapped_m[rows.start : rows.stop] = _snapped(server, answer, "sources", len(rows))
        snapped_m[columns.start : columns.stop] = _snapped(server, answer, "destinations", len(columns))
        shape = (len(rows), len(columns))
        return _grid(server, answer, "distances", shape), _grid(server, answer, "durations", shape)

    try:
        metres, seconds = by_blocks(len(places), ask, on_progress)
    except TooBigError as error:
        raise server.fault("travel_refused", code="TooBig", message=str(error)) from error
    return Asked(metres=metres, seconds=seconds, snapped_m=snapped_m)


def _table(server: TravelServer, origins: list[Place], destinations: list[Place]) -> dict[str, Any]:
    points = ";".join(f"{p.lon:.6f},{p.lat:.6f}" for p in [*origins, *destinations])
    first = ";".join(str(i) for i in range(len(origins)))
    second = ";".join(str(len(origins) + i) for i in range(len(destinations)))
    query = f"sources={first}&destinations={second}&annotations=duration,distance"
    answer = server.get(_PATH + points, query)
    code, message = str(answer.get("code", "")), str(answer.get("message", ""))
    if code == "TooBig":
        raise TooBigError(message)
    if code != "Ok":
        raise server.fault("travel_refused", code=code or "?", message=message)
    return answer


def _snapped(server: TravelServer, answer: dict[str, Any], name: str, size: int) -> Floats:
    """Return how far the server moved each place; servers before 5.20 do not say, and are refused."""
    try:
        moved = np.array([point["distance"] for point in answer[name]], dtype=float)
    except (KeyError, TypeError, ValueError) as error:
        raise server.fault("travel_answer", detail=f"{name}.distance") from error
    if moved.shape != (size,):
        raise server.fault("travel_answer", detail=name)
    return moved


def _grid(server: TravelServer, answer: dict[str, Any], name: str, shape: tuple[int, int]) -> Floats:
    """Return a table of the answer; null (no way) becomes infinite."""
    try:
        grid = np.array(answer[name], dtype=float)
    except (KeyError, TypeError, ValueError) as error:
        raise server.fault("travel_answer", detail=name) from error
    if grid.shape != shape:
        raise server.fault("travel_answer", detail=f"{name} {grid.shape}")
    return np.where(np.isnan(grid), np.inf, grid)
