"""Drivers on the decoded routes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from distribution.fleet import LICENCE_ORDER
from distribution.inputs import WeekInputs
from distribution.plan import Route
from distribution.units import DAY_S
from solvers.routing.crews import Crew, Wishes, crews
from solvers.routing.rosters import Duty, hands


def with_drivers(
    routes: Sequence[Route], inputs: WeekInputs, present: Mapping[str, Crew] | None = None
) -> tuple[Route, ...]:
    """Return the routes with their crews; a route that cannot be manned keeps none (and fails R9).

    Drivers who called at a centre in the plan to keep to are preferred there, and hours are evened
    out, each at its price.  ``present`` are crews by route that had better stay.
    """
    p = inputs.parameters
    manned = crews(
        [duty_of(route, inputs) for route in routes],
        hands(inputs),
        rest_s=p.night_rest_s,
        weekly_s=p.weekly_driving_s,
        wishes=Wishes(
            unfamiliar_vnd=p.unfamiliar_vnd if inputs.earlier else 0, imbalance_vnd_h=p.imbalance_vnd_h
        ),
        present={i: present[r.route_id] for i, r in enumerate(routes) if present and r.route_id in present},
    )
    return tuple(
        replace(route, driver_ids=drivers or ()) for route, drivers in zip(routes, manned, strict=True)
    )


def unmanned(routes: Sequence[Route]) -> tuple[str, ...]:
    """Return the ids of routes without a crew."""
    return tuple(route.route_id for route in routes if not route.driver_ids)


def duty_of(route: Route, inputs: WeekInputs) -> Duty:
    """Return a route as its drivers see it; a crew shares the wheel."""
    vehicle_type = inputs.fleet.type(route.type_id)
    return Duty(
        depot_id=route.depot_id,
        level=LICENCE_ORDER.index(vehicle_type.licence),
        crew=vehicle_type.crew,
        start_s=route.load_start_s,
        end_s=route.return_s,
        first_day=route.load_start_s // DAY_S,
        last_day=route.return_s // DAY_S,
        driving_s=-(-route.driving_s // vehicle_type.crew),
        centre_ids=tuple(stop.centre_id for stop in route.stops),
        outing=(route.vehicle_id, route.day),
    )
