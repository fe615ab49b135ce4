"""R5: the times of a departure are those that the road allows."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import Pause, Route, Transfer, WeeklyPlan
from distribution.travel import TravelTable, leg


def legs_true(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Each leg takes the metres, wheel and ferry time of the travel table at its departure, plus pauses."""
    found: list[Violation] = []
    for route in plan.routes:
        profile = inputs.fleet.type(route.type_id).profile
        for index, drive in enumerate(route.legs):
            asked = leg(travel, profile, drive.origin_id, drive.destination_id, drive.depart_s)
            stated = (drive.distance_m, drive.driving_s, drive.ferry_s)
            paused_s = _paused_s(p for p in route.pauses if p.leg == index and not p.at_stop)
            over_s = asked[1] + asked[2] + paused_s - (drive.arrive_s - drive.depart_s)
            off = max(abs(over_s), *(abs(a - b) for a, b in zip(stated, asked, strict=True)))
            if off:
                found.append(_violation(route.route_id, drive.destination_id, "leg_untrue", off))
    for run in plan.transfers:
        found.extend(_transfer(run, inputs, travel))
    return tuple(found)


def calls_in_order(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """Legs join the calls of a route in order; unloading lasts as long as its boxes need."""
    del travel
    found: list[Violation] = []
    for route in plan.routes:
        found.extend(_order(route))
        for stop in route.stops:
            needed_s = service_s(stop.boxes, inputs)
            if stop.depart_s - stop.start_s < needed_s:
                missing_s = needed_s - (stop.depart_s - stop.start_s)
                found.append(_violation(route.route_id, stop.centre_id, "service_short", missing_s))
    for parcel in plan.consignments:
        missing_s = service_s(parcel.boxes, inputs) - (parcel.end_s - parcel.arrive_s)
        if missing_s > 0:
            found.append(_violation(parcel.consignment_id, parcel.centre_id, "service_short", missing_s))
    return tuple(found)


def pauses_true(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A pause lies on its leg, or at its stop while nothing is driven or unloaded there."""
    del inputs, travel
    return tuple(
        _violation(route.route_id, None, "pause_misplaced", pause.end_s - pause.start_s)
        for route in plan.routes
        for pause in route.pauses
        if not _in_place(pause, route)
    )


def _in_place(pause: Pause, route: Route) -> bool:
    if not pause.at_stop:
        drive = route.legs[pause.leg]
        return drive.depart_s <= pause.start_s <= pause.end_s <= drive.arrive_s
    stop, onward = route.stops[pause.leg], route.legs[pause.leg + 1]
    waits = ((stop.arrive_s, stop.start_s), (stop.depart_s, onward.depart_s))
    return any(start_s <= pause.start_s <= pause.end_s <= end_s for start_s, end_s in waits)


def service_s(boxes: int, inputs: WeekInputs) -> int:
    """Return how long handing over boxes at a centre takes."""
    return inputs.parameters.service_fixed_s + inputs.parameters.service_box_s * boxes


def _order(route: Route) -> list[Violation]:
    places = [route.depot_id, *(stop.centre_id for stop in route.stops), route.depot_id]
    joined = [(drive.origin_id, drive.destination_id) for drive in route.legs]
    if joined != list(itertools.pairwise(places)):
        return [_violation(route.route_id, route.depot_id, "legs_unjoined", 1)]
    moments = [route.load_start_s, route.depart_s, route.legs[0].depart_s]
    for drive, stop in zip(route.legs, route.stops, strict=False):
        moments += [drive.arrive_s, stop.arrive_s, stop.start_s, stop.depart_s]
    for before_s, after_s in itertools.pairwise(moments):
        if after_s < before_s:
            return [_violation(route.route_id, None, "time_runs_back", before_s - after_s)]
    return _gaps(route)


def _gaps(route: Route) -> list[Violation]:
    """Return a violation where a stop's or the route's own times are not those of its legs."""
    arrivals = [(stop.arrive_s, drive.arrive_s) for stop, drive in zip(route.stops, route.legs, strict=False)]
    ends = [(route.depart_s, route.legs[0].depart_s), (route.return_s, route.legs[-1].arrive_s)]
    wrong = [abs(a - b) for a, b in [*arrivals, *ends] if a != b]
    wrong += [
        stop.depart_s - drive.depart_s
        for stop, drive in zip(route.stops, route.legs[1:], strict=False)
        if drive.depart_s < stop.depart_s
    ]
    return [_violation(route.route_id, None, "times_differ", max(wrong))] if wrong else []


def _transfer(run: Transfer, inputs: WeekInputs, travel: TravelTable) -> list[Violation]:
    if run.type_id is None or run.vehicle_id is None:
        return []
    profile = inputs.fleet.type(run.type_id).profile
    metres, wheel_s, ferry_s = leg(travel, profile, run.origin_id, run.destination_id, run.depart_s)
    over_s = wheel_s + ferry_s + _paused_s(run.pauses) - (run.arrive_s - run.depart_s)
    off = max(over_s, abs(run.distance_m - metres), abs(run.driving_s - wheel_s))
    return [_violation(run.transfer_id, run.destination_id, "leg_untrue", off)] if off > 0 else []


def _paused_s(pauses: Iterable[Pause]) -> int:
    return sum(pause.end_s - pause.start_s for pause in pauses)


def _violation(departure_id: str, place_id: str | None, key: str, amount: int) -> Violation:
    return Violation(
        rule="R5",
        subject_id=departure_id,
        place_id=place_id,
        route_id=departure_id,
        key=key,
        amount=amount,
        unit="m or s" if key == "leg_untrue" else "s",
    )
