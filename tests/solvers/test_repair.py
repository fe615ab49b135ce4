"""The present plan in integers, a part of a week, and a repair that touches what it must and nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tiny_places import MON

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import Limits
from distribution.travel import TravelTable
from solvers.patterns import visit_of
from solvers.routing.encode import encode
from solvers.routing.mending.present import Present, present, slot_of
from solvers.routing.mending.repair import Holding, repaired
from solvers.routing.part_of_week import part_of_week
from solvers.routing.problem import RoutingProblem
from solvers.routing.referee import cost_vnd, trip, violations
from solvers.routing.tables import DAYS, Tables
from solvers.routing.unserved.staying import staying_vnd
from solvers.visits import CentreRequest, DayPattern

FEW = Limits(iterations=50)
CLIENTS = ("centre-far", "centre-isle", "centre-mid", "centre-near", "centre-zone")


def packs(plan: WeeklyPlan, centre_id: str, inputs: WeekInputs) -> dict[str, int]:
    return {
        r.product_id: r.delivered_doses // inputs.vaccines[r.product_id].pack_doses
        for r in plan.requirements
        if r.centre_id == centre_id and r.delivered_doses
    }


@pytest.fixture(scope="module")
def problem(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> RoutingProblem:
    """Every centre that the plan serves, on any one day of the six, from any depot."""
    depots = tuple(depot.site_id for depot in tiny_inputs.network.depots)
    requests = [
        CentreRequest(
            centre_id=centre_id,
            depot_ids=depots,
            ready={},
            patterns=tuple(
                DayPattern(
                    visits=(visit_of(tiny_inputs, day, packs(tiny_plan, centre_id, tiny_inputs)),),
                    price_vnd=0,
                )
                for day in tiny_inputs.calendar.week.delivery_days
            ),
        )
        for centre_id in CLIENTS
    ]
    return encode(tiny_inputs, tiny_travel, requests)


@pytest.fixture(scope="module")
def now(problem: RoutingProblem, tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan) -> Present:
    return present(problem, tiny_inputs, tiny_plan)


def slots_of(problem: RoutingProblem, vehicle_id: str) -> range:
    row = problem.vehicle_ids.index(vehicle_id)
    return range(row * DAYS, (row + 1) * DAYS)


def test_a_plan_is_the_same_in_integers(problem: RoutingProblem, now: Present, tiny_plan: WeeklyPlan) -> None:
    told = {
        (problem.vehicle_ids[r.vehicle], r.depart_s, trip(problem, r).return_s) for r in now.solution.routes
    }
    assert told == {(r.vehicle_id, r.depart_s, r.return_s) for r in tiny_plan.routes}
    assert len(now.solution.couriers) == 1
    assert now.solution.unserved == ()
    assert now.disturbed == frozenset()
    assert violations(problem, now.solution) == ()


def test_what_is_not_disturbed_is_not_touched(problem: RoutingProblem, now: Present) -> None:
    assert repaired(problem, now, Holding(), limits=FEW) == now.solution


def test_a_vehicle_away_disturbs_its_routes_alone_and_the_others_stay(
    problem: RoutingProblem, tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan
) -> None:
    days = problem.tables.vehicle_days.copy()
    days[problem.vehicle_ids.index("V-N1")] = False
    without = replace(problem, tables=problem.tables._replace(vehicle_days=days))
    found = present(without, tiny_inputs, tiny_plan)
    assert set(found.disturbed) <= set(slots_of(problem, "V-N1"))
    answer = repaired(without, found, Holding(), limits=FEW)
    assert violations(without, answer) == ()
    assert answer.unserved == ()
    now_there = {slot_of(r): set(r.visits) for r in answer.routes}
    others = [r for r in found.solution.routes if slot_of(r) not in found.disturbed]
    assert all(set(r.visits) <= now_there[slot_of(r)] for r in others)  # they may be joined, never left


def test_a_route_that_is_held_stays_even_if_it_breaks_a_rule(
    problem: RoutingProblem, tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan
) -> None:
    days = problem.tables.vehicle_days.copy()
    days[problem.vehicle_ids.index("V-N1")] = False
    without = replace(problem, tables=problem.tables._replace(vehicle_days=days))
    found = present(without, tiny_inputs, tiny_plan)
    held = Holding(
        slots=frozenset(found.disturbed), earliest_s=tiny_inputs.calendar.week.start_s(MON) + 50_000
    )
    assert repaired(without, found, held, limits=FEW) == found.solution


PLACED = ("travel", "leg_vnd", "refuge_s", "place_zone", "hold_s", "client", "depot")


def of_places(t: Tables) -> tuple[np.ndarray, ...]:
    """Return what the tables say of the places of their clients and depots, whatever numbers these have."""
    at = np.concatenate([t.client["place"], t.depot["place"]])
    among = np.ix_(at, at)
    legs = [table[among] for table in (*t.travel, *t.leg_vnd, t.refuge_s)]
    rest = [r[[f for f in r.dtype.names if f != "place"]] for r in (t.client, t.depot)]
    return (*legs, t.place_zone[at], t.hold_s[:, at], *rest)


def test_the_part_of_all_is_the_whole(problem: RoutingProblem, now: Present) -> None:
    part = part_of_week(problem, range(len(CLIENTS)), [], {})
    for name in set(problem.tables._fields) - set(PLACED):
        assert np.array_equal(getattr(part.problem.tables, name), getattr(problem.tables, name)), name
    of_part, of_whole = of_places(part.problem.tables), of_places(problem.tables)
    assert all(np.array_equal(one, other) for one, other in zip(of_part, of_whole, strict=True))
    assert part.own(now.solution) == now.solution


def test_a_part_knows_its_own_places_alone_and_costs_the_same(problem: RoutingProblem, now: Present) -> None:
    there = now.solution.routes[0]
    t = problem.tables
    clients = sorted({int(t.visit["client"][visit]) for visit in there.visits})
    part = part_of_week(problem, clients, [], {})
    places = {*t.depot["place"].tolist(), *t.client["place"][clients].tolist()}
    assert part.problem.tables.travel.shape[1] == len(places) < t.travel.shape[1]
    (here,) = (r for r in part.own(now.solution).routes if slot_of(r) == slot_of(there))
    assert trip(part.problem, here) == trip(problem, there)


def test_a_part_has_its_own_rows_and_finds_back_to_the_whole(problem: RoutingProblem, now: Present) -> None:
    near, zone = CLIENTS.index("centre-near"), CLIENTS.index("centre-zone")
    part = part_of_week(problem, [near, zone], [], {})
    assert part.problem.centre_ids == ("centre-near", "centre-zone")
    own = part.own(now.solution)
    assert dict(part.sequences(own)).items() <= {slot_of(r): r.visits for r in now.solution.routes}.items()
    for visit, row in enumerate(part.visits):
        assert part.problem.tables.windows[visit].tolist() == problem.tables.windows[row].tolist()
        client = int(part.problem.tables.visit["client"][visit])
        assert part.clients[client] == problem.tables.visit["client"][row]


def test_a_part_has_not_the_vehicle_and_the_driver_of_a_route_that_stays(
    problem: RoutingProblem, now: Present
) -> None:
    tour = next(r for r in now.solution.routes if problem.vehicle_ids[r.vehicle] == "V-S1")  # Wed and Thu
    part = part_of_week(problem, [0], [(tour, trip(problem, tour))], {"D-S1": frozenset({2, 3})})
    days = part.problem.tables.vehicle_days[tour.vehicle, :6].tolist()
    assert days == [True, True, False, False, True, True]
    hand = next(h for h in part.problem.hands if h.driver_id == "D-S1")
    assert hand.days == {0, 1, 4, 5}


def test_staying_where_one_is_costs_nothing_and_is_the_difference_elsewhere(
    problem: RoutingProblem, now: Present
) -> None:
    client = CLIENTS.index("centre-zone")
    first = int(problem.tables.client["first"][client])
    own = next(
        int(problem.tables.visit["pattern"][v])
        for r in now.solution.routes
        for v in r.visits
        if int(problem.tables.visit["client"][v]) == client
    )
    assert staying_vnd(problem, now.solution, client, own) == 0
    assert cost_vnd(problem, now.solution) > 0
    tuesday = staying_vnd(problem, now.solution, client, first + 1)
    # the same reefer, alone on its round on another night: Tuesday is a holiday to be avoided
    assert tuesday == problem.tables.visit["avoid_vnd"][problem.tables.pattern["first"][first + 1]]
