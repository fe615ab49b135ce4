"""Ways to break the tiny plan, or its question, on purpose: each breaks one rule and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tiny import at

from distribution.calendar import Closure
from distribution.inputs import Lock, LockedDoses, WeekInputs
from distribution.plan import Drop, Packing, Route, WeeklyPlan
from distribution.units import DAY_S
from distribution.vaccines import TemperatureBand

MON, TUE, THU = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)
Question = tuple[WeeklyPlan, WeekInputs]
Mutation = Callable[[WeeklyPlan, WeekInputs], Question]


def shifted(route: Route, by_s: int) -> Route:
    """Return a route with all its times moved."""
    return replace(
        route,
        load_start_s=route.load_start_s + by_s,
        depart_s=route.depart_s + by_s,
        return_s=route.return_s + by_s,
        stops=tuple(
            replace(s, arrive_s=s.arrive_s + by_s, start_s=s.start_s + by_s, depart_s=s.depart_s + by_s)
            for s in route.stops
        ),
        legs=tuple(replace(x, depart_s=x.depart_s + by_s, arrive_s=x.arrive_s + by_s) for x in route.legs),
        pauses=tuple(replace(p, start_s=p.start_s + by_s, end_s=p.end_s + by_s) for p in route.pauses),
    )


def with_route(plan: WeeklyPlan, index: int, route: Route) -> WeeklyPlan:
    """Return a plan with one route replaced."""
    return replace(plan, routes=(*plan.routes[:index], route, *plan.routes[index + 1 :]))


def with_drops(plan: WeeklyPlan, index: int, stop: int, drops: tuple[Drop, ...]) -> WeeklyPlan:
    """Return a plan with the drops of one stop replaced."""
    route = plan.routes[index]
    stops = list(route.stops)
    stops[stop] = replace(stops[stop], drops=drops)
    return with_route(plan, index, replace(route, stops=tuple(stops)))


def drop(lot_id: str, doses: int, use_by: date) -> Drop:
    """Return a drop in packs of ten."""
    return Drop(
        product_id=lot_id.split("-", maxsplit=1)[0],
        lot_id=lot_id,
        use_by=use_by,
        packs=doses // 10,
        doses=doses,
    )


def quarantined(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    two, _, flu = plan.routes[0].stops[0].drops
    return with_drops(plan, 0, 0, (two, drop("HEXA-Q", 200, date(2027, 6, 15)), flu)), inputs


def short_dated(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    one, rota = plan.routes[0].stops[1].drops
    short = drop("HEXA-S", 100, date(2027, 2, 28))
    return with_drops(plan, 0, 1, (replace(one, packs=20, doses=200), short, rota)), inputs


def out_of_order(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    two, one, flu = plan.routes[0].stops[0].drops
    swapped = (replace(two, packs=39, doses=390), replace(one, packs=21, doses=210), flu)
    return with_drops(plan, 0, 0, swapped), inputs


def from_nowhere(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    one, rota = plan.routes[0].stops[1].drops
    return with_drops(plan, 0, 1, (one, replace(rota, use_by=date(2027, 1, 20)))), inputs


def not_yet_released(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    lot = replace(inputs.lots["FLU-1"], released_on=date(2026, 12, 1))
    return plan, replace(inputs, lots={**inputs.lots, "FLU-1": lot})


def small_fridge(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    # 50 doses before and 600 + 100 after: 3,750 + 45,000 + 3,000 = 51,750 ml
    return plan, _centre(inputs, "centre-near", stores_ml={TemperatureBand.COLD: 51_749})


def small_depot(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    # 400 HEXA and 200 FLU before, T-1 brings 53,500: 30,000 + 6,000 + 53,500 = 89,500 ml
    return plan, _site(inputs, "depot-south", stores_ml={TemperatureBand.COLD: 89_499})


def too_few_boxes(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    route = plan.routes[0]
    stops = (replace(route.stops[0], boxes=2), route.stops[1])
    return with_route(plan, 0, replace(route, stops=stops)), inputs


def too_few_positions(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _type(inputs, "MICROVAN", box_positions=4)


def too_heavy(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _type(inputs, "MICROVAN", payload_g=5 * 24_000 - 1)


def no_compartment(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _type(inputs, "REEF2T", active_ml=28_499)


def before_window(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return with_route(plan, 0, shifted(plan.routes[0], -1_800)), inputs


def closed_centre(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    closures = (*inputs.calendar.closures, Closure(centre_id="centre-near", day=MON))
    return plan, replace(inputs, calendar=replace(inputs.calendar, closures=closures))


def no_break(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    tour = plan.routes[1]
    back = replace(tour.legs[1], arrive_s=tour.legs[1].arrive_s - 900)
    tour = replace(tour, legs=(tour.legs[0], back), return_s=back.arrive_s, pauses=tour.pauses[:2])
    return with_route(plan, 1, tour), inputs


def short_rest(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    # half an hour later, and the window does not wait: the rest is 10 h 45
    tour = plan.routes[1]
    later = shifted(tour, 1_800)
    rest = replace(later.pauses[1], end_s=tour.pauses[1].end_s)
    stop = replace(tour.stops[0], arrive_s=later.stops[0].arrive_s)
    tour = replace(
        later,
        return_s=tour.return_s,
        stops=(stop,),
        legs=(later.legs[0], tour.legs[1]),
        pauses=(later.pauses[0], rest, tour.pauses[2]),
    )
    return with_route(plan, 1, tour), inputs


def faster_than_the_road(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    route = plan.routes[0]
    first = replace(route.legs[0], driving_s=route.legs[0].driving_s - 60)
    return with_route(plan, 0, replace(route, legs=(first, *route.legs[1:]))), inputs


def hasty_service(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    route = plan.routes[0]
    stops = (replace(route.stops[0], depart_s=route.stops[0].depart_s - 1), route.stops[1])
    return with_route(plan, 0, replace(route, stops=stops)), inputs


def long_shift(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    # the longest single shift is that of R-2's first day, 8 h 30
    return plan, _parameters(inputs, shift_s=8 * 3_600 + 1_799)


def long_week(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    # D-S1 drives 15 h
    return plan, _parameters(inputs, weekly_driving_s=15 * 3_600 - 1)


def banned_hour(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    # half an hour earlier: at the centre 21:00, in the zone from 20:40
    return with_route(plan, 2, shifted(plan.routes[2], -1_800)), inputs


def no_refuge(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return with_route(plan, 1, replace(plan.routes[1], packing=Packing.ACTIVE)), inputs


def weak_boxes(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    boxes = (replace(inputs.fleet.boxes[0], cold_life_s=10 * 3_600),)
    return plan, replace(inputs, fleet=replace(inputs.fleet, boxes=boxes))


def precious_load(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    # the courier brings 200 HEXA: 200 x 16 million is above 3 billion, no other load above its cap
    dear = replace(inputs.vaccines["HEXA"], price_vnd=16_000_000)
    return plan, replace(inputs, vaccines={**inputs.vaccines, "HEXA": dear})


def foreign_driver(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return with_route(plan, 0, replace(plan.routes[0], driver_ids=("D-H1",))), inputs


def unlicensed(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _driver(inputs, "D-S1", licence="B")


def off_duty(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _driver(inputs, "D-S1", days=(date(2026, 11, 25),))


def vehicle_away(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    vehicles = tuple(replace(v, days=(TUE,)) if v.vehicle_id == "V-N1" else v for v in inputs.fleet.vehicles)
    return plan, replace(inputs, fleet=replace(inputs.fleet, vehicles=vehicles))


def alone_in_the_truck(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return replace(plan, transfers=(replace(plan.transfers[0], driver_ids=("D-T1", "D-T1")),)), inputs


def beyond_range(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _type(inputs, "MICROVAN", range_m=105_999)


def off_the_half_hour(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return with_route(plan, 0, shifted(plan.routes[0], 600)), inputs


def no_bay(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _site(inputs, "depot-north", bays=0)


def late_opening(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _site(inputs, "depot-north", opens_s=at(MON, "05:16"))


def loads_in_a_hurry(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    route = replace(plan.routes[0], load_start_s=plan.routes[0].load_start_s + 1)
    return with_route(plan, 0, route), inputs


def available_too_soon(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    early = replace(plan.transfers[0], available_s=plan.transfers[0].available_s - DAY_S // 2)
    return replace(plan, transfers=(early,)), inputs


def shipped_before_receipt(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    late = replace(plan.transfers[0], available_s=at(THU, "00:00"))
    return replace(plan, transfers=(late,)), inputs


def lane_not_on_mondays(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _lanes(inputs, weekdays=(1, 2, 3, 4, 5))


def lane_not_open(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _lanes(inputs, open_from=MON + timedelta(days=1))


def lane_too_small(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, _lanes(inputs, capacity_ml=53_499)


def locked_day(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, replace(inputs, locks=(Lock(centre_id="centre-near", day=TUE),))


def locked_vehicle(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, replace(inputs, locks=(Lock(centre_id="centre-near", vehicle_id="V-H1"),))


def locked_out(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, replace(inputs, locks=(Lock(centre_id="centre-near", leave_out=True),))


def locked_order(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return plan, replace(inputs, locks=(Lock(centre_id="centre-near", order=2),))


def locked_doses(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    doses = (LockedDoses(product_id="HEXA", doses=500),)  # 600 are delivered
    return plan, replace(inputs, locks=(Lock(centre_id="centre-near", doses=doses),))


def broken_pack(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    one, rota = plan.routes[0].stops[1].drops
    plan = with_drops(plan, 0, 1, (one, replace(rota, doses=47)))
    rows = tuple(
        replace(r, delivered_doses=47) if (r.centre_id, r.product_id) == ("centre-mid", "ROTA") else r
        for r in plan.requirements
    )
    return replace(plan, requirements=rows), inputs


def lost_centre(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    return replace(plan, unserved=()), inputs


def doubly_listed(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    again = replace(plan.unserved[0], centre_id="centre-near")
    return replace(plan, unserved=(*plan.unserved, again)), inputs


def doses_misstated(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    first = replace(plan.requirements[0], delivered_doses=610)
    return replace(plan, requirements=(first, *plan.requirements[1:])), inputs


def unknown_lot(plan: WeeklyPlan, inputs: WeekInputs) -> Question:
    two, _, flu = plan.routes[0].stops[0].drops
    return with_drops(plan, 0, 0, (two, drop("HEXA-9", 200, date(2027, 12, 31)), flu)), inputs


MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "A0": (unknown_lot,),
    "A1": (lost_centre, doubly_listed, doses_misstated),
    "R1": (quarantined, short_dated, out_of_order, from_nowhere, not_yet_released),
    "R2": (small_fridge, small_depot),
    "R3": (too_few_boxes, too_few_positions, too_heavy, no_compartment),
    "R4": (before_window, closed_centre),
    "R5": (no_break, short_rest, faster_than_the_road, hasty_service, long_shift, long_week),
    "R6": (banned_hour,),
    "R7": (no_refuge, weak_boxes),
    "R8": (precious_load,),
    "R9": (foreign_driver, unlicensed, off_duty, vehicle_away, alone_in_the_truck, beyond_range),
    "R10": (off_the_half_hour, no_bay, late_opening, loads_in_a_hurry),
    "R11": (
        available_too_soon,
        shipped_before_receipt,
        lane_not_on_mondays,
        lane_not_open,
        lane_too_small,
    ),
    "R12": (locked_day, locked_vehicle, locked_out, locked_order, locked_doses),
    "R13": (broken_pack,),
}


def _centre(inputs: WeekInputs, centre_id: str, **changes: object) -> WeekInputs:
    centres = tuple(replace(c, **changes) if c.centre_id == centre_id else c for c in inputs.network.centres)
    return replace(inputs, network=replace(inputs.network, centres=centres))


def _site(inputs: WeekInputs, site_id: str, **changes: object) -> WeekInputs:
    sites = tuple(replace(s, **changes) if s.site_id == site_id else s for s in inputs.network.sites)
    return replace(inputs, network=replace(inputs.network, sites=sites))


def _lanes(inputs: WeekInputs, **changes: object) -> WeekInputs:
    lanes = tuple(replace(lane, **changes) for lane in inputs.network.lanes)
    return replace(inputs, network=replace(inputs.network, lanes=lanes))


def _type(inputs: WeekInputs, type_id: str, **changes: object) -> WeekInputs:
    types = tuple(replace(t, **changes) if t.type_id == type_id else t for t in inputs.fleet.types)
    return replace(inputs, fleet=replace(inputs.fleet, types=types))


def _driver(inputs: WeekInputs, driver_id: str, **changes: object) -> WeekInputs:
    drivers = tuple(replace(d, **changes) if d.driver_id == driver_id else d for d in inputs.fleet.drivers)
    return replace(inputs, fleet=replace(inputs.fleet, drivers=drivers))


def _parameters(inputs: WeekInputs, **changes: int) -> WeekInputs:
    return replace(inputs, parameters=replace(inputs.parameters, **changes))
