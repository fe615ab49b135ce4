"""Several trips of a vehicle on one day: home and loaded again between them, one crew in one shift."""

from __future__ import annotations

import pytest
from routing_instances import MONDAY, Client, H, problem, scattered
from test_ours_books import keeps_its_books

from distribution.progress import Limits
from solvers.routing.beside import least_shift_s
from solvers.routing.insertion import insertion
from solvers.routing.mending.present import slot_of
from solvers.routing.ours.engine import ours
from solvers.routing.outings import outings_vnd
from solvers.routing.pool.routes import RoutePool, offer_week
from solvers.routing.pool.week import recombine
from solvers.routing.problem import Outing, RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, load, outing_cost_vnd, outings, trip, violations
from solvers.routing.slots import slots

FULL = (Client(at=(60.0, 0.0), boxes=20), Client(at=(0.0, 60.0), boxes=20))
DAY_VND = 700_000
LEGS_VND = 2 * 60 * 10_000  # there and back to a client an hour away
TRIP_S = 2 * H + 900 + 20 * 120  # driving and unloading
MORNING = 6 * H


def week(routes: list[RouteChoice]) -> RoutingSolution:
    return RoutingSolution(routes=tuple(routes), couriers=(), unserved=())


def leaves(row: int, depart_s: int, *visits: int) -> RouteChoice:
    return RouteChoice(vehicle=row, day=0, depart_s=depart_s, visits=visits)


def test_one_van_serves_two_full_loads_on_one_day() -> None:
    alone = ours(problem(FULL), limits=Limits(iterations=20)).value
    assert len(alone.unserved) == 1
    one = problem(FULL, trips=2, drivers=1)
    found = ours(one, limits=Limits(iterations=20))
    assert violations(one, found.value) == ()
    assert found.objective == 2 * LEGS_VND + DAY_VND
    assert [len(outing) for outing in outings(one, found.value)] == [2]


def test_the_second_trip_waits_until_the_van_is_home_and_loaded() -> None:
    one = problem(FULL, trips=2)
    home = MORNING + TRIP_S
    assert trip(one, leaves(0, MORNING, 0)).return_s == home
    loaded = -(-(home + 2_700) // 1_800) * 1_800
    assert violations(one, week([leaves(0, MORNING, 0), leaves(1, loaded, 1)])) == ()
    broken = violations(one, week([leaves(0, MORNING, 0), leaves(1, loaded - 1_800, 1)]))
    assert any("no_vehicle" in line for line in broken)


def test_all_trips_of_a_day_are_one_shift() -> None:
    one = problem(FULL, trips=2)
    longest = 12 * H  # from the first loading to the last return
    last = MORNING - 2_700 + longest - TRIP_S
    late = last // 1_800 * 1_800
    assert violations(one, week([leaves(0, MORNING, 0), leaves(1, late, 1)])) == ()
    broken = violations(one, week([leaves(0, MORNING, 0), leaves(1, late + 1_800, 1)]))
    assert any("driving_time" in line for line in broken)


def test_a_day_takes_its_trips_and_their_loading_at_least() -> None:
    one = problem(FULL, trips=2)
    state = load(one, week([leaves(0, MORNING, 0)]))
    monday, tuesday = slot_of(leaves(1, MORNING, 1)), slot_of(leaves(1, MORNING, 1)) + 1
    assert least_shift_s(one.tables, state, monday, TRIP_S) == 2 * (2_700 + TRIP_S)
    assert least_shift_s(one.tables, state, tuesday, TRIP_S) == 0  # there it is the only one


def test_overtime_is_that_of_the_whole_shift() -> None:
    one = problem(FULL, trips=2)
    late = leaves(1, MORNING + 5 * H, 1)
    shift_s = late.depart_s + TRIP_S - MORNING + 2_700
    overtime = -(-(shift_s - 8 * H) * 105_000 // H)
    assert cost_vnd(one, week([leaves(0, MORNING, 0), late])) == 2 * LEGS_VND + DAY_VND + overtime


def test_two_trips_need_one_driver_and_two_vans_need_two() -> None:
    one = problem(FULL, vehicles=2, trips=2, drivers=1)
    together = week([leaves(0, MORNING, 0), leaves(1, MORNING + 4 * H, 1)])
    apart = week([leaves(0, MORNING, 0), leaves(2, MORNING + 4 * H, 1)])
    assert violations(one, together) == ()
    assert any("no_driver" in line for line in violations(one, apart))
    assert insertion(one, limits=Limits(), start=together).value.routes == together.routes


def test_a_client_locked_to_a_van_may_ride_on_any_of_its_trips() -> None:
    one = problem(FULL, vehicles=2, trips=2)
    one.tables.client["vehicle"][:] = 2
    found = ours(one, limits=Limits(iterations=20)).value
    assert violations(one, found) == ()
    assert {int(one.tables.body[r.vehicle]) for r in found.routes} == {2}
    assert len(found.routes) == 2


def test_a_pool_knows_what_trips_share() -> None:
    one = problem(FULL, vehicles=2, trips=2, drivers=2)
    together = week([leaves(0, MORNING, 0), leaves(1, MORNING + 4 * H, 1)])
    pool: RoutePool[Outing] = RoutePool()
    offer_week(pool, one, together)
    assert len(pool) == 3  # the outing and its two trips
    apart = week([leaves(0, MORNING, 0), leaves(2, MORNING, 1)])
    found = recombine(one, pool.routes(), apart, limits=Limits())
    assert found.objective == outing_cost_vnd(one, together.routes) == cost_vnd(one, together)


def test_slots_tell_the_trips_of_a_vehicle_apart() -> None:
    one = problem(FULL, vehicles=2, trips=2)
    slot = slots(one)
    assert slot(("van-1", MONDAY, 1)) == slot_of(leaves(3, MORNING, 0))
    assert slot(("van-1", MONDAY, 2)) is None
    assert slot(("van-2", MONDAY, 0)) is None


@pytest.mark.parametrize("seed", range(4))
def test_the_books_are_kept_with_trips(seed: int) -> None:
    keeps_its_books(scattered(25, seed, vehicles=2, trips=3), seed)


@pytest.mark.parametrize("seed", range(4))
def test_what_a_search_says_the_referee_says(seed: int) -> None:
    asked = scattered(20, seed, vehicles=2, trips=3)
    found = ours(asked, limits=Limits(seed=seed, iterations=300))
    assert violations(asked, found.value) == ()
    assert found.objective == cost_vnd(asked, found.value)
    assert outings_vnd(asked.tables, load(asked, found.value)) == shared_by_hand(asked, found.value)


def shared_by_hand(asked: RoutingProblem, solution: RoutingSolution) -> int:
    """Add up by other lines what vehicles that make several trips save."""
    total = 0
    for outing in outings(asked, solution):
        whens = [trip(asked, route) for route in outing]
        shifts = [w.return_s - w.depart_s + 2_700 for w in whens]
        whole = whens[-1].return_s - whens[0].depart_s + 2_700
        if len(outing) > 1:
            total += overtime(whole) - sum(map(overtime, shifts)) - (len(outing) - 1) * DAY_VND
    return total


def overtime(shift_s: int) -> int:
    return -(-max(0, shift_s - 8 * H) * 105_000 // H)
