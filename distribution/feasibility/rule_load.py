"""R3: what a vehicle carries fits into it."""

from __future__ import annotations

from distribution.feasibility.departures import boxes_needed, volume_ml
from distribution.feasibility.verdict import Violation
from distribution.fleet import VehicleType
from distribution.inputs import WeekInputs
from distribution.plan import Drop, Packing, Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable
from distribution.vaccines import TemperatureBand

CARRIED = (TemperatureBand.COLD, TemperatureBand.AMBIENT)


def loads_fit(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Boxes fit the positions, mass the payload, volume the compartment; every load its boxes.

    A load only shrinks along a route, so the first leg is the fullest.
    """
    del travel
    found: list[Violation] = []
    for route in plan.routes:
        found.extend(_route(route, inputs))
    for run in plan.transfers:
        found.extend(_transfer(run, inputs))
    for parcel in plan.consignments:
        missing = boxes_needed(parcel.drops, parcel.box_id, inputs) - parcel.boxes
        found.extend(_over("boxes_too_few", parcel.consignment_id, missing, "boxes", parcel.centre_id))
        over = parcel.boxes - inputs.parameters.courier_max_boxes
        found.extend(_over("courier_boxes", parcel.consignment_id, over, "boxes", parcel.centre_id))
    return tuple(found)


def bands_carried(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Routes and couriers carry only what a centre receives at 2–8 °C or ambient."""
    del travel
    loads = [(route.route_id, stop.centre_id, stop.drops) for route in plan.routes for stop in route.stops]
    loads += [(c.consignment_id, c.centre_id, c.drops) for c in plan.consignments]
    return tuple(
        Violation(
            rule="R3",
            subject_id=departure_id,
            place_id=centre_id,
            route_id=departure_id,
            key="band_not_carried",
            amount=drop.doses,
            unit="doses",
            arguments={"product": drop.product_id},
        )
        for departure_id, centre_id, drops in loads
        for drop in drops
        if inputs.vaccines[drop.product_id].delivered_band not in CARRIED
    )


def _route(route: Route, inputs: WeekInputs) -> list[Violation]:
    vehicle_type = inputs.fleet.type(route.type_id)
    found: list[Violation] = []
    for stop in route.stops:
        missing = boxes_needed(stop.drops, route.box_id, inputs) - stop.boxes
        found += _over("boxes_too_few", route.route_id, missing, "boxes", stop.centre_id)
    drops = tuple(drop for stop in route.stops for drop in stop.drops)
    mass_g = route.boxes * inputs.fleet.box(route.box_id).loaded_g
    found += _over("positions_over", route.route_id, route.boxes - vehicle_type.box_positions, "boxes")
    found += _over("payload_over", route.route_id, mass_g - vehicle_type.payload_g, "g")
    return found + _compartment(route.route_id, route.packing, drops, vehicle_type, inputs)


def _transfer(run: Transfer, inputs: WeekInputs) -> list[Violation]:
    if run.type_id is None:
        return []
    vehicle_type = inputs.fleet.type(run.type_id)
    found: list[Violation] = []
    mass_g = sum(drop.packs * inputs.vaccines[drop.product_id].pack_g for drop in run.drops)
    if run.packing is Packing.PASSIVE:
        mass_g = run.boxes * inputs.fleet.box(run.box_id).loaded_g
        missing = boxes_needed(run.drops, run.box_id, inputs) - run.boxes
        found += _over("boxes_too_few", run.transfer_id, missing, "boxes")
        found += _over("positions_over", run.transfer_id, run.boxes - vehicle_type.box_positions, "boxes")
    found += _over("payload_over", run.transfer_id, mass_g - vehicle_type.payload_g, "g")
    return found + _compartment(run.transfer_id, run.packing, run.drops, vehicle_type, inputs)


def _compartment(
    subject_id: str, packing: Packing, drops: tuple[Drop, ...], vehicle_type: VehicleType, inputs: WeekInputs
) -> list[Violation]:
    if packing is not Packing.ACTIVE:
        return []
    over_ml = volume_ml(drops, inputs) - vehicle_type.active_ml
    return _over("compartment_over", subject_id, over_ml, "ml")


def _over(key: str, subject_id: str, amount: int, unit: str, place_id: str | None = None) -> list[Violation]:
    if amount <= 0:
        return []
    return [
        Violation(
            rule="R3",
            subject_id=subject_id,
            place_id=place_id,
            route_id=subject_id,
            key=key,
            amount=amount,
            unit=unit,
        )
    ]
