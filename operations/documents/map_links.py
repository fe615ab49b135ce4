"""Links that open a route in the map of a phone: at most nine waypoints each."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from distribution.inputs import WeekInputs
from distribution.network import Place
from distribution.plan import Route

MOST_WAYPOINTS = 9
_DIRECTIONS = "https://www.google.com/maps/dir/?"


def map_links(places: Sequence[Place]) -> tuple[str, ...]:
    """Return links along places in order; each begins where the one before ends."""
    span = MOST_WAYPOINTS + 1
    starts = range(0, max(len(places) - 1, 0), span)
    return tuple(_link(places[start : start + span + 1]) for start in starts)


def route_links(route: Route, inputs: WeekInputs) -> tuple[str, ...]:
    """Return the links of a route, depot to depot."""
    calls = [route.depot_id, *(stop.centre_id for stop in route.stops), route.depot_id]
    return map_links([inputs.network.place(place_id) for place_id in calls])


def _link(places: Sequence[Place]) -> str:
    points = [f"{place.lat:.5f},{place.lon:.5f}" for place in places]
    query = {"api": "1", "origin": points[0], "destination": points[-1], "travelmode": "driving"}
    if len(points) > 2:
        query["waypoints"] = "|".join(points[1:-1])
    return _DIRECTIONS + urlencode(query)
