"""The contingency card of a route: who to call, how long the load keeps, where to bring it."""

from __future__ import annotations

from typing import Any

from distribution.feasibility.coldride import ColdRide
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import LegRefuge, Packing, Route, WeeklyPlan
from distribution.units import litres_from_ml
from operations.documents.figures import clock, hours, moment, number


def contingency_card(
    route: Route,
    plan: WeeklyPlan,
    inputs: WeekInputs,
    lang: str,
    *,
    ride: ColdRide,
    refuges: tuple[LegRefuge, ...],
) -> dict[str, Any]:
    """Return the card as plain values; a telephone number that the inputs lack is left to be written in."""
    active = route.packing is Packing.ACTIVE
    return {
        "calls": _calls(route, inputs, lang),
        "cold_until": moment(ride.closed_s + _held_s(route, plan, ride), plan.week),
        "holdover": hours(inputs.parameters.holdover_s) if active else "",
        "legs": [_leg(n, route, plan, inputs, lang, refuges) for n in range(len(route.stops))],
    }


def _held_s(route: Route, plan: WeeklyPlan, ride: ColdRide) -> int:
    """Return how long the load keeps as the plan says; older plans do not hold it."""
    return next((load.hold_s for load in plan.packed if load.departure_id == route.route_id), ride.allowed_s)


def _calls(route: Route, inputs: WeekInputs, lang: str) -> list[dict[str, str]]:
    depot = inputs.network.site(route.depot_id)
    drivers = [inputs.fleet.driver(driver_id) for driver_id in route.driver_ids]
    return [
        {"role": say("paper.depot", lang), "name": depot.name, "phone": depot.phone},
        {"role": say("paper.pharmacist", lang), "name": "", "phone": ""},
        *({"role": say("paper.drivers", lang), "name": d.name, "phone": d.phone} for d in drivers),
    ]


def _leg(
    leg: int,
    route: Route,
    plan: WeeklyPlan,
    inputs: WeekInputs,
    lang: str,
    refuges: tuple[LegRefuge, ...],
) -> dict[str, Any]:
    stop = route.stops[leg]
    centre = inputs.network.centre(stop.centre_id)
    load_ml = sum(
        drop.packs * inputs.vaccines[drop.product_id].pack_ml for s in route.stops[leg:] for drop in s.drops
    )
    return {
        "order": leg + 1,
        "to": centre.name,
        "phone": centre.phone,
        "depart": clock(route.legs[leg].depart_s, plan.week),
        "closed_until": clock(stop.start_s, plan.week),
        "litres": number(litres_from_ml(load_ml), lang, 1),
        "boxes": sum(s.boxes for s in route.stops[leg:]),
        "stores": [refuge_line(store, inputs, lang) for store in refuges if store.leg == leg],
    }


def refuge_line(store: LegRefuge, inputs: WeekInputs, lang: str) -> dict[str, Any]:
    """Return a refuge as it stands on paper; ``whole`` says that it can take all that is on board."""
    network = inputs.network
    centre = next((c for c in network.centres if c.centre_id == store.place_id), None)
    site = None if centre else network.site(store.place_id)
    address = centre.address if centre else f"{site.province}" if site else ""
    phone = centre.phone if centre else site.phone if site else ""
    return {
        "name": network.name(store.place_id),
        "address": address,
        "phone": phone,
        "away": hours(store.away_s),
        "detour": hours(store.detour_s),
        "free": number(litres_from_ml(store.free_ml), lang),
        "whole": store.free_ml >= store.load_ml,
    }
