"""A route on paper: route sheet, loading list, packing sheet, temperature log, card, as plain values."""

from __future__ import annotations

from typing import Any

from distribution.coldchain.packing import PackedDeparture
from distribution.feasibility.coldride import ColdRide
from distribution.files.routes_geojson import Paths
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import LegRefuge, Route, WeeklyPlan
from distribution.trips import outings
from distribution.units import km_from_m
from operations.documents.figures import clock, hours, moment, number, weekday
from operations.documents.handover import by_route
from operations.documents.itinerary import Event, itinerary
from operations.documents.map_links import route_links
from operations.documents.packing import packed_boxes
from operations.documents.paper_contingency import contingency_card
from operations.documents.paper_goods import note
from operations.documents.paper_leave import leave_lines
from operations.documents.paper_loading import loading_paper
from operations.documents.paper_packing import packing_paper
from operations.documents.sketch import qr_svg, route_sketch


def route_paper(
    route: Route,
    plan: WeeklyPlan,
    inputs: WeekInputs,
    lang: str,
    *,
    paths: Paths | None,
    ride: ColdRide,
    packed: PackedDeparture,
    refuges: tuple[LegRefuge, ...],
) -> dict[str, Any]:
    """Return all papers of one route: sheet, loading list, packing sheet, notes, log, contingency card."""
    boxes = packed_boxes(route, inputs)
    notes = [note(handover, plan, inputs, route.box_id, lang) for handover in by_route(route, plan)]
    return {
        **_head(route, plan, inputs, lang),
        "qr": qr_svg(f"{plan.plan_id} {route.route_id}"),
        "links": [{"url": url, "qr": qr_svg(url)} for url in route_links(route, inputs)],
        "sketch": route_sketch(route, inputs, paths),
        "leaves": leave_lines(route, plan, inputs, lang),
        "events": [_event(event, plan, inputs, lang) for event in itinerary(route)],
        "loading": loading_paper(route, boxes, inputs, lang),
        "packing_sheet": packing_paper(route, packed, boxes, inputs, lang),
        "notes": notes,
        "contingency": contingency_card(route, plan, inputs, lang, ride=ride, refuges=refuges),
    }


def _head(route: Route, plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> dict[str, Any]:
    depot = inputs.network.site(route.depot_id)
    drivers = [inputs.fleet.driver(driver_id) for driver_id in route.driver_ids]
    return {
        "id": route.route_id,
        "day": weekday(route.day, lang),
        "vehicle": route.vehicle_id,
        "type": inputs.fleet.type(route.type_id).called(lang) + trip_of_day(route, plan, lang),
        "drivers": [{"name": driver.name, "phone": driver.phone} for driver in drivers],
        "depot": depot.name,
        "phone": depot.phone,
        "load_at": clock(route.load_start_s, plan.week),
        "depart_at": clock(route.depart_s, plan.week),
        "return_at": moment(route.return_s, plan.week),
        "packing": say(f"paper.{route.packing}", lang),
        "km": number(km_from_m(route.distance_m), lang),
        "driving": hours(route.driving_s),
        "nights": route.nights,
    }


def trip_of_day(route: Route, plan: WeeklyPlan, lang: str) -> str:
    """Return which trip of its vehicle's day a route is, nothing where it is the only one."""
    day = next(trips for trips in outings(plan.routes) if route in trips)
    if len(day) == 1:
        return ""
    return " · " + say("paper.trip_of_day", lang, number=day.index(route) + 1, trips=len(day))


def _event(event: Event, plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> dict[str, Any]:
    centre = inputs.network.centre(event.place_id) if event.kind == "unload" else None
    return {
        "kind": event.kind,
        "label": say(event.label_key, lang),
        "order": event.order or 0,
        "day": f"{plan.week.moment(event.start_s):%d/%m}",
        "from": clock(event.start_s, plan.week),
        "to": clock(event.end_s, plan.week),
        "place": inputs.network.name(event.place_id),
        "address": centre.address if centre else "",
        "phone": centre.phone if centre else "",
        "km": number(km_from_m(event.leg.distance_m), lang) if event.leg else "",
        "driving": hours(event.leg.driving_s) if event.leg else "",
        "boxes": event.boxes,
    }
