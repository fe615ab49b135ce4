"""Centres whose first delivery comes after their stock has run out: why not earlier."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from distribution.feasibility.departures import Delivery, centre_deliveries
from distribution.feasibility.departures import volume_ml as drops_ml
from distribution.feasibility.shelf import Shelf
from distribution.findings.finding import Finding
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.plan import WeeklyPlan
from distribution.projection import project
from distribution.vaccines import TemperatureBand

LATE_FROM = 2  # Wednesday: a first delivery on Monday or Tuesday is never late in the week


def late_found(plan: WeeklyPlan, inputs: WeekInputs) -> Iterator[Finding]:
    """Yield the centres that miss doses of products they then receive because the first delivery is late."""
    first = first_deliveries(plan, inputs)
    missed = project(inputs).missed
    need = {c: sum(r.need_doses for r in plan.requirements if r.centre_id == c) for c in first}
    for centre_id, delivery in sorted(first.items()):
        day = (delivery.arrival_day - inputs.calendar.week.monday).days
        doses = _missed(missed, inputs, delivery, day)
        if day >= LATE_FROM and doses:
            yield Finding(
                kind="late",
                centre_id=centre_id,
                what=Sentence(
                    key="finding.late",
                    arguments={
                        "day": Sentence(key=f"paper.day.{day}"),
                        "doses": doses,
                        "why": _why(plan, inputs, delivery),
                    },
                ),
                doses=doses,
                share=doses / max(1, need[centre_id]),
            )


def first_deliveries(plan: WeeklyPlan, inputs: WeekInputs) -> dict[str, Delivery]:
    """Return the first delivery of every centre that has one."""
    first: dict[str, Delivery] = {}
    for delivery in centre_deliveries(plan, inputs):
        known = first.get(delivery.destination_id)
        if known is None or delivery.arrive_s < known.arrive_s:
            first[delivery.destination_id] = delivery
    return first


def _missed(missed: NDArray[np.int64], inputs: WeekInputs, delivery: Delivery, day: int) -> int:
    forecast = inputs.forecast
    if delivery.destination_id not in forecast.centre_ids:
        return 0
    row = forecast.centre_ids.index(delivery.destination_id)
    products = {drop.product_id for drop in delivery.drops}
    return int(sum(missed[row, forecast.product_ids.index(p), day] for p in products))


def _why(plan: WeeklyPlan, inputs: WeekInputs, delivery: Delivery) -> Sentence:
    """Return the first that holds on every earlier day: closed, goods not there, no room; else the cost."""
    open_days = open_days_before(inputs, delivery)
    if not open_days:
        return Sentence(key="finding.late_why.closed")
    brought = [
        run.available_s
        for run in plan.transfers
        if run.destination_id == delivery.origin_id
        and {(d.product_id, d.lot_id) for d in run.drops} & {(d.product_id, d.lot_id) for d in delivery.drops}
    ]
    ready = inputs.calendar.week.day_of(max(brought)) if brought else open_days[0]
    if brought and ready > open_days[-1]:
        return Sentence(key="finding.late_why.stock", arguments={"day": f"{ready:%d/%m}"})
    if all(over_ml(inputs, delivery, day) > 0 for day in open_days):
        return Sentence(key="finding.late_why.fridge")
    return Sentence(key="finding.late_why.cost")


def open_days_before(inputs: WeekInputs, delivery: Delivery) -> tuple[date, ...]:
    """Return the delivery days of the week before a delivery on which its centre receives."""
    days = (inputs.calendar.week.monday + timedelta(days=n) for n in range(6))
    return tuple(
        day
        for day in days
        if day < delivery.arrival_day and not inputs.calendar.closed(delivery.destination_id, day)
    )


def over_ml(inputs: WeekInputs, delivery: Delivery, day: date) -> int:
    """Return by how many ml a delivery would have overfilled its refrigerators on an earlier day."""
    shelf = Shelf.opening(delivery.destination_id, inputs)
    shelf.use_until(day)
    cold = TemperatureBand.COLD
    usable_ml = inputs.network.centre(delivery.destination_id).stores_ml.get(cold, 0)
    return shelf.volume_ml(cold) + drops_ml(delivery.drops, inputs) - usable_ml
