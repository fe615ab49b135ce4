"""Routes for phones: GPX 1.1, a track along the road and a waypoint at every stop."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import gpxpy.gpx

from distribution.files.file_names import file_name
from distribution.files.routes_geojson import Paths, leg_line
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import Route, WeeklyPlan

ALL_FILE = "routes.gpx"
FOLDER = "gpx"
LOCAL = timezone(timedelta(hours=7))


def write_gpx(
    plan: WeeklyPlan, inputs: WeekInputs, folder: Path, *, lang: str = "vi", paths: Paths | None = None
) -> tuple[Path, ...]:
    """Write ``routes.gpx`` and, under ``gpx/``, one file a route; return what was written."""
    (folder / FOLDER).mkdir(exist_ok=True)
    routes = sorted(plan.routes, key=lambda r: (r.depart_s, r.route_id))
    written = [folder / ALL_FILE]
    _write(written[0], gpx_text(routes, plan, inputs, lang, paths))
    for number, route in enumerate(routes, start=1):
        path = folder / FOLDER / f"{number:03d}-{file_name(route.route_id)}.gpx"
        _write(path, gpx_text([route], plan, inputs, lang, paths))
        written.append(path)
    return tuple(written)


def gpx_text(
    routes: Sequence[Route], plan: WeeklyPlan, inputs: WeekInputs, lang: str, paths: Paths | None
) -> str:
    """Return the GPX of routes."""
    gpx = gpxpy.gpx.GPX()
    gpx.creator = "coldchain"
    gpx.name = f"{plan.plan_id} {plan.week}"
    gpx.description = say("plan.synthetic", lang) if plan.synthetic else None
    for route in routes:
        gpx.waypoints.extend(_waypoints(route, plan, inputs, lang))
        gpx.tracks.append(_track(route, inputs, paths))
    text: str = gpx.to_xml(version="1.1")
    return text


def _waypoints(route: Route, plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> list[gpxpy.gpx.GPXWaypoint]:
    calls = [(0, route.depot_id, route.depart_s, route.boxes)]
    calls += [(n, s.centre_id, s.start_s, s.boxes) for n, s in enumerate(route.stops, start=1)]
    made = []
    for order, place_id, time_s, boxes in calls:
        place = inputs.network.place(place_id)
        load = f"{boxes} {say('paper.box_word', lang)}"
        made.append(
            gpxpy.gpx.GPXWaypoint(
                latitude=place.lat,
                longitude=place.lon,
                time=_local(plan.week.moment(time_s)),
                name=f"{route.route_id} {order:02d} {inputs.network.name(place_id)}",
                description=f"{plan.week.moment(time_s):%H:%M %d/%m/%Y} · {load}",
            )
        )
    return made


def _track(route: Route, inputs: WeekInputs, paths: Paths | None) -> gpxpy.gpx.GPXTrack:
    track = gpxpy.gpx.GPXTrack(name=f"{route.route_id} {route.vehicle_id}")
    profile = inputs.fleet.type(route.type_id).profile
    for leg in route.legs:
        segment = gpxpy.gpx.GPXTrackSegment()
        for place in leg_line(leg, profile, inputs, paths):
            segment.points.append(gpxpy.gpx.GPXTrackPoint(latitude=place.lat, longitude=place.lon))
        track.segments.append(segment)
    return track


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=LOCAL).astimezone(UTC)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
