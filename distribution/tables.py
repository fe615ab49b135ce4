"""A plan as tables: a new frame each time, one row and set of columns documented for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from distribution.feasibility.coldride import cold_rides
from distribution.feasibility.departures import centre_deliveries, value_vnd, volume_ml
from distribution.inputs import WeekInputs
from distribution.plan import Route, WeeklyPlan

if TYPE_CHECKING:
    import pandas as pd

DROPS = (
    "departure_id",
    "kind",
    "depot_id",
    "centre_id",
    "centre_name",
    "day",
    "product_id",
    "product_name",
    "lot_id",
    "use_by",
    "packs",
    "doses",
    "volume_ml",
    "value_vnd",
)
STOPS = (
    "departure_id",
    "kind",
    "position",
    "vehicle_id",
    "depot_id",
    "centre_id",
    "centre_name",
    "day",
    "arrive",
    "start",
    "end",
    "boxes",
    "doses",
    "volume_ml",
    "value_vnd",
)
ROUTES = (
    "route_id",
    "vehicle_id",
    "type_id",
    "depot_id",
    "drivers",
    "day",
    "load_start",
    "depart",
    "return",
    "packing",
    "stops",
    "boxes",
    "load_factor",
    "doses",
    "volume_ml",
    "value_vnd",
    "distance_m",
    "driving_s",
    "nights",
    "cold_margin_s",
)


def drops_frame(plan: WeeklyPlan, inputs: WeekInputs) -> pd.DataFrame:
    """Return one row per departure, centre and lot.

    Columns: ``departure_id``, ``kind`` (route or courier), ``depot_id``, ``centre_id``,
    ``centre_name``, ``day`` (date of the visit), ``product_id``, ``product_name``, ``lot_id``,
    ``use_by`` (date), ``packs``, ``doses``, ``volume_ml`` (packed), ``value_vnd``.
    """
    routes = {route.route_id for route in plan.routes}
    rows = [
        {
            "departure_id": visit.departure_id,
            "kind": "route" if visit.departure_id in routes else "courier",
            "depot_id": visit.origin_id,
            "centre_id": visit.destination_id,
            "centre_name": inputs.network.name(visit.destination_id),
            "day": visit.arrival_day,
            "product_id": drop.product_id,
            "product_name": inputs.vaccines[drop.product_id].name,
            "lot_id": drop.lot_id,
            "use_by": drop.use_by,
            "packs": drop.packs,
            "doses": drop.doses,
            "volume_ml": volume_ml((drop,), inputs),
            "value_vnd": value_vnd((drop,), inputs),
        }
        for visit in centre_deliveries(plan, inputs)
        for drop in visit.drops
    ]
    return _frame(rows, DROPS)


def stops_frame(plan: WeeklyPlan, inputs: WeekInputs) -> pd.DataFrame:
    """Return one row per call at a centre, by route or courier, in order of departure.

    Columns: ``departure_id``, ``kind``, ``position`` (from 1 in its route), ``vehicle_id`` (empty for
    couriers), ``depot_id``, ``centre_id``, ``centre_name``, ``day`` (date of the visit), ``arrive``,
    ``start``, ``end`` (local date and time), ``boxes``, ``doses``, ``volume_ml``, ``value_vnd``.
    """
    routes = {route.route_id: route for route in plan.routes}
    parcels = {parcel.consignment_id: parcel for parcel in plan.consignments}
    moment = plan.week.moment
    rows = []
    positions: dict[str, int] = {}
    for visit in centre_deliveries(plan, inputs):
        route = routes.get(visit.departure_id)
        position = positions[visit.departure_id] = positions.get(visit.departure_id, 0) + 1
        stop = route.stops[position - 1] if route else None
        rows.append(
            {
                "departure_id": visit.departure_id,
                "kind": "route" if route else "courier",
                "position": position,
                "vehicle_id": route.vehicle_id if route else "",
                "depot_id": visit.origin_id,
                "centre_id": visit.destination_id,
                "centre_name": inputs.network.name(visit.destination_id),
                "day": visit.arrival_day,
                "arrive": moment(stop.arrive_s if stop else visit.arrive_s),
                "start": moment(visit.arrive_s),
                "end": moment(visit.available_s),
                "boxes": stop.boxes if stop else parcels[visit.departure_id].boxes,
                "doses": sum(drop.doses for drop in visit.drops),
                "volume_ml": volume_ml(visit.drops, inputs),
                "value_vnd": value_vnd(visit.drops, inputs),
            }
        )
    return _frame(rows, STOPS)


def routes_frame(plan: WeeklyPlan, inputs: WeekInputs) -> pd.DataFrame:
    """Return one row per route.

    Columns: ids of ``route``, ``vehicle``, ``type``, ``depot``; ``drivers`` (ids, joined by commas);
    ``day`` of departure; ``load_start``, ``depart``, ``return`` (local date and time); ``packing``;
    ``stops``; ``boxes``; ``load_factor`` (boxes of positions, 0–1); ``doses``; ``volume_ml``;
    ``value_vnd``; ``distance_m``; ``driving_s``; ``nights``; ``cold_margin_s`` (cold left at the last
    handing over).
    """
    margins = {ride.departure_id: ride.margin_s for ride in cold_rides(plan, inputs)}
    rows = [_route_row(route, plan, inputs, margins[route.route_id]) for route in plan.routes]
    return _frame(rows, ROUTES)


def _route_row(route: Route, plan: WeeklyPlan, inputs: WeekInputs, margin_s: int) -> dict[str, Any]:
    drops = tuple(drop for stop in route.stops for drop in stop.drops)
    return {
        "route_id": route.route_id,
        "vehicle_id": route.vehicle_id,
        "type_id": route.type_id,
        "depot_id": route.depot_id,
        "drivers": ", ".join(route.driver_ids),
        "day": route.day,
        "load_start": plan.week.moment(route.load_start_s),
        "depart": plan.week.moment(route.depart_s),
        "return": plan.week.moment(route.return_s),
        "packing": route.packing.value,
        "stops": len(route.stops),
        "boxes": route.boxes,
        "load_factor": route.boxes / inputs.fleet.type(route.type_id).box_positions,
        "doses": sum(drop.doses for drop in drops),
        "volume_ml": volume_ml(drops, inputs),
        "value_vnd": value_vnd(drops, inputs),
        "distance_m": route.distance_m,
        "driving_s": route.driving_s,
        "nights": route.nights,
        "cold_margin_s": margin_s,
    }


def _frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns))
