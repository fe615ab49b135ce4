"""How long each load stays cold, and how long it must."""

from __future__ import annotations

from dataclasses import dataclass

from distribution.coldtime import design_ambient_c, hold_time_s
from distribution.inputs import WeekInputs
from distribution.plan import Consignment, Packing, Route, Transfer, WeeklyPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdRide:
    """A load on its way: ``closed_s`` when its cold begins to count, ``end_s`` when the last is handed over.

    ``places`` are the calls while loaded, in order; ``allowed_s`` is the hold time of the boxes at
    the design ambient ``design_c``, by the recipe that the plan names, or the qualified time of the active
    compartment.
    """

    departure_id: str
    packing: Packing
    places: tuple[str, ...]
    closed_s: int
    end_s: int
    design_c: float
    allowed_s: int
    motor: bool

    @property
    def margin_s(self) -> int:
        """Cold left when the last box is handed over."""
        return self.allowed_s - (self.end_s - self.closed_s)


def cold_rides(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[ColdRide, ...]:
    """Return the cold ride of every route, consignment and transfer."""
    allowance = _Allowance(plan, inputs)
    return (
        *(_route(route, allowance) for route in plan.routes),
        *(_consignment(parcel, allowance) for parcel in plan.consignments),
        *(_transfer(run, allowance) for run in plan.transfers),
    )


class _Allowance:
    """For how long loads may be under way: by the recipes of the plan, else by the best of each box."""

    def __init__(self, plan: WeeklyPlan, inputs: WeekInputs) -> None:
        self.loading_s = inputs.parameters.loading_s
        self._inputs = inputs
        self._recipes = {load.departure_id: load.recipe_id for load in plan.packed}

    def ride(
        self,
        departure_id: str,
        packing: Packing,
        box_id: str,
        places: tuple[str, ...],
        depart_s: int,
        *,
        closed_s: int,
        end_s: int,
        motor: bool,
    ) -> ColdRide:
        """Return a ride with the time that it is allowed in the heat of its month and places."""
        network, parameters = self._inputs.network, self._inputs.parameters
        month = self._inputs.calendar.week.day_of(depart_s).month
        design_c = design_ambient_c(self._inputs.climate, [network.place(p) for p in places], month)
        allowed_s = parameters.active_max_s
        if packing is Packing.PASSIVE:
            recipe_id = self._recipes.get(departure_id, "")
            allowed_s = hold_time_s(self._inputs.fleet.box(box_id), design_c, parameters, recipe_id)
        return ColdRide(
            departure_id=departure_id,
            packing=packing,
            places=places,
            closed_s=closed_s,
            end_s=end_s,
            design_c=design_c,
            allowed_s=allowed_s,
            motor=motor,
        )


def _route(route: Route, allowance: _Allowance) -> ColdRide:
    return allowance.ride(
        route.route_id,
        route.packing,
        route.box_id,
        (route.depot_id, *(stop.centre_id for stop in route.stops)),
        route.depart_s,
        closed_s=route.load_start_s if route.packing is Packing.PASSIVE else route.depart_s,
        end_s=max((stop.depart_s for stop in route.stops), default=route.depart_s),
        motor=True,
    )


def _consignment(parcel: Consignment, allowance: _Allowance) -> ColdRide:
    return allowance.ride(
        parcel.consignment_id,
        Packing.PASSIVE,
        parcel.box_id,
        (parcel.depot_id, parcel.centre_id),
        parcel.depart_s,
        closed_s=parcel.depart_s,
        end_s=parcel.end_s,
        motor=False,
    )


def _transfer(run: Transfer, allowance: _Allowance) -> ColdRide:
    own = run.vehicle_id is not None
    loading_s = allowance.loading_s if own and run.packing is Packing.PASSIVE else 0
    return allowance.ride(
        run.transfer_id,
        run.packing,
        run.box_id,
        (run.origin_id, run.destination_id),
        run.depart_s,
        closed_s=run.depart_s - loading_s,
        end_s=run.arrive_s,
        motor=own,
    )
