"""The drivable ways of an OpenStreetMap file, read by pyosmium."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from distribution.errors import Fault, TravelSourceError
from distribution.files.bundled import data_path
from distribution.roads.graph import Floats, haversine_km

Tags = Mapping[str, str]
_YES_ONEWAY = ("yes", "1", "true")
_CLOSED = ("no", "private")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OsmRoads:
    """Ways one after another: a row a node of a way, in the way's own order.

    ``node`` numbers the nodes (shared by ways that meet), ``way`` the ways; ``km`` runs along all rows.
    By way: ``kmh`` (truck, free flow), ``forth`` and ``back`` (may it be driven so), ``motorbike``,
    ``truck`` (may they use it), ``afloat`` (a ferry, as fast for all) and ``stopping`` (can a place stand
    on it: no motorway, no ferry).
    """

    node: NDArray[np.int64]
    way: NDArray[np.int64]
    km: Floats
    points: Floats
    kmh: Floats
    forth: NDArray[np.bool_]
    back: NDArray[np.bool_]
    motorbike: NDArray[np.bool_]
    truck: NDArray[np.bool_]
    afloat: NDArray[np.bool_]
    stopping: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Way:
    kmh: float  # 0: take hours instead
    hours: float
    oneway: int  # 1 forth, -1 back, 0 both
    motorbike: bool
    truck: bool
    afloat: bool
    stopping: bool


def read_roads(path: Path) -> OsmRoads:
    """Read the ways that motor vehicles may drive, and the ferries that carry them.

    Raises
    ------
    TravelSourceError
        When the file is missing, broken, or holds no such way.
    """
    import osmium

    speeds = _speeds()
    ways: list[_Way] = []
    refs: list[NDArray[np.int64]] = []
    points: list[Floats] = []
    try:
        objects = osmium.FileProcessor(str(path), osmium.osm.NODE | osmium.osm.WAY).with_locations()
        for way in objects.with_filter(osmium.filter.KeyFilter("highway", "route")):
            if not isinstance(way, osmium.osm.Way):
                continue
            described = _way({tag.k: tag.v for tag in way.tags}, speeds)
            nodes = [n for n in way.nodes if n.location.valid()] if described else []
            if described and len(nodes) > 1:
                ways.append(described)
                refs.append(np.array([n.ref for n in nodes], dtype=np.int64))
                points.append(np.array([(n.lon, n.lat) for n in nodes]))
    except (RuntimeError, OSError) as error:
        raise _fault(path, str(error)) from error
    if not ways:
        raise _fault(path, "0 ways")
    return _roads(ways, refs, points)


def _speeds() -> dict[str, tuple[float, bool]]:
    with data_path("osm_speeds.csv").open(encoding="utf-8", newline="") as file:
        return {r["highway"]: (float(r["kmh"]), r["motorbike"] == "1") for r in csv.DictReader(file)}


def _way(tags: Tags, speeds: Mapping[str, tuple[float, bool]]) -> _Way | None:
    if tags.get("route", "") == "ferry":
        return _ferry(tags, speeds["ferry"][0])
    known = speeds.get(tags.get("highway", ""))
    if (
        known is None
        or tags.get("access", "") in _CLOSED
        or "no" in (tags.get("motor_vehicle", ""), tags.get("vehicle", ""))
    ):
        return None
    kmh, motorbike = known
    motorway = tags.get("highway", "").startswith("motorway")
    limit = tags.get("maxspeed", "")
    return _Way(
        kmh=min(kmh, float(limit)) if limit.isdigit() and int(limit) else kmh,
        hours=0.0,
        oneway=_oneway(tags, motorway),
        motorbike=motorbike and tags.get("motorcycle", "") not in _CLOSED,
        truck=tags.get("hgv", "") not in _CLOSED,
        afloat=False,
        stopping=not motorway,
    )


def _oneway(tags: Tags, motorway: bool) -> int:
    if tags.get("oneway", "") == "-1":
        return -1
    round_about = tags.get("junction", "") in ("roundabout", "circular")
    implied = (motorway or round_about) and tags.get("oneway", "") != "no"
    return int(tags.get("oneway", "") in _YES_ONEWAY or implied)


def _ferry(tags: Tags, kmh: float) -> _Way | None:
    if tags.get("motor_vehicle", "") == "no" or tags.get("access", "") in _CLOSED:
        return None
    hours, _, minutes = tags.get("duration", "").partition(":")
    timed = hours.isdigit() and minutes[:2].isdigit()
    return _Way(
        kmh=0.0 if timed else kmh,
        hours=int(hours) + int(minutes[:2]) / 60 if timed else 0.0,
        oneway=0,
        motorbike=True,
        truck=True,
        afloat=True,
        stopping=False,
    )


def _roads(ways: list[_Way], refs: list[NDArray[np.int64]], points: list[Floats]) -> OsmRoads:
    _, first, node = np.unique(np.concatenate(refs), return_index=True, return_inverse=True)
    everywhere = np.concatenate(points)
    way = np.repeat(np.arange(len(ways)), [len(r) for r in refs])
    steps = haversine_km(*everywhere[:-1].T, *everywhere[1:].T) * (way[1:] == way[:-1])
    km = np.concatenate([[0.0], np.cumsum(steps)])
    length = np.bincount(way[1:], weights=steps, minlength=len(ways))
    kmh = np.array([w.kmh or max(float(length[i]), 1e-3) / w.hours for i, w in enumerate(ways)])
    oneway = np.array([w.oneway for w in ways])
    return OsmRoads(
        node=node.reshape(-1),
        way=way,
        km=km,
        points=everywhere[first],
        kmh=kmh,
        forth=oneway >= 0,
        back=oneway <= 0,
        motorbike=np.array([w.motorbike for w in ways]),
        truck=np.array([w.truck for w in ways]),
        afloat=np.array([w.afloat for w in ways]),
        stopping=np.array([w.stopping for w in ways]),
    )


def _fault(path: Path, detail: str) -> TravelSourceError:
    return TravelSourceError(
        [Fault(code="travel_extract", file=path.name, arguments={"detail": detail[:200]})]
    )
