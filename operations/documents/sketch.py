"""Drawings for the papers as SVG: the sketch of a route, and QR codes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

import segno

from distribution.files.routes_geojson import Paths, leg_line
from distribution.inputs import WeekInputs
from distribution.network import Place
from distribution.plan import Route

_WIDTH, _HEIGHT, _EDGE = 520.0, 260.0, 18.0
_MOST_POINTS = 60
_QUIET = 2  # modules left white about a QR code
_DARK = re.compile(rb"\x01+")


def qr_svg(text: str) -> str:
    """Return a QR code (error level M) as SVG.

    The mask is fixed: readers take any, and to weigh all eight takes four fifths of the time.
    """
    rows = segno.make(text, error="m", micro=False, mask=0).matrix
    side = len(rows) + 2 * _QUIET
    bars = "".join(
        f"M{bar.start() + _QUIET} {y}.5h{bar.end() - bar.start()}"
        for y, row in enumerate(rows, start=_QUIET)
        for bar in _DARK.finditer(row)
    )
    size = f'width="{side}" height="{side}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><path stroke="#000" d="{bars}"/></svg>'


def route_sketch(route: Route, inputs: WeekInputs, paths: Paths | None) -> str:
    """Return the route as SVG: the way, the depot as a square, the stops as numbered circles."""
    profile = inputs.fleet.type(route.type_id).profile
    lines = [_thinned(leg_line(leg, profile, inputs, paths)) for leg in route.legs]
    spots = [inputs.network.place(route.depot_id)]
    spots += [inputs.network.place(stop.centre_id) for stop in route.stops]
    point = _projection([place for line in lines for place in line] + spots)
    drawn = [_polyline([point(place) for place in line]) for line in lines]
    drawn += [_stop(point(place), number) for number, place in reversed(list(enumerate(spots)))]
    size = f'width="{_WIDTH:.0f}" height="{_HEIGHT:.0f}" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(drawn)}</svg>'


def _thinned(line: Sequence[Place]) -> list[Place]:
    step = math.ceil(len(line) / _MOST_POINTS)
    return [*line[:-1:step], line[-1]]


def _projection(places: Sequence[Place]) -> Callable[[Place], tuple[float, float]]:
    west, east = min(p.lon for p in places), max(p.lon for p in places)
    south, north = min(p.lat for p in places), max(p.lat for p in places)
    shrink = math.cos(math.radians((south + north) / 2))
    wide, high = max((east - west) * shrink, 1e-6), max(north - south, 1e-6)
    scale = min((_WIDTH - 2 * _EDGE) / wide, (_HEIGHT - 2 * _EDGE) / high)
    left, top = (_WIDTH - wide * scale) / 2, (_HEIGHT - high * scale) / 2

    def point(place: Place) -> tuple[float, float]:
        return left + (place.lon - west) * shrink * scale, top + (north - place.lat) * scale

    return point


def _polyline(points: Sequence[tuple[float, float]]) -> str:
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{text}" fill="none" stroke="#555" stroke-width="2"/>'


def _stop(point: tuple[float, float], number: int) -> str:
    x, y = point
    if number == 0:
        return f'<rect x="{x - 8:.1f}" y="{y - 8:.1f}" width="16" height="16" fill="#000"/>'
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="11" fill="#fff" stroke="#000" stroke-width="2"/>'
    label = f'<text x="{x:.1f}" y="{y + 5:.1f}" font-size="14" text-anchor="middle">{number}</text>'
    return circle + label
