"""How long each load stays cold, and how long it must."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from distribution.coldtime import design_ambient_c, hold_time_s
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdRide:
    """A load on its way: ``closed_s`` when its cold begins to count, ``end_s`` when the last is handed over.

    ``places`` are the calls while loaded, in order; ``allowed_s`` is the hold time of the boxes at
    the design ambient, or the qualified time of the active compartment.
    """

    departure_id: str
    packing: Packing
    places: tuple[str, ...]
    closed_s: int
    end_s: int
    allowed_s: int
    motor: bool

    @property
    def margin_s(self) -> int:
        """Cold left when the last box is handed over."""
        return self.allowed_s - (self.end_s - self.closed_s)


def cold_rides(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[ColdRide, ...]:
    """Return the cold ride of every route, consignment and transfer."""
    return (*_routes(plan, inputs), *_consignments(plan, inputs), *_transfers(plan, inputs))


def _routes(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[ColdRide, ...]:
    rides = []
    for route in plan.routes:
        passive = route.packing is Packing.PASSIVE
        places = (route.depot_id, *(stop.centre_id for stop in route.stops))
        rides.append(
            ColdRide(
                departure_id=route.route_id,
                packing=route.packing,
                places=places,
                closed_s=route.load_start_s if passive else route.depart_s,
                end_s=max((stop.depart_s for stop in route.stops), default=route.depart_s),
                allowed_s=_allowed_s(route.packing, route.box_id, places, route.depart_s, inputs),
                motor=True,
            )
        )
    return tuple(rides)


def _consignments(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[ColdRide, ...]:
    return tuple(
        ColdRide(
            departure_id=parcel.consignment_id,
            packing=Packing.PASSIVE,
            places=(parcel.depot_id, parcel.centre_id),
            closed_s=parcel.depart_s,
            end_s=parcel.end_s,
            allowed_s=_allowed_s(
                Packing.PASSIVE,
                parcel.box_id,
                (parcel.depot_id, parcel.centre_id),
                parcel.depart_s,
                inputs,
            ),
            motor=False,
        )
        for parcel in plan.consignments
    )


def _transfers(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[ColdRide, ...]:
    rides = []
    for run in plan.transfers:
        own, places = run.vehicle_id is not None, (run.origin_id, run.destination_id)
        loading_s = inputs.parameters.loading_s if own and run.packing is Packing.PASSIVE else 0
        rides.append(
            ColdRide(
                departure_id=run.transfer_id,
                packing=run.packing,
                places=places,
                closed_s=run.depart_s - loading_s,
                end_s=run.arrive_s,
                allowed_s=_allowed_s(run.packing, run.box_id, places, run.depart_s, inputs),
                motor=own,
            )
        )
    return tuple(rides)


def _allowed_s(
    packing: Packing, box_id: str, places: Sequence[str], depart_s: int, inputs: WeekInputs
) -> int:
    if packing is Packing.ACTIVE:
        return inputs.parameters.active_max_s
    month = inputs.calendar.week.day_of(depart_s).month
    ambient_c = design_ambient_c(inputs.climate, [inputs.network.place(p) for p in places], month)
    return hold_time_s(inputs.fleet.box(box_id), ambient_c, inputs.parameters)
