"""How many boxes of each recipe must be at hand for what is asked against loss."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from distribution.coldchain.recipes import recipes
from distribution.feasibility.departures import boxes_needed
from distribution.inputs import WeekInputs
from distribution.plan import Drop, Packing, WeeklyPlan
from distribution.simulation.loss_buffers import LossCall, depot_recipes


def boxes_to_have(calls: Iterable[LossCall], plan: WeeklyPlan, inputs: WeekInputs) -> dict[str, int]:
    """Return how many boxes of each recipe there must be: by depot those of its fullest day, all together."""
    recipe_of = depot_recipes(calls, plan)
    by_day: Counter[tuple[str, int]] = Counter()
    for depot_id, day, drops in _packed_calls(plan):
        if depot_id in recipe_of:
            by_day[depot_id, day] += boxes_needed(drops, recipes()[recipe_of[depot_id]].box_id, inputs)
    fullest: dict[str, int] = defaultdict(int)
    for (depot_id, _), boxes in by_day.items():
        fullest[depot_id] = max(fullest[depot_id], boxes)
    found: Counter[str] = Counter()
    for depot_id, boxes in fullest.items():
        found[recipe_of[depot_id]] += boxes
    return dict(sorted(found.items()))


def _packed_calls(plan: WeeklyPlan) -> Iterator[tuple[str, int, tuple[Drop, ...]]]:
    """Yield depot, day and goods of every call that rides in passive boxes."""
    for route in plan.routes:
        if route.packing is Packing.PASSIVE:
            for stop in route.stops:
                yield route.depot_id, route.day.toordinal(), stop.drops
    for parcel in plan.consignments:
        yield parcel.depot_id, plan.week.day_of(parcel.depart_s).toordinal(), parcel.drops
