"""A1: every centre with need is served or listed, and the requirement says what it gets."""

from __future__ import annotations

from collections import Counter

from distribution.feasibility.departures import centre_deliveries
from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable


def centres_accounted(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """A centre with need is either served or in the list of unserved, once."""
    del inputs, travel
    listed = Counter(entry.centre_id for entry in plan.unserved)
    needing = {r.centre_id for r in plan.requirements if r.need_doses > 0}
    served = plan.served
    found = []
    for centre_id in sorted(needing | set(listed)):
        times = listed[centre_id] + (centre_id in served)
        if times != 1:
            key = "centre_lost" if times == 0 else "centre_twice"
            found.append(_violation(centre_id, key, max(1, times), ""))
    return tuple(found)


def doses_accounted(plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> tuple[Violation, ...]:
    """The doses delivered by centre and product are, to the dose, those of the drops."""
    del travel
    dropped: Counter[tuple[str, str]] = Counter()
    for delivery in centre_deliveries(plan, inputs):
        for drop in delivery.drops:
            dropped[delivery.destination_id, drop.product_id] += drop.doses
    stated = {(r.centre_id, r.product_id): r.delivered_doses for r in plan.requirements}
    return tuple(
        _violation(key[0], "doses_unaccounted", dropped[key] - stated.get(key, 0), key[1])
        for key in sorted({*dropped, *stated})
        if dropped[key] != stated.get(key, 0)
    )


def _violation(centre_id: str, key: str, amount: int, product_id: str) -> Violation:
    return Violation(
        rule="A1",
        subject_id=centre_id,
        place_id=centre_id,
        key=key,
        amount=amount,
        unit="doses" if product_id else "times",
        arguments={"product": product_id},
    )
