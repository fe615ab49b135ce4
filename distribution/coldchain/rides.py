"""The temperature that a plan's loads are expected to have on their way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from distribution.coldchain.calibration import fitted_ua_w_k
from distribution.coldchain.compartments import compartment_temperature, compartments, cooled
from distribution.coldchain.loads import departure_litres, departure_types
from distribution.coldchain.packing import PackedDeparture, packing_plan
from distribution.coldchain.passive import box_temperature, closed, stack
from distribution.coldchain.surroundings import STEP_S, Surroundings, surroundings
from distribution.feasibility.coldride import ColdRide, cold_rides
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan
from distribution.roads.graph import Floats

LOAD_C = 5.0  # as taken from the store


@dataclass(frozen=True, slots=True, kw_only=True)
class RideTemperature:
    """A departure's expected °C from closing to the end of the last unloading, at equal steps.

    ``air_c`` is around the box or body; ``coldest_c`` and ``warmest_c`` are those of the load.
    """

    departure_id: str
    start_s: int
    step_s: int
    air_c: Floats
    coldest_c: Floats
    warmest_c: Floats


def predicted_rides(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    *,
    anomaly_c: float = 0.0,
    ua_w_k: Mapping[str, float] | None = None,
) -> dict[str, RideTemperature]:
    """Return the expected temperature of every departure for which there is a model, by its id.

    Parameters
    ----------
    anomaly_c
        How much warmer the days are than the month's mean.
    ua_w_k
        Conductances of boxes refitted from trips, instead of those of ``data/box_calibration.csv``.
    """
    packed = {departure.departure_id: departure for departure in packing_plan(plan, inputs)}
    litres, types = departure_litres(plan, inputs), departure_types(plan)
    around = {
        ride.departure_id: (ride, surroundings(ride, plan, inputs, anomaly_c))
        for ride in cold_rides(plan, inputs)
        if ride.end_s > ride.closed_s
    }
    boxed = [packed[d] for d, (ride, _) in around.items() if packed[d].recipe is not None]
    found = _passive(boxed, {d: air for d, (_, air) in around.items()}, litres, ua_w_k or fitted_ua_w_k())
    for departure_id, (ride, air) in around.items():
        if ride.packing is Packing.ACTIVE:
            type_id = types.get(departure_id)
            if type_id in compartments():
                found[departure_id] = _active(ride, air, type_id, litres[departure_id])
    return found


def _passive(
    boxed: Sequence[PackedDeparture],
    air: Mapping[str, Surroundings],
    litres: Mapping[str, float],
    ua_w_k: Mapping[str, float],
) -> dict[str, RideTemperature]:
    if not boxed:
        return {}
    recipes = [departure.recipe for departure in boxed if departure.recipe is not None]
    loads_l = [litres[d.departure_id] / max(d.boxes, 1) for d in boxed]
    boxes = stack(
        [recipe.packed(ua_w_k[recipe.box_id], load) for recipe, load in zip(recipes, loads_l, strict=True)]
    )
    steps = max(len(air[d.departure_id].air_c) for d in boxed)
    ambient = np.array(
        [
            np.pad(air[d.departure_id].air_c, (0, steps - len(air[d.departure_id].air_c)), "edge")
            for d in boxed
        ]
    ).T[:, :, None]
    start_kj_kg = np.array([recipe.start_kj_kg for recipe in recipes])[:, None]
    run = box_temperature(
        boxes,
        closed(boxes, coolant_kj_kg=start_kj_kg, load_c=LOAD_C),
        ambient_c=ambient,
        step_s=STEP_S,
    )
    found = {}
    for i, departure in enumerate(boxed):
        around = air[departure.departure_id]
        count = len(around.air_c)
        found[departure.departure_id] = RideTemperature(
            departure_id=departure.departure_id,
            start_s=around.start_s,
            step_s=STEP_S,
            air_c=around.air_c,
            coldest_c=run.coldest_c[1 : count + 1, i, 0],
            warmest_c=run.warmest_c[1 : count + 1, i, 0],
        )
    return found


def _active(ride: ColdRide, air: Surroundings, type_id: str, load_l: float) -> RideTemperature:
    count = len(air.air_c)
    run = compartment_temperature(
        compartments()[type_id],
        cooled((1,)),
        load_l=np.full((count, 1), load_l),
        ambient_c=air.air_c[:, None],
        step_s=STEP_S,
        door_s=air.door_s[:, None],
        unit_works=np.ones((count, 1)),
    )
    return RideTemperature(
        departure_id=ride.departure_id,
        start_s=air.start_s,
        step_s=STEP_S,
        air_c=air.air_c,
        coldest_c=np.minimum(run.load_c, run.outlet_c)[1:, 0],
        warmest_c=run.load_c[1:, 0],
    )
