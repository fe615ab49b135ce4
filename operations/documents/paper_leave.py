"""What a driver may be asked for on the way: permits of the vehicle, waivers that the route rests on."""

from __future__ import annotations

from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import Route, WeeklyPlan


def leave_lines(route: Route, plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> list[str]:
    """Return a sentence for each permit of a route's vehicle and each waiver about the route."""
    concerned = {
        route.route_id,
        route.vehicle_id,
        route.depot_id,
        *route.driver_ids,
        *(stop.centre_id for stop in route.stops),
    }
    permits = [
        say(
            "paper.permit",
            lang,
            zone=inputs.calendar.zone(permit.zone_id).name,
            number=permit.why,
            who=permit.who,
            until=f"{permit.until:%d/%m/%Y}",
        )
        for permit in inputs.permits
        if permit.vehicle_id == route.vehicle_id
    ]
    waivers = [
        say(
            "paper.waiver",
            lang,
            rule=waiver.rule,
            heading=say(f"rule.{waiver.rule}", lang),
            subject=_called(waiver.subject_id, inputs),
            who=waiver.who,
            why=waiver.why,
            until=f"{waiver.until:%d/%m/%Y}",
        )
        for waiver in plan.waivers
        if waiver.subject_id in concerned
    ]
    return [*permits, *waivers]


def _called(subject_id: str, inputs: WeekInputs) -> str:
    """Return the name of a place or driver; routes and vehicles are known by their ids."""
    if subject_id in inputs.network.place_ids:
        return inputs.network.name(subject_id)
    return next((d.name for d in inputs.fleet.drivers if d.driver_id == subject_id), subject_id)
