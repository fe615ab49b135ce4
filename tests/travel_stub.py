"""Servers on loopback that speak the protocols of OSRM and Valhalla, as far as tables go.

The shapes of answers and errors are those of osrm-routed 26.10 and valhalla_service 3.9.
Distances are straight lines times 1.5; one second a ten metres.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from distribution.network import Place
from distribution.roads.graph import coordinates, haversine_km


@dataclass
class Behaviour:
    """How a stub answers: what it refuses, how often it stumbles first, what it does not know."""

    largest: int = 100  # OSRM: locations squared are the most pairs; Valhalla: the most locations
    stumbles: int = 0  # answers of 503 before the first good one
    no_way: tuple[Place, Place] | None = None
    far: dict[Place, float] = field(default_factory=dict)
    error: dict[str, Any] | None = None
    raw: bytes | None = None
    asked: list[str] = field(default_factory=list)


def straight_m(a: Place, b: Place) -> float:
    lon, lat = coordinates([a, b]).T
    return float(haversine_km(lon[:1], lat[:1], lon[1:], lat[1:])[0]) * 1_500


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[str]:
    """Serve on a free port of loopback; give the URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(*_osrm(behaviour, self.path))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(*_valhalla(behaviour, self.path, body))

        def _answer(self, status: int, document: Any) -> None:
            behaviour.asked.append(self.path)
            if behaviour.stumbles > 0:
                behaviour.stumbles -= 1
                status, document = 503, {"message": "busy"}
            data = behaviour.raw if behaviour.raw is not None else json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def _osrm(behaviour: Behaviour, asked: str) -> tuple[int, Any]:
    if behaviour.error:
        return 400, behaviour.error
    parts = urlsplit(asked)
    _, service, version, _, points = unquote(parts.path).split("/")
    if (service, version) != ("table", "v1"):
        return 400, {"code": "InvalidService", "message": "Service not found!"}
    places = [Place(*map(float, p.split(","))) for p in points.split(";")]
    options = {k: v[0] for k, v in parse_qs(parts.query, separator="&").items()}
    rows, columns = ([int(i) for i in options[k].split(";")] for k in ("sources", "destinations"))
    if len(rows) * len(columns) > behaviour.largest**2:
        return 400, {"code": "TooBig", "message": "Too many table coordinates"}
    grid = [[_metres(behaviour, places[i], places[j]) for j in columns] for i in rows]
    return 200, {
        "code": "Ok",
        "distances": grid,
        "durations": [[None if m is None else m / 10 for m in line] for line in grid],
        "sources": [_waypoint(behaviour, places[i]) for i in rows],
        "destinations": [_waypoint(behaviour, places[j]) for j in columns],
    }


def _waypoint(behaviour: Behaviour, place: Place) -> dict[str, Any]:
    moved = next((m for p, m in behaviour.far.items() if _same(p, place)), 0.0)
    return {"hint": "x", "location": [place.lon, place.lat], "name": "", "distance": moved}


def _valhalla(behaviour: Behaviour, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    if behaviour.error:
        return 400, behaviour.error
    if path == "/locate":
        return 200, [_located(behaviour, point) for point in body["locations"]]
    if len(body["sources"]) + len(body["targets"]) > behaviour.largest:
        text = "Exceeded max locations"
        return 400, {"error_code": 150, "error": text, "status_code": 400, "status": "Bad Request"}
    rows, columns = ([Place(p["lon"], p["lat"]) for p in body[k]] for k in ("sources", "targets"))
    grid = [[_cell(behaviour, (i, a), (j, b)) for j, b in enumerate(columns)] for i, a in enumerate(rows)]
    return 200, {"algorithm": "costmatrix", "units": "kilometers", "sources_to_targets": grid}


def _cell(behaviour: Behaviour, a: tuple[int, Place], b: tuple[int, Place]) -> dict[str, Any]:
    metres = _metres(behaviour, a[1], b[1])
    known = {"distance": None, "time": None} if metres is None else _driven(metres)
    return {"from_index": a[0], "to_index": b[0], **known}


def _driven(metres: float) -> dict[str, float]:
    return {"distance": metres / 1_000, "time": metres / 10}


def _located(behaviour: Behaviour, point: dict[str, float]) -> dict[str, Any]:
    place = Place(point["lon"], point["lat"])
    moved = next((m for p, m in behaviour.far.items() if _same(p, place)), 0.0)
    about = {"input_lon": place.lon, "input_lat": place.lat, "nodes": None}
    if moved == float("inf"):
        return {**about, "edges": None}
    edge = {"correlated_lon": place.lon, "correlated_lat": place.lat + moved / 111_195.0}
    return {**about, "edges": [{"way_id": 1, "side_of_street": "neither", **edge}]}


def _metres(behaviour: Behaviour, a: Place, b: Place) -> float | None:
    shut = behaviour.no_way
    if shut and _same(a, shut[0]) and _same(b, shut[1]):
        return None
    return straight_m(a, b)


def _same(a: Place, b: Place) -> bool:
    return abs(a.lon - b.lon) < 1e-5 and abs(a.lat - b.lat) < 1e-5
