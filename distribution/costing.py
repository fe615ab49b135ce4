"""What a plan costs, in đồng: recomputed from its decisions, never stored as truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from distribution.cost_parts import Cost, CostBreakdown
from distribution.cost_sharing import whole_shares
from distribution.cost_to_serve import DELIVERY_PARTS, delivery_parts
from distribution.feasibility.timeline import route_duty
from distribution.feasibility.windows import visit_day
from distribution.fleet import VehicleType
from distribution.inputs import WeekInputs
from distribution.plan import Consignment, Packing, Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable
from distribution.trips import outings
from distribution.units import DAY_S, HOUR_S, ceil_div


def cost(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> CostBreakdown:
    """Return what a plan costs, departure by departure."""
    routes = tuple(
        (route.route_id, cost)
        for outing in outings(plan.routes)
        for route, cost in zip(outing, outing_costs(outing, inputs, travel), strict=True)
    )
    order = {route.route_id: at for at, route in enumerate(plan.routes)}
    routes = tuple(sorted(routes, key=lambda row: order[row[0]]))
    parcels = tuple((c.consignment_id, consignment_cost(c, inputs)) for c in plan.consignments)
    runs = tuple((t.transfer_id, transfer_cost(t, inputs, travel)) for t in plan.transfers)
    whole = CostBreakdown(routes=routes, consignments=parcels, transfers=runs)
    parts = delivery_parts(plan, inputs, travel, whole)
    shares = {centre_id: sum(part[name] for name in DELIVERY_PARTS) for centre_id, part in parts.items()}
    return replace(whole, centres=tuple(sorted(shares.items())))


def outing_costs(trips: Sequence[Route], inputs: WeekInputs, travel: TravelTable) -> tuple[Cost, ...]:
    """Return the costs of the trips of one vehicle on one day.

    Vehicle and crew are paid once for the day, shared by the time of each trip from loading to return;
    overtime is that of the whole shift, and is put down to the last trip.
    """
    alone = [route_cost(route, inputs, travel) for route in trips]
    if len(trips) == 1:
        return tuple(alone)
    rates, crew = inputs.parameters, inputs.fleet.type(trips[0].type_id).crew
    times = [route.return_s - route.load_start_s for route in trips]
    fixed = whole_shares(alone[0].fixed_vnd, times)
    drivers = whole_shares(alone[0].drivers_vnd, times)
    over_s = max(0, trips[-1].return_s - trips[0].load_start_s - rates.overtime_after_s)
    overtime = [0] * (len(trips) - 1) + [ceil_div(over_s * rates.overtime_vnd_h, HOUR_S) * crew]
    return tuple(
        replace(one, fixed_vnd=fixed[i], drivers_vnd=drivers[i], overtime_vnd=overtime[i])
        for i, one in enumerate(alone)
    )


def route_cost(route: Route, inputs: WeekInputs, travel: TravelTable) -> Cost:
    """Return the cost of a route that is its vehicle's only one that day, part by part."""
    vehicle_type, rates = inputs.fleet.type(route.type_id), inputs.parameters
    days = route.return_s // DAY_S - route.depart_s // DAY_S + 1
    pairs = [(drive.origin_id, drive.destination_id, drive.distance_m) for drive in route.legs]
    unit_s = route.return_s - route.depart_s if route.packing is Packing.ACTIVE else 0
    visit_days = [visit_day(inputs, stop.centre_id, stop.start_s) for stop in route.stops]
    avoided = sum(inputs.calendar.deliveries(day) == "avoid" for day in visit_days)
    overtime = [
        ceil_div(max(0, s.end_s - s.start_s - rates.overtime_after_s) * rates.overtime_vnd_h, HOUR_S)
        for s in route_duty(route).shifts
    ]
    return Cost(
        fixed_vnd=vehicle_type.fixed_vnd_day * days,
        drivers_vnd=vehicle_type.driver_vnd_day * days,
        energy_maintenance_vnd=sum(ceil_div(m * vehicle_type.vnd_km, 1_000) for _, _, m in pairs),
        tolls_vnd=_tolls_vnd(pairs, vehicle_type, travel),
        ferries_vnd=_ferries_vnd(pairs, vehicle_type, travel),
        nights_vnd=route.nights * rates.night_vnd * vehicle_type.crew,
        overtime_vnd=sum(overtime) * vehicle_type.crew,
        unit_vnd=ceil_div(unit_s * vehicle_type.unit_vnd_h, HOUR_S),
        avoid_days_vnd=avoided * rates.avoid_day_vnd,
        co2_g=sum(ceil_div(m * vehicle_type.co2_g_km, 1_000) for _, _, m in pairs)
        + ceil_div(unit_s * vehicle_type.unit_co2_g_h, HOUR_S),
    )


