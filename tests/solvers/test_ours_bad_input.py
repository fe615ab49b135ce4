"""Our own engine on questions without an answer, or hardly any: a clear word each, and an end."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from plain_instances import line, van
from routing_instances import Client as WeekClient
from routing_instances import H, problem

from distribution.errors import EngineError
from distribution.progress import Limits
from solvers.outcome import Status
from solvers.routing.instance import UNLIMITED, Client, Instance, InstanceSolution, VehicleType
from solvers.routing.ours.engine import ours, solve_instance
from solvers.routing.plain.reasons import UnmodelledError
from solvers.routing.referee import violations

FEW = Limits(iterations=50)
NOTHING = InstanceSolution(routes=())


def at(place: int, load: int = 1, **fields: object) -> Client:
    return Client(**{"place": place, "load": (load,), **fields})


@pytest.mark.parametrize("types", [(), (van(available=0),), (van(late=5),), (van(longest=5),)])
def test_nobody_is_visited_where_no_vehicle_can(types: tuple) -> None:
    outcome = solve_instance(line(at(1), at(2, prize=7), types=types), limits=FEW)
    assert outcome.value == NOTHING
    assert outcome.status is Status.UNKNOWN
    assert outcome.objective == 7


@pytest.mark.parametrize("types", [(), (van(),)])
def test_no_client_is_no_work(types: tuple) -> None:
    outcome = solve_instance(line(types=types), limits=FEW)
    assert (outcome.value, outcome.objective, outcome.status) == (NOTHING, 0, Status.FEASIBLE)


def test_one_client_is_one_route() -> None:
    assert solve_instance(line(at(3), types=(van(),)), limits=FEW).objective == 60
    assert solve_instance(line(at(3, prize=59), types=(van(),)), limits=FEW).objective == 59


IMPOSSIBLE = (
    at(4, 99),
    at(4, early=9, late=8),
    at(4, late=39),
    at(4, early=500),
    at(4, service=500),
)


@pytest.mark.parametrize(
    ("impossible", "reloads"),
    [*((one, 0) for one in IMPOSSIBLE), (IMPOSSIBLE[0], 3), (at(4, release=500), 3)],
)
def test_who_cannot_be_visited_is_left_out_and_the_others_are_not(impossible: Client, reloads: int) -> None:
    question = line(at(1), impossible, at(2), types=(van(late=200, reloads=reloads),))
    outcome = solve_instance(question, limits=FEW)
    assert sorted(c for route in outcome.value.routes for trip in route.trips for c in trip) == [0, 2]
    assert outcome.status is Status.UNKNOWN
    assert outcome.objective == 40


@pytest.mark.parametrize("load", [(0,), (0, 0), ()])
def test_clients_without_load_and_all_at_one_place(load: tuple[int, ...]) -> None:
    kind = replace(van(), capacity=(0,) * len(load))
    here = tuple(Client(place=3, load=load) for _ in range(9))
    assert solve_instance(line(*here, types=(kind,)), limits=FEW).objective == 60


@pytest.mark.parametrize("limits", [Limits(iterations=0), Limits(iterations=-3)])
def test_no_iterations_are_no_search(limits: Limits) -> None:
    question = line(at(1), at(2), types=(van(),))
    outcome = solve_instance(question, limits=limits)
    assert (outcome.value, outcome.status, outcome.incumbents) == (NOTHING, Status.UNKNOWN, ())
    start = solve_instance(question, limits=FEW).value
    assert solve_instance(question, limits=limits, start=start).value == start


@pytest.mark.parametrize("limits", [Limits(seconds=0), Limits(seconds=-1), Limits(iterations=50, seconds=0)])
def test_no_time_is_one_try(limits: Limits) -> None:
    outcome = solve_instance(line(at(1), at(2), types=(van(),)), limits=limits)
    assert (outcome.objective, outcome.status) == (40, Status.FEASIBLE)


@pytest.mark.parametrize("seed", [0, -5, 1 << 40, -(1 << 70)])
def test_any_whole_number_is_a_seed(seed: int) -> None:
    outcome = solve_instance(line(at(1), at(2), types=(van(),)), limits=Limits(iterations=20, seed=seed))
    assert outcome.objective == 40


OPTIONAL = (at(1, prize=5), at(2, prize=9))
DEAR = {
    "a distance": line(at(1), types=(van(per_distance=1 << 60),)),
    "a vehicle": line(at(1), types=(van(fixed=1 << 62),)),
    "a vehicle beyond 64 bits": line(at(1), types=(van(fixed=1 << 64),)),
    "a prize": line(at(1, prize=1 << 60), types=(van(),)),
    "a distance to whom nobody must visit": line(*OPTIONAL, types=(van(per_distance=1 << 60),)),
    "a vehicle that nobody needs": line(*OPTIONAL, types=(van(fixed=(1 << 63) - 1),)),
    "a matrix": replace(line(*OPTIONAL, types=(van(),)), distance=np.full((1, 5, 5), 1 << 61, np.int64)),
}


@pytest.mark.parametrize("what", sorted(DEAR))
def test_costs_that_leave_64_bits_are_refused(what: str) -> None:
    with pytest.raises(EngineError):
        solve_instance(DEAR[what], limits=FEW)


def test_large_prizes_that_fit_are_exact() -> None:
    question = line(at(1, prize=1 << 54), at(2, 99, prize=1 << 54), types=(van(),))
    assert solve_instance(question, limits=FEW).objective == 20 + (1 << 54)


def test_a_place_a_day_of_travel_away_is_left_out() -> None:
    far = line(at(1), at(2), at(4), types=(van(late=1_000),))
    travel = far.distance.copy()
    travel[0, 4, :4] = travel[0, :4, 4] = (1 << 30) - 1
    outcome = solve_instance(replace(far, distance=travel, duration=travel), limits=FEW)
    assert (outcome.objective, outcome.status) == (40, Status.UNKNOWN)


@pytest.mark.slow
def test_travel_beyond_32_bits_is_no_other_question() -> None:
    # other kernels: compiled when they are first asked for
    far = line(at(1), at(2), at(4), types=(van(late=1_000),))
    travel = far.distance.copy()
    travel[0, 4, :4] = travel[0, :4, 4] = 1 << 40
    outcome = solve_instance(replace(far, distance=travel, duration=travel), limits=FEW)
    assert (outcome.objective, outcome.status) == (40, Status.UNKNOWN)


DAYS = tuple(van(day=day) for day in range(3))
UNDATED: dict[str, Instance] = {
    "a client without days": line(at(1), at(3, patterns=((1,),)), types=DAYS),
    "vehicles without days": line(at(1, patterns=((1,),)), types=(van(),)),
    "some vehicles without days": line(at(1, patterns=((1,),)), types=(*DAYS, van())),
    "a pattern of no day": line(at(1, patterns=((), (1,))), types=DAYS),
    "a day twice": line(at(1, patterns=((1, 1),)), types=DAYS),
    "a day before the first": line(at(1, patterns=((-1,),)), types=DAYS),
}


@pytest.mark.parametrize("what", sorted(UNDATED))
def test_days_that_are_no_days_are_refused(what: str) -> None:
    with pytest.raises(EngineError):
        solve_instance(UNDATED[what], limits=FEW)


def test_a_day_on_which_nobody_drives_leaves_the_client_out() -> None:
    question = line(at(1, patterns=((9,),)), at(3, patterns=((1,),)), types=DAYS)
    outcome = solve_instance(question, limits=FEW)
    assert (outcome.objective, outcome.status) == (60, Status.UNKNOWN)


def test_vehicles_and_trips_without_limit() -> None:
    kind = van(available=UNLIMITED, reloads=UNLIMITED)
    assert solve_instance(line(at(1, 8), at(2, 8), types=(kind,)), limits=FEW).objective == 60


WEEKS = {
    "no vehicle": problem([WeekClient(at=(10, 0))], vehicles=0),
    "no driver": problem([WeekClient(at=(10, 0))], drivers=0),
    "no bay": problem([WeekClient(at=(10, 0))], bays=0),
    "no window that is long enough": problem([WeekClient(at=(10, 0), windows=((8 * H, 8 * H + 60),))]),
    "more boxes than any van holds": problem([WeekClient(at=(10, 0), boxes=99)]),
    "a place of a thousand hours": problem([WeekClient(at=(60_000, 0))]),
    "boxes that hold for a minute": problem([WeekClient(at=(100, 0))], hold_s=60),
}


@pytest.mark.parametrize("what", sorted(WEEKS))
@pytest.mark.parametrize("iterations", [0, 30])
def test_a_week_that_cannot_be_driven_leaves_the_client_out(what: str, iterations: int) -> None:
    outcome = ours(WEEKS[what], limits=Limits(iterations=iterations))
    assert outcome.value.routes == ()
    assert outcome.value.unserved == (0,)
    assert not violations(WEEKS[what], outcome.value)


@pytest.mark.parametrize(
    ("client", "vehicle"), [(at(99), van()), (at(-1), van()), (at(1), van(start=99)), (at(1), van(profile=3))]
)
def test_a_place_without_travel_is_named(client: Client, vehicle: VehicleType) -> None:
    with pytest.raises(UnmodelledError, match="not in the tables of travel"):
        solve_instance(line(client, types=(vehicle,)), limits=FEW)
