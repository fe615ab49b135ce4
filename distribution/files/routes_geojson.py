"""``routes.geojson`` (RFC 7946): a line per route along the roads, a point per stop.

RFC 7946 wants longitude first, as ``Place`` has it: nothing is swapped here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from distribution.inputs import WeekInputs
from distribution.network import Place
from distribution.plan import Drop, Leg, Route, WeeklyPlan

Paths = Callable[[str, str, str], Sequence[Place]]
"""Profile, origin id, destination id → the line of the road."""

ROUTES_FILE = "routes.geojson"
_DECIMALS = 6


def write_routes_geojson(
    plan: WeeklyPlan, inputs: WeekInputs, path: Path, *, paths: Paths | None = None
) -> None:
    """Write the routes; without ``paths`` the lines are straight from call to call."""
    features = [f for route in _ordered(plan) for f in _features(route, plan, inputs, paths)]
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def leg_line(leg: Leg, profile: str, inputs: WeekInputs, paths: Paths | None) -> tuple[Place, ...]:
    """Return the line of a leg, both ends included and no point twice in a row, at least two points."""
    ends = inputs.network.place(leg.origin_id), inputs.network.place(leg.destination_id)
    between = paths(profile, leg.origin_id, leg.destination_id) if paths else ()
    line = [ends[0]]
    for place in (*between, ends[1]):
        if place != line[-1]:
            line.append(place)
    return tuple(line) if len(line) > 1 else ends


def _ordered(plan: WeeklyPlan) -> list[Route]:
    return sorted(plan.routes, key=lambda r: (r.depart_s, r.route_id))


def _features(
    route: Route, plan: WeeklyPlan, inputs: WeekInputs, paths: Paths | None
) -> list[dict[str, Any]]:
    profile = inputs.fleet.type(route.type_id).profile
    line: list[Place] = []
    for leg in route.legs:
        places = leg_line(leg, profile, inputs, paths)
        line += places[1:] if line else places
    way = _feature("LineString", [_position(place) for place in line], _route_properties(route, plan))
    return [way, *_stops(route, plan, inputs)]


def _route_properties(route: Route, plan: WeeklyPlan) -> dict[str, Any]:
    return {
        "kind": "route",
        "plan": plan.plan_id,
        "route": route.route_id,
        "vehicle": route.vehicle_id,
        "day": route.day.isoformat(),
        "depart": plan.week.moment(route.depart_s).isoformat(),
        "return": plan.week.moment(route.return_s).isoformat(),
        "km": route.distance_m / 1_000,
        "boxes": route.boxes,
        "stops": len(route.stops),
        "synthetic": plan.synthetic,
    }


def _stops(route: Route, plan: WeeklyPlan, inputs: WeekInputs) -> list[dict[str, Any]]:
    return [
        _feature(
            "Point",
            _position(inputs.network.place(stop.centre_id)),
            {
                "kind": "stop",
                "route": route.route_id,
                "order": order,
                "centre": stop.centre_id,
                "name": inputs.network.name(stop.centre_id),
                "arrive": plan.week.moment(stop.arrive_s).isoformat(),
                "unload": plan.week.moment(stop.start_s).isoformat(),
                "leave": plan.week.moment(stop.depart_s).isoformat(),
                "boxes": stop.boxes,
                "doses": sum(drop.doses for drop in stop.drops),
                "goods": [_goods(drop) for drop in stop.drops],
            },
        )
        for order, stop in enumerate(route.stops, start=1)
    ]


def _goods(drop: Drop) -> dict[str, Any]:
    return {"product": drop.product_id, "lot": drop.lot_id, "doses": drop.doses}


def _position(place: Place) -> list[float]:
    return [round(place.lon, _DECIMALS), round(place.lat, _DECIMALS)]


def _feature(kind: str, coordinates: Any, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "geometry": geometry, "properties": properties}
