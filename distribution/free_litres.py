"""How many 2–8 °C litres a store has free, once the plan's goods of the day stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta

from distribution.feasibility.departures import Delivery, centre_deliveries
from distribution.feasibility.last_asked import last_asked
from distribution.feasibility.ledger import entries
from distribution.feasibility.shelf import Shelf, held_by_place
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.units import DAY_S
from distribution.vaccines import TemperatureBand

COLD = TemperatureBand.COLD


class FreeLitres:
    """Free 2–8 °C volume of every centre and site through the planned week.

    A centre's is what its own stock (expected use taken from it) and all deliveries of the day and
    before leave; a site's what it holds at the moment.  A store that is too full has none.
    """

    def __init__(self, plan: WeeklyPlan, inputs: WeekInputs) -> None:
        self._inputs = inputs
        self._stock = held_by_place(inputs)
        self._visits: dict[tuple[str, date], list[Delivery]] = defaultdict(list)
        for delivery in centre_deliveries(plan, inputs):
            self._visits[delivery.destination_id, delivery.arrival_day].append(delivery)
        self._usable_ml = {site.site_id: site.stores_ml.get(COLD, 0) for site in inputs.network.sites}
        self._held = _held(plan, inputs)
        self._centres: dict[str, tuple[Shelf, list[int]]] = {}

    def free_ml(self, place_id: str, time_s: int) -> int:
        """Return the free 2–8 °C volume of a store at a time of the week clock, ml."""
        if place_id not in self._usable_ml:
            return self._centre_ml(place_id, max(0, time_s // DAY_S))
        line = self._held.get(place_id, [])
        at = bisect_right(line, time_s, key=lambda step: step[0])
        return max(0, self._usable_ml[place_id] - (line[at - 1][1] if at else 0))

    def _centre_ml(self, centre_id: str, number: int) -> int:
        """Return what is free on a day of the week (Monday 0), of which those before are passed once."""
        if centre_id not in self._centres:
            shelf = Shelf.opening(centre_id, self._inputs, self._stock)
            self._centres[centre_id] = (shelf, [])
        shelf, free_ml = self._centres[centre_id]
        usable_ml = self._inputs.network.centre(centre_id).stores_ml.get(COLD, 0)
        while len(free_ml) <= number:
            day = self._inputs.calendar.week.monday + timedelta(days=len(free_ml))
            shelf.use_until(day)
            for visit in self._visits.get((centre_id, day), ()):
                shelf.add(visit.drops)
            free_ml.append(max(0, usable_ml - shelf.volume_ml(COLD)))
        return free_ml[number]


@last_asked
def free_litres(plan: WeeklyPlan, inputs: WeekInputs) -> FreeLitres:
    """Return the free litres of a plan; the rules that ask of the same one share them."""
    return FreeLitres(plan, inputs)


def _held(plan: WeeklyPlan, inputs: WeekInputs) -> dict[str, list[tuple[int, int]]]:
    """Return, for every site, its 2–8 °C volume after each movement: (time, ml)."""
    held: dict[str, float] = defaultdict(float)
    lines: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for entry in entries(plan, inputs):
        if entry.batch.band is COLD:
            vaccine = inputs.vaccines[entry.batch.product_id]
            held[entry.batch.place_id] += entry.doses * vaccine.pack_ml / vaccine.pack_doses
            lines[entry.batch.place_id].append((entry.time_s, round(held[entry.batch.place_id])))
    return lines