def consignment_cost(parcel: Consignment, inputs: WeekInputs) -> Cost:
    """Return the courier's price: a fixed part and the mass of the loaded boxes."""
    rates = inputs.parameters
    mass_g = parcel.boxes * inputs.fleet.box(parcel.box_id).loaded_g
    return Cost(courier_vnd=rates.courier_fixed_vnd + ceil_div(mass_g * rates.courier_vnd_kg, 1_000))


def transfer_cost(run: Transfer, inputs: WeekInputs, travel: TravelTable) -> Cost:
    """Return the cost of a transfer: an own truck there and back, or the price of the lane."""
    if run.vehicle_id is None or run.type_id is None:
        lane = next(lane for lane in inputs.network.lanes if lane.lane_id == run.lane_id)
        return Cost(transfers_vnd=lane.fixed_vnd + ceil_div(_mass_g(run, inputs) * lane.vnd_per_kg, 1_000))
    vehicle_type = inputs.fleet.type(run.type_id)
    out, back = (run.origin_id, run.destination_id), (run.destination_id, run.origin_id)
    pairs = [(*out, run.distance_m), (*back, run.distance_m)]
    span_s = 2 * (run.arrive_s - run.depart_s) + inputs.parameters.loading_s
    days = (run.depart_s + span_s - 1) // DAY_S - run.depart_s // DAY_S + 1
    total = (
        (vehicle_type.fixed_vnd_day + vehicle_type.driver_vnd_day) * days
        + sum(ceil_div(m * vehicle_type.vnd_km, 1_000) for _, _, m in pairs)
        + _tolls_vnd(pairs, vehicle_type, travel)
        + _ferries_vnd(pairs, vehicle_type, travel)
    )
    return Cost(
        transfers_vnd=total,
        co2_g=sum(ceil_div(m * vehicle_type.co2_g_km, 1_000) for _, _, m in pairs),
    )


def _tolls_vnd(pairs: Iterable[tuple[str, str, int]], vehicle_type: VehicleType, travel: TravelTable) -> int:
    expressway_m = travel.profiles[vehicle_type.profile].expressway_m
    metres = [int(expressway_m[travel.index(a), travel.index(b)]) for a, b, _ in pairs]
    return sum(ceil_div(m * vehicle_type.toll_vnd_km, 1_000) for m in metres)


def _ferries_vnd(
    pairs: Iterable[tuple[str, str, int]], vehicle_type: VehicleType, travel: TravelTable
) -> int:
    ferries = travel.profiles[vehicle_type.profile].ferries
    return vehicle_type.ferry_vnd * sum(int(ferries[travel.index(a), travel.index(b)]) for a, b, _ in pairs)


def _mass_g(run: Transfer, inputs: WeekInputs) -> int:
    """Return the chargeable mass: loaded boxes, or the packs alone where none are stated."""
    if run.boxes:
        return run.boxes * inputs.fleet.box(run.box_id).loaded_g
    return sum(drop.packs * inputs.vaccines[drop.product_id].pack_g for drop in run.drops)
