"""What every departure of a plan carries, and in which kind of vehicle."""

from __future__ import annotations

from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from distribution.units import litres_from_ml


def departure_drops(plan: WeeklyPlan) -> dict[str, tuple[Drop, ...]]:
    """Return the drops of every route, consignment and transfer by its id."""
    routes = {r.route_id: tuple(d for stop in r.stops for d in stop.drops) for r in plan.routes}
    parcels = {c.consignment_id: c.drops for c in plan.consignments}
    return {**routes, **parcels, **{t.transfer_id: t.drops for t in plan.transfers}}


def departure_litres(plan: WeeklyPlan, inputs: WeekInputs) -> dict[str, float]:
    """Return the packed litres of every departure by its id."""
    return {
        departure_id: litres_from_ml(sum(d.packs * inputs.vaccines[d.product_id].pack_ml for d in drops))
        for departure_id, drops in departure_drops(plan).items()
    }


def departure_types(plan: WeeklyPlan) -> dict[str, str | None]:
    """Return the vehicle type of every route and transfer by its id; None on a carrier's vehicle."""
    routes: dict[str, str | None] = {route.route_id: route.type_id for route in plan.routes}
    return {**routes, **{run.transfer_id: run.type_id for run in plan.transfers}}
