"""Every departure of a plan in one shape, whether route, courier or transfer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from distribution.feasibility.last_asked import last_asked
from distribution.feasibility.windows import visit_day
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from distribution.units import ceil_div


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one departure carries from an origin to one destination.

    ``arrival_day`` is the day on which it is received there; ``available_s`` when the goods may be
    shipped on (transfers) or are in the centre's store.
    """

    departure_id: str
    origin_id: str
    destination_id: str
    depart_s: int
    load_start_s: int
    arrive_s: int
    available_s: int
    arrival_day: date
    drops: tuple[Drop, ...]
    transfer: bool


@last_asked
def deliveries(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Delivery, ...]:
    """Return all deliveries of a plan: stops of routes, consignments and transfers, by departure."""
    found = [*_stops(plan, inputs), *_consignments(plan, inputs), *_transfers(plan, inputs)]
    return tuple(sorted(found, key=lambda d: (d.depart_s, d.departure_id, d.arrive_s, d.destination_id)))


def centre_deliveries(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Delivery, ...]:
    """Return the deliveries to centres alone."""
    return tuple(d for d in deliveries(plan, inputs) if not d.transfer)


def volume_ml(drops: tuple[Drop, ...], inputs: WeekInputs) -> int:
    """Return the packed volume of drops."""
    return sum(drop.packs * inputs.vaccines[drop.product_id].pack_ml for drop in drops)


def value_vnd(drops: tuple[Drop, ...], inputs: WeekInputs) -> int:
    """Return what the doses of drops cost to buy."""
    return sum(drop.doses * inputs.vaccines[drop.product_id].price_vnd for drop in drops)


def boxes_needed(drops: tuple[Drop, ...], box_id: str, inputs: WeekInputs) -> int:
    """Return how many boxes hold the drops, each filled to the packing fraction."""
    net_ml = inputs.fleet.box(box_id).vaccine_ml
    usable_ml = int(net_ml * inputs.parameters.box_packing_fraction)
    return ceil_div(volume_ml(drops, inputs), usable_ml)


def _stops(plan: WeeklyPlan, inputs: WeekInputs) -> list[Delivery]:
    return [
        Delivery(
            departure_id=route.route_id,
            origin_id=route.depot_id,
            destination_id=stop.centre_id,
            depart_s=route.depart_s,
            load_start_s=route.load_start_s,
            arrive_s=stop.start_s,
            available_s=stop.depart_s,
            arrival_day=visit_day(inputs, stop.centre_id, stop.start_s),
            drops=stop.drops,
            transfer=False,
        )
        for route in plan.routes
        for stop in route.stops
    ]


def _consignments(plan: WeeklyPlan, inputs: WeekInputs) -> list[Delivery]:
    return [
        Delivery(
            departure_id=parcel.consignment_id,
            origin_id=parcel.depot_id,
            destination_id=parcel.centre_id,
            depart_s=parcel.depart_s,
            load_start_s=parcel.depart_s,
            arrive_s=parcel.arrive_s,
            available_s=parcel.end_s,
            arrival_day=visit_day(inputs, parcel.centre_id, parcel.arrive_s),
            drops=parcel.drops,
            transfer=False,
        )
        for parcel in plan.consignments
    ]


def _transfers(plan: WeeklyPlan, inputs: WeekInputs) -> list[Delivery]:
    return [
        Delivery(
            departure_id=run.transfer_id,
            origin_id=run.origin_id,
            destination_id=run.destination_id,
            depart_s=run.depart_s,
            load_start_s=run.depart_s - (inputs.parameters.loading_s if run.vehicle_id else 0),
            arrive_s=run.arrive_s,
            available_s=run.available_s,
            arrival_day=inputs.calendar.week.day_of(run.arrive_s),
            drops=run.drops,
            transfer=True,
        )
        for run in plan.transfers
    ]
