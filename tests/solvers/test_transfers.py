"""Lots by first expired first out, and the transfers that make departures possible."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tiny import tiny_inputs, tiny_plan, tiny_travel

from distribution.feasibility.judge import RULES
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from solvers.transfers.assign import Call, Departure, LotsOutcome, assign_lots

JUDGED = ("R1", "R3", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R13")


def _departures(plan: WeeklyPlan) -> tuple[Departure, ...]:
    """Ask, with every departure of a plan, for the packs that its drops held."""

    def packs(drops: tuple[Drop, ...]) -> Counter[str]:
        asked: Counter[str] = Counter()
        for drop in drops:
            asked[drop.product_id] += drop.packs
        return asked

    routes = [
        Departure(
            departure_id=r.route_id,
            depot_id=r.depot_id,
            depart_s=r.depart_s,
            calls=tuple(
                Call(centre_id=s.centre_id, arrive_s=s.start_s, packs=packs(s.drops)) for s in r.stops
            ),
        )
        for r in plan.routes
    ]
    parcels = [
        Departure(
            departure_id=c.consignment_id,
            depot_id=c.depot_id,
            depart_s=c.depart_s,
            calls=(Call(centre_id=c.centre_id, arrive_s=c.arrive_s, packs=packs(c.drops)),),
        )
        for c in plan.consignments
    ]
    return (*routes, *parcels)


def _filled(plan: WeeklyPlan, outcome: LotsOutcome) -> WeeklyPlan:
    drops = outcome.drops
    return replace(
        plan,
        routes=tuple(
            replace(r, stops=tuple(replace(s, drops=drops[r.route_id, s.centre_id]) for s in r.stops))
            for r in plan.routes
        ),
        consignments=tuple(replace(c, drops=drops[c.consignment_id, c.centre_id]) for c in plan.consignments),
        transfers=outcome.transfers,
    )


def _broken(plan: WeeklyPlan, inputs: WeekInputs) -> list[str]:
    travel = tiny_travel(inputs)
    return [
        f"{v.rule} {v.key}" for rule in JUDGED for judge in RULES[rule] for v in judge(plan, inputs, travel)
    ]


def test_lots_of_the_good_plan_pass_the_judges() -> None:
    inputs, plan = tiny_inputs(), tiny_plan()
    outcome = assign_lots(inputs, tiny_travel(inputs), _departures(plan))
    assert _broken(_filled(plan, outcome), inputs) == []


def test_what_was_asked_is_given_or_short() -> None:
    inputs = tiny_inputs()
    departures = _departures(tiny_plan())
    outcome = assign_lots(inputs, tiny_travel(inputs), departures)
    asked: Counter[tuple[str, str, str]] = Counter()
    for departure in departures:
        for call in departure.calls:
            for product_id, packs in call.packs.items():
                asked[departure.departure_id, call.centre_id, product_id] += packs
    for (departure_id, centre_id), drops in outcome.drops.items():
        for drop in drops:
            asked[departure_id, centre_id, drop.product_id] -= drop.packs
    for short in outcome.shortfalls:
        asked[short.departure_id, short.centre_id, short.product_id] -= short.packs
    assert not any(asked.values())
