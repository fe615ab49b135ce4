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

    @property
    def label_key(self) -> str:
        """The catalogue's word for it: a break at a stop is waiting too."""
        return "event.break_at_stop" if self.kind == "break" and self.order else f"event.{self.kind}"


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
    return [drive, *_pauses(route, number, leg.destination_id, boxes)]


def _call(route: Route, number: int, boxes: int) -> list[Event]:
    stop = route.stops[number]
    pauses = _pauses(route, number, stop.centre_id, boxes, order=number + 1)
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


def _pauses(route: Route, number: int, place_id: str, boxes: int, order: int | None = None) -> list[Event]:
    """Return the pauses on a leg, or with ``order`` those at the stop where it ends."""
    found: list[Pause] = [p for p in route.pauses if p.leg == number and p.at_stop == (order is not None)]
    return [
        Event(kind=p.kind, place_id=place_id, start_s=p.start_s, end_s=p.end_s, boxes=boxes, order=order)
        for p in sorted(found, key=lambda p: p.start_s)
    ]
