"""Distances and times from a Valhalla server (``sources_to_targets`` and ``locate``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from distribution.files.travel_blocks import TooBigError, by_blocks
from distribution.files.travel_server import TravelServer
from distribution.measured_travel import Asked
from distribution.network import Place
from distribution.progress import OnProgress
from distribution.roads.graph import Floats, coordinates, haversine_km

ASKED_AS = {"motorbike": "motorbike", "van": "van", "truck": "truck", "heavy": "truck"}
COSTING = {"motorbike": "motor_scooter", "van": "auto", "truck": "truck"}
_TOO_MANY = 150  # "Exceeded max locations"


def ask_valhalla(
    server: TravelServer, profile: str, places: Sequence[Place], on_progress: OnProgress
) -> Asked:
    """Return what the server says of all pairs for a speed profile, asked in blocks.

    Raises
    ------
    TravelSourceError
        When it cannot be reached, refuses, or answers out of shape.
    """
    costing = COSTING[profile]
    snapped_m = locate(server, profile, places)
    found = np.nonzero(np.isfinite(snapped_m))[0]

    def ask(rows: range, columns: range) -> tuple[Floats, Floats]:
        return _matrix(server, costing, *([places[int(found[i])] for i in side] for side in (rows, columns)))

    try:
        known = by_blocks(len(found), ask, on_progress)
    except TooBigError as error:
        raise server.fault("travel_refused", code=str(_TOO_MANY), message=str(error)) from error
    metres, seconds = (np.full((len(places), len(places)), np.inf) for _ in known)
    metres[np.ix_(found, found)], seconds[np.ix_(found, found)] = known
    return Asked(metres=metres, seconds=seconds, snapped_m=snapped_m)


def locate(server: TravelServer, profile: str, places: Sequence[Place]) -> Floats:
    """Return how far each place lies from the nearest road for a speed profile; infinite without one."""
    question = {"locations": _points(places), "costing": COSTING[profile], "verbose": False}
    answer = _told(server, server.post("/locate", question))
    if not isinstance(answer, list) or len(answer) != len(places):
        raise server.fault("travel_answer", detail="locate")
    return np.array([_moved_m(place, found) for place, found in zip(places, answer, strict=True)])


def _moved_m(place: Place, found: Any) -> float:
    edges = (found or {}).get("edges") or []
    roads = [Place(e["correlated_lon"], e["correlated_lat"]) for e in edges if "correlated_lon" in e]
    if not roads:
        return float("inf")
    lon, lat = coordinates(roads).T
    here = np.full(len(roads), place.lon), np.full(len(roads), place.lat)
    return float(haversine_km(*here, lon, lat).min() * 1_000)


def _matrix(
    server: TravelServer, costing: str, origins: list[Place], destinations: list[Place]
) -> tuple[Floats, Floats]:
    question = {
        "sources": _points(origins),
        "targets": _points(destinations),
        "costing": costing,
        "units": "kilometers",
        "verbose": True,
    }
    answer = _told(server, server.post("/sources_to_targets", question))
    try:
        rows = answer["sources_to_targets"]
        km = np.array([[cell["distance"] for cell in row] for row in rows], dtype=float)
        seconds = np.array([[cell["time"] for cell in row] for row in rows], dtype=float)
    except (KeyError, TypeError, ValueError) as error:
        raise server.fault("travel_answer", detail="sources_to_targets") from error
    if km.shape != (len(origins), len(destinations)):
        raise server.fault("travel_answer", detail=f"sources_to_targets {km.shape}")
    return _open(km) * 1_000, _open(seconds)


def _open(grid: Floats) -> Floats:
    return np.where(np.isnan(grid), np.inf, grid)


def _points(places: Sequence[Place]) -> list[dict[str, float]]:
    return [{"lat": place.lat, "lon": place.lon} for place in places]


def _told(server: TravelServer, answer: Any) -> Any:
    """Return an answer that is no error.

    Raises
    ------
    TooBigError, TravelSourceError
        When the server tells an error.
    """
    if isinstance(answer, dict) and "error_code" in answer:
        code, message = int(answer["error_code"]), str(answer.get("error", ""))
        if code == _TOO_MANY:
            raise TooBigError(message)
        raise server.fault("travel_refused", code=str(code), message=message)
    return answer
