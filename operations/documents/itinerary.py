"""A route as the driver lives it: loading, drives, breaks, rests, waiting, unloading, home."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.plan import Leg, Pause, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that takes time on a route.

    ``kind`` is ``load``, ``drive``, ``break``, ``rest``, ``wait``, ``unload`` or ``home``
    (``event.<kind>`` in the catalogue); ``order`` is the number of the stop, None at the depot
    and on the way; ``boxes`` are those on board at its end.
    """

    kind: str
    place_id: str
    start_s: int
    end_s: int
    boxes: int
    order: int | None = None
    leg: Leg | None = None


def itinerary(route: Route) -> tuple[Event, ...]:
    """Return the events of a route in time order; a leg stands before the pauses within it."""
    boxes = route.boxes
    events = [
        Event(
            kind="load",
            place_id=route.depot_id,
            start_s=route.load_start_s,
            end_s=route.depart_s,
            boxes=boxes,
        )
    ]
    for number, leg in enumerate(route.legs):
        events += _drive(route, number, leg, boxes)
        if number < len(route.stops):
            events += _call(route, number, boxes)
            boxes -= route.stops[number].boxes
    home = Event(
        kind="home", place_id=route.depot_id, start_s=route.return_s, end_s=route.return_s, boxes=boxes
    )
    return (*events, home)


def _drive(route: Route, number: int, leg: Leg, boxes: int) -> list[Event]:
    drive = Event(
        kind="drive",
        place_id=leg.destination_id,
        start_s=leg.depart_s,
        end_s=leg.arrive_s,
        boxes=boxes,
        leg=leg,
    )
    return [drive, *_pauses(route, number, False, leg.destination_id, boxes)]


def _call(route: Route, number: int, boxes: int) -> list[Event]:
    stop = route.stops[number]
    pauses = _pauses(route, number, True, stop.centre_id, boxes)
    waits = []
    if stop.start_s > stop.arrive_s and not pauses:
        waits.append(
            Event(
                kind="wait",
                place_id=stop.centre_id,
                start_s=stop.arrive_s,
                end_s=stop.start_s,
                boxes=boxes,
                order=number + 1,
            )
        )
    unload = Event(
        kind="unload",
        place_id=stop.centre_id,
        start_s=stop.start_s,
        end_s=stop.depart_s,
        boxes=boxes - stop.boxes,
        order=number + 1,
    )
    return [*pauses, *waits, unload]


def _pauses(route: Route, number: int, at_stop: bool, place_id: str, boxes: int) -> list[Event]:
    found: list[Pause] = [p for p in route.pauses if p.leg == number and p.at_stop == at_stop]
    return [
        Event(kind=p.kind, place_id=place_id, start_s=p.start_s, end_s=p.end_s, boxes=boxes)
        for p in sorted(found, key=lambda p: p.start_s)
    ]
