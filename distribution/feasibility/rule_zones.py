"""R6: no vehicle in a zone at hours in which it is banned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable

Call = tuple[str, int, int]


def zones_kept(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """No stay in a zone meets a banned interval of the vehicle, unless it holds a permit.

    A stay lasts from the crossing before the first of consecutive calls in the zone to the
    crossing after the last.  Parked at home before departure and after return is no stay.
    """
    del travel
    found: list[Violation] = []
    for route in plan.routes:
        found.extend(_banned(route.route_id, route.vehicle_id, route.type_id, _route_calls(route), inputs))
    for run in plan.transfers:
        if run.vehicle_id is not None and run.type_id is not None:
            calls = _transfer_calls(run)
            found.extend(_banned(run.transfer_id, run.vehicle_id, run.type_id, calls, inputs))
    return tuple(found)


def _route_calls(route: Route) -> tuple[Call, ...]:
    """Return (place, arrival, departure) of each call; at home the stay is but a moment."""
    stops = [
        (stop.centre_id, stop.arrive_s, leg.depart_s)
        for stop, leg in zip(route.stops, route.legs[1:], strict=False)
    ]
    home = route.depot_id
    return ((home, route.depart_s, route.depart_s), *stops, (home, route.return_s, route.return_s))


def _transfer_calls(run: Transfer) -> tuple[Call, ...]:
    return (
        (run.origin_id, run.depart_s, run.depart_s),
        (run.destination_id, run.arrive_s, run.arrive_s),
    )


def stays(calls: Sequence[Call], zone_id: str, crossing_s: int, inputs: WeekInputs) -> Iterator[Call]:
    """Yield (first place, start, end) of every stay in a zone."""
    begin_s, end_s = calls[0][1], calls[-1][2]
    for inside, group in groupby(calls, key=lambda call: zone_id in inputs.network.zones(call[0])):
        if inside:
            stay = tuple(group)
            yield stay[0][0], max(begin_s, stay[0][1] - crossing_s), min(end_s, stay[-1][2] + crossing_s)


def _banned(
    subject_id: str, vehicle_id: str, type_id: str, calls: tuple[Call, ...], inputs: WeekInputs
) -> list[Violation]:
    vehicle_type, permits = inputs.fleet.type(type_id), inputs.fleet.vehicle(vehicle_id).permits
    zone_ids = sorted({zone_id for call in calls for zone_id in inputs.network.zones(call[0])})
    found = []
    for zone_id in zone_ids:
        bans = () if zone_id in permits else inputs.calendar.banned_s(zone_id, vehicle_type)
        crossing_s = inputs.calendar.zone(zone_id).crossing_s
        for place_id, start_s, end_s in stays(calls, zone_id, crossing_s, inputs):
            inside_s = sum(max(0, min(end_s, ban[1]) - max(start_s, ban[0])) for ban in bans)
            if inside_s > 0:
                found.append(
                    Violation(
                        rule="R6",
                        subject_id=subject_id,
                        place_id=place_id,
                        route_id=subject_id,
                        day=inputs.calendar.week.day_of(start_s),
                        key="zone_banned",
                        amount=inside_s,
                        unit="s",
                        arguments={"zone": inputs.calendar.zone(zone_id).name, "vehicle": vehicle_id},
                    )
                )
    return found
