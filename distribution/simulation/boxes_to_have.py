"""How many boxes of each recipe must be at hand for what is asked against loss."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from distribution.plan import WeeklyPlan
from distribution.simulation.loss_buffers import LossCall


def boxes_to_have(calls: Iterable[LossCall], plan: WeeklyPlan) -> dict[str, int]:
    """Return how many boxes of each recipe there must be: by depot those of its fullest day, all together."""
    recipe_of = {call.departure_id: call.recipe_id for call in calls if call.recipe_id}
    by_day: Counter[tuple[str, str, int]] = Counter()
    for departure_id, depot_id, day, boxes in _departures(plan):
        if departure_id in recipe_of:
            by_day[recipe_of[departure_id], depot_id, day] += boxes
    fullest: dict[tuple[str, str], int] = defaultdict(int)
    for (recipe_id, depot_id, _), boxes in by_day.items():
        fullest[recipe_id, depot_id] = max(fullest[recipe_id, depot_id], boxes)
    found: Counter[str] = Counter()
    for (recipe_id, _), boxes in fullest.items():
        found[recipe_id] += boxes
    return dict(sorted(found.items()))


def _departures(plan: WeeklyPlan) -> Iterator[tuple[str, str, int, int]]:
    for route in plan.routes:
        yield route.route_id, route.depot_id, route.day.toordinal(), route.boxes
    for parcel in plan.consignments:
        day = plan.week.day_of(parcel.depart_s).toordinal()
        yield parcel.consignment_id, parcel.depot_id, day, parcel.boxes
