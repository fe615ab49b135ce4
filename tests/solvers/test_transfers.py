"""Lots by first expired first out, and the transfers that make departures possible."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from tiny import at, tiny_inputs, tiny_plan, tiny_travel
from tiny_places import MON, THU, WED

from distribution.feasibility.judge import RULES
from distribution.feasibility.rule_stores import site_stores
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


def _one(product_id: str, packs: int, depart_s: int) -> Departure:
    call = Call(centre_id="centre-far", arrive_s=depart_s + 8 * 3_600, packs={product_id: packs})
    return Departure(departure_id="R-1", depot_id="depot-south", depart_s=depart_s, calls=(call,))


def test_earliest_use_by_leaves_first() -> None:
    inputs = tiny_inputs()
    call = Call(centre_id="centre-near", arrive_s=at(MON, "06:30"), packs={"HEXA": 60})
    leaving = Departure(departure_id="R-1", depot_id="depot-north", depart_s=at(MON, "06:00"), calls=(call,))
    drops = assign_lots(inputs, tiny_travel(inputs), (leaving,)).drops["R-1", "centre-near"]
    assert [(drop.lot_id, drop.packs) for drop in drops] == [("HEXA-2", 40), ("HEXA-1", 20)]


def test_a_transfer_brings_what_a_later_departure_misses() -> None:
    inputs = tiny_inputs()
    travel = tiny_travel(inputs)
    outcome = assign_lots(inputs, travel, (_one("ROTA", 20, at(THU, "06:00")),))
    assert outcome.shortfalls == ()
    assert sum(drop.packs for drop in outcome.drops["R-1", "centre-far"]) == 20
    run = next(run for run in outcome.transfers if run.destination_id == "depot-south")
    assert run.available_s <= at(THU, "06:00")
    assert {drop.use_by for drop in run.drops if drop.product_id == "ROTA"} == {
        drop.use_by for drop in outcome.drops["R-1", "centre-far"]
    }


def test_a_departure_too_early_learns_its_day() -> None:
    inputs = tiny_inputs()
    outcome = assign_lots(inputs, tiny_travel(inputs), (_one("ROTA", 20, at(MON, "06:00")),))
    (short,) = outcome.shortfalls
    assert (short.packs, short.depot_id, short.ready_day) == (20, "depot-south", WED)
    assert outcome.drops["R-1", "centre-far"] == ()


def test_what_no_place_holds_has_no_day() -> None:
    inputs = tiny_inputs()
    outcome = assign_lots(inputs, tiny_travel(inputs), (_one("ROTA", 10_000, at(THU, "06:00")),))
    (short,) = outcome.shortfalls
    assert short.ready_day is None
    assert short.packs == 10_000 - 100


def test_arrivals_move_on_to_the_hub() -> None:
    inputs = tiny_inputs()
    flights = [
        run for run in assign_lots(inputs, tiny_travel(inputs), ()).transfers if run.origin_id == "air-tiny"
    ]
    assert [(sum(d.doses for d in f.drops), f.vehicle_id) for f in flights] == [(300, None)]
    assert flights[0].depart_s >= at(WED, "00:00")


def test_no_run_without_its_crew() -> None:
    inputs = tiny_inputs()
    drivers = tuple(d for d in inputs.fleet.drivers if d.driver_id != "D-T2")
    alone = replace(inputs, fleet=replace(inputs.fleet, drivers=drivers))
    outcome = assign_lots(alone, tiny_travel(alone), (_one("ROTA", 20, at(THU, "06:00")),))
    assert [run for run in outcome.transfers if run.vehicle_id] == []
    assert [short.ready_day for short in outcome.shortfalls] == [None]


def test_no_run_while_the_crew_is_on_a_route() -> None:
    inputs = tiny_inputs()
    route = replace(
        tiny_plan().routes[2],
        load_start_s=at(MON, "00:00"),
        depart_s=at(MON, "00:45"),
        return_s=at(THU, "22:00"),
        driver_ids=("D-T1",),
    )
    travel = tiny_travel(inputs)
    outcome = assign_lots(inputs, travel, (_one("ROTA", 20, at(THU, "06:00")),), (route,))
    assert all(run.depart_s > at(THU, "22:00") for run in outcome.transfers if run.vehicle_id)


def test_a_full_store_receives_nothing() -> None:
    inputs = tiny_inputs()
    sites = tuple(
        replace(site, stores_ml=dict.fromkeys(site.stores_ml, 1_000))
        if site.site_id == "depot-south"
        else site
        for site in inputs.network.sites
    )
    full = replace(inputs, network=replace(inputs.network, sites=sites))
    outcome = assign_lots(full, tiny_travel(full), (_one("ROTA", 20, at(THU, "06:00")),))
    assert not [run for run in outcome.transfers if run.destination_id == "depot-south"]


def test_depots_return_to_their_cover_within_their_litres() -> None:
    inputs = tiny_inputs()
    rich = tuple(
        replace(line, doses=150_000) if (line.place_id, line.lot_id) == ("hub-tiny", "HEXA-1") else line
        for line in inputs.stock
    )
    busy = replace(inputs.forecast, doses=inputs.forecast.doses * 40)
    inputs = replace(inputs, stock=rich, forecast=busy)
    travel = tiny_travel(inputs)
    outcome = assign_lots(inputs, travel, ())
    plan = replace(tiny_plan(), routes=(), consignments=(), transfers=outcome.transfers)
    assert "depot-north" in {run.destination_id for run in outcome.transfers}
    assert _broken(plan, inputs) == []
    assert site_stores(plan, inputs, travel) == ()
    assert len({run.lane_id for run in outcome.transfers}) == len(outcome.transfers)


def test_the_same_question_has_the_same_answer() -> None:
    inputs, departures = tiny_inputs(), _departures(tiny_plan())
    travel = tiny_travel(inputs)
    assert assign_lots(inputs, travel, departures) == assign_lots(inputs, travel, departures[::-1])
