"""A pool that widens: what is added pays, breaks no rule and costs what was said; what is left can be run."""

from __future__ import annotations

import time

import pytest
from routing_instances import Client, H, problem, scattered

from distribution.progress import Limits
from solvers.routing.insertion import insertion
from solvers.routing.ours.week import new_week
from solvers.routing.pool.fleets import fleets
from solvers.routing.portfolio.course import Course, course_of
from solvers.routing.portfolio.engine import portfolio, replay
from solvers.routing.portfolio.refining import COUNTED, Refining
from solvers.routing.portfolio.telling import POOL
from solvers.routing.problem import Outing, RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, outing_cost_vnd, trip, violations
from solvers.routing.widening.draft import COST, new_draft, read, written
from solvers.routing.widening.growing import grown
from solvers.routing.widening.pool import WideningPool
from solvers.routing.widening.rounding import rounded

DAY = 24 * H


def by_insertion(one: RoutingProblem) -> RoutingSolution:
    return insertion(one, limits=Limits()).value


def alone(one: RoutingProblem) -> RoutingSolution:
    """Everybody's first visit, each by a vehicle of its own, half an hour apart."""
    days = one.tables.visit["day"][one.tables.pattern["first"][one.tables.client["first"]]]
    routes = [
        RouteChoice(
            vehicle=c, day=int(day), depart_s=int(day) * DAY + (24 + c) * H // 2, visits=(int(visit),)
        )
        for c, (day, visit) in enumerate(zip(days, one.tables.client["first"], strict=True))
    ]
    return RoutingSolution(routes=tuple(routes), couriers=(), unserved=())


def line(count: int, *, vehicles: int, trips: int = 1) -> RoutingProblem:
    """Clients who follow one another on the same road."""
    return problem([Client(at=(20.0 + x, 0.0)) for x in range(count)], vehicles=vehicles, trips=trips)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_added_breaks_no_rule_and_lowers_the_relaxation(seed: int) -> None:
    one = scattered(14, seed=seed)
    pool = WideningPool(one, (), by_insertion(one))
    before, known = pool.relaxation.cost, len(pool.offers)
    pool.widen(4)
    assert pool.relaxation.cost <= before + 1
    assert len(pool.offers) > known
    for offer in pool.offers:
        assert not any(trip(one, route).broken for route in offer.outing)
        assert offer.cost_vnd == outing_cost_vnd(one, offer.outing)
        week = RoutingSolution(routes=offer.outing, couriers=(), unserved=())
        alone_here = [line for line in violations(one, week) if not line.endswith(("not_served", "missing"))]
        assert alone_here == []


def test_clients_on_one_road_come_to_ride_together() -> None:
    one = line(5, vehicles=5)
    start = alone(one)
    pool = WideningPool(one, (), start)
    assert pool.relaxation.cost == pytest.approx(cost_vnd(one, start))
    pool.widen(9)
    assert pool.widen(9) == 0  # nothing is left that pays
    (route,) = rounded(pool, None).routes
    assert sorted(route.visits) == [0, 1, 2, 3, 4]
    assert pool.relaxation.cost == pytest.approx(outing_cost_vnd(one, (route,)))


def test_an_outing_is_moved_to_the_day_on_which_others_can_join() -> None:
    clients = [Client(at=(20.0, 0.0), days=(1, 0)), Client(at=(21.0, 0.0), days=(0,))]
    one = problem(clients, vehicles=2)
    pool = WideningPool(one, (), alone(one))
    pool.widen(6)
    (route,) = rounded(pool, None).routes
    assert (route.day, len(route.visits)) == (0, 2)


@pytest.mark.parametrize("part", [0, 1])
def test_an_outing_is_grown_from_one_visit_to_all_that_pay(part: int) -> None:
    one = line(5, vehicles=5)
    draft = new_draft(one, fleets(one))
    draft.worth[:] = outing_cost_vnd(one, (alone(one).routes[0],))
    grown(new_week(one.tables), draft, part, 2)
    rows = draft.found[: draft.tally[0]]
    assert len(rows) == 1  # whoever is on it needs no outing grown from him
    (route,) = read(rows[0])
    assert sorted(route.visits) == [0, 1, 2, 3, 4]
    assert int(rows[0, COST]) == outing_cost_vnd(one, (route,)) - int(draft.worth.sum())


def test_no_outing_is_grown_that_costs_more_than_it_is_worth() -> None:
    one = line(5, vehicles=5)
    draft = new_draft(one, fleets(one))
    draft.worth[:] = 1_000
    grown(new_week(one.tables), draft, 0, 1)
    assert draft.tally[0] == 0


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_a_rounded_start_has_each_client_and_each_vehicle_once(seed: int | None) -> None:
    one = scattered(14, seed=4)
    pool = WideningPool(one, (), by_insertion(one))
    pool.widen(3)
    start = rounded(pool, seed)
    clients = [int(one.tables.visit["client"][v]) for r in start.routes for v in r.visits]
    days = [(r.vehicle, r.day) for r in start.routes]
    assert sorted(set(clients)) == sorted({*range(14)} - set(start.unserved))
    assert len(set(days)) == len(days)


def test_an_outing_is_read_as_it_was_written() -> None:
    one = line(4, vehicles=2, trips=2)
    later = RouteChoice(vehicle=1, day=0, depart_s=13 * H, visits=(3, 1))
    outing: Outing = (RouteChoice(vehicle=0, day=0, depart_s=6 * H, visits=(0,)), later)
    rows = new_draft(one, ()).bases
    long = (RouteChoice(vehicle=2, day=0, depart_s=0, visits=tuple(range(70))),)
    assert written([(long, 0), (outing, 5)], rows) == 1  # no row is as long as seventy stops
    assert read(rows[0]) == outing


def test_a_course_is_kept_in_the_steps_of_a_leg() -> None:
    course = Course(turns=((6, 4), (3, 0)), works=(0.25, 0.0, 1.5))
    again = course_of(course.steps())
    assert again.turns == course.turns
    assert again.works == pytest.approx(course.works, abs=3e-6)
    assert all(told >= took for told, took in zip(again.works, course.works, strict=True))


def refining(one: RoutingProblem, told: list[RoutingSolution]) -> Refining:
    return Refining(problem=one, pool=(), best=by_insertion(one), seed=3, iterations=40, on_best=told.append)


def test_an_area_refined_by_the_clock_is_refined_again_by_its_course() -> None:
    one = scattered(12, seed=8)
    told: list[RoutingSolution] = []
    first, course = refining(one, told).refined(COUNTED, time.monotonic() + 2.0)
    assert first.objective <= cost_vnd(one, told[0])
    assert violations(one, first.value) == ()
    again, same = refining(one, told).refined(course_of(course.steps()), None)
    assert (again.value, same.turns) == (first.value, course.turns)


def test_a_week_by_the_clock_is_found_again_by_its_legs() -> None:
    one = scattered(14, seed=5)
    first = portfolio(one, limits=Limits(seconds=4.0, seed=2))
    assert [leg.lost for leg in first.legs if leg.engine == POOL] == [""]
    assert replay(one, first.legs).value == first.value
