"""What the load of each stop lives through: boxes that hold so long, units that fail, packs that freeze.

A passive box holds its catalogue life, stretched by the ratio of the temperature differences to the goods
(as in ``coldtime``), at the drawn heat of the day, less what earlier openings cost.  An active
compartment holds while its unit runs; after a failure the crew drives to refuge within the hold-over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from distribution.coldtime import GOODS_C, LEAST_AMBIENT_C, design_ambient_c
from distribution.plan import Consignment, Packing, Route
from distribution.simulation.chance import Bools, Chance, Floats
from distribution.simulation.road_time import RoadTimes
from distribution.simulation.route_replay import RouteReplay


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lived:
    """What the load of a stop lived through.

    ``heat``: above 8 °C; ``spoiled``: for longer than is tolerated; ``freeze``: below 0 °C;
    ``diverted``: brought to refuge instead of the centre.
    """

    heat: Bools
    spoiled: Bools
    freeze: Bools
    diverted: Bools


def route_lives(route: Route, replay: RouteReplay, roads: RoadTimes, chance: Chance) -> tuple[Lived, ...]:
    """Return what the load of every stop of a route lived through, up to its handing over or the way home."""
    ends = [np.where(c.refused, replay.return_s, c.leave_s) for c in replay.calls]
    if route.packing is Packing.ACTIVE:
        return _active(route, replay, roads, chance)
    return tuple(
        passive_life(
            route.box_id,
            (route.depot_id, *(s.centre_id for s in route.stops[: index + 1])),
            ends[index] - replay.load_start_s,
            (stop.centre_id, route.day, index),
            roads,
            chance,
        )
        for index, stop in enumerate(route.stops)
    )


def parcel_life(parcel: Consignment, late_s: Floats, roads: RoadTimes, chance: Chance) -> Lived:
    """Return what a consignment lived through when it came so much later than planned."""
    day = roads.inputs.calendar.week.day_of(parcel.depart_s)
    places = (parcel.depot_id, parcel.centre_id)
    on_board_s = parcel.end_s - parcel.depart_s + late_s
    return passive_life(parcel.box_id, places, on_board_s, (parcel.centre_id, day, 0), roads, chance)


def passive_life(
    box_id: str,
    places: tuple[str, ...],
    on_board_s: Floats,
    load: tuple[str, date, int],
    roads: RoadTimes,
    chance: Chance,
) -> Lived:
    """Return what a load in passive boxes lived through; ``load`` is centre, day and earlier openings."""
    inputs, assumed = roads.inputs, roads.assumptions
    centre_id, day, openings = load
    month = roads.inputs.calendar.week.monday.month
    design_c = design_ambient_c(inputs.climate, [inputs.network.place(p) for p in places], month)
    heat_c = design_c - assumed.design_over_high_c
    if assumed.ambient_sd_c > 0.0:
        heat_c = heat_c + assumed.ambient_sd_c * chance.normal("heat", roads.region(places[-1]), day)
    degrees = np.maximum(heat_c, LEAST_AMBIENT_C) - GOODS_C
    life_s = inputs.fleet.box(box_id).cold_life_s * (inputs.parameters.box_test_c - GOODS_C) / degrees
    poor = chance.happens(assumed.heat_fault, "coolant", centre_id, day)
    life_s = life_s * chance.factor(assumed.box_life_cv, "box", centre_id, day)
    life_s = np.where(poor, life_s * assumed.heat_fault_life, life_s) - openings * assumed.opening_s
    over_s = on_board_s - life_s
    return Lived(
        heat=over_s > 0.0,
        spoiled=over_s > assumed.heat_tolerance_s,
        freeze=chance.happens(assumed.freeze_fault, "conditioning", centre_id, day),
        diverted=np.zeros(chance.size, np.bool_),
    )


def _active(route: Route, replay: RouteReplay, roads: RoadTimes, chance: Chance) -> tuple[Lived, ...]:
    """Return the lives of loads in a compartment: from a failure on, nothing more is handed over."""
    assumed, never = roads.assumptions, np.zeros(chance.size, np.bool_)
    failed, warm = never, never
    lives = []
    for index, leg in enumerate(route.legs[:-1]):
        names = ("unit", leg.origin_id, leg.destination_id, route.day)
        now = chance.happens(leg.distance_m / 1_000 / assumed.unit_failure_km, *names) & ~failed
        if now.any():
            spread_s = assumed.holdover_most_s - assumed.holdover_least_s
            holdover_s = assumed.holdover_least_s + spread_s * chance.uniform("holdover", *names)
            slower = replay.legs_s[index] / max(1, leg.driving_s + leg.ferry_s)
            warm = warm | (now & (roads.refuge_s(leg) * slower > holdover_s))
            failed = failed | now
        lives.append(Lived(heat=warm, spoiled=warm, freeze=never, diverted=failed))
    return tuple(lives)
