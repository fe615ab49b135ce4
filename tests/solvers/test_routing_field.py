"""Between the field's terms and integers: the tiny week there and back, judged by the field's own lines."""

from __future__ import annotations

import numba
import pytest

from distribution.costing import cost
from distribution.feasibility import check
from distribution.inputs import Lock, WeekInputs
from distribution.plan import WeeklyPlan
from distribution.progress import Limits
from distribution.travel import TravelTable
from solvers.routing.decode import decode
from solvers.routing.drivers import with_drivers
from solvers.routing.encode import encode
from solvers.routing.engines import ENGINES
from solvers.routing.ours import from_week
from solvers.routing.referee import cost_vnd
from solvers.routing.unserved.explain import explained
from solvers.routing.warm import smallest
from solvers.visits import CentreRequest, DayPattern, Visit

BY_ROUTING = ("R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10")


@pytest.fixture
def requests(tiny_inputs: WeekInputs, tiny_plan: WeeklyPlan) -> tuple[CentreRequest, ...]:
    """The centres of the tiny plan, any delivery day on which they are open."""
    week = tiny_inputs.calendar.week
    calls = [(s.centre_id, r.depot_id, s.boxes) for r in tiny_plan.routes for s in r.stops]
    calls += [(c.centre_id, c.depot_id, c.boxes) for c in tiny_plan.consignments]
    return tuple(
        CentreRequest(
            centre_id=centre_id,
            depot_ids=(depot_id,),
            patterns=tuple(
                DayPattern(
                    visits=(
                        Visit(
                            day=day, packs={}, volume_ml=boxes * 20_000, boxes=boxes, value_vnd=100_000_000
                        ),
                    ),
                    price_vnd=0,
                )
                for day in week.delivery_days
            ),
            ready={},
        )
        for centre_id, depot_id, boxes in calls
    )


def test_the_week_asks_for_no_other_kernels_than_set_up_has_compiled(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, requests: tuple[CentreRequest, ...]
) -> None:
    problem = encode(tiny_inputs, tiny_travel, requests)
    assert numba.typeof(problem.tables) == numba.typeof(smallest().tables)
    ground = from_week.question(problem).ground
    assert numba.typeof(ground) == numba.typeof(from_week.question(smallest()).ground)


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_decoded_routes_pass_the_checks_at_the_same_cost(
    engine: str,
    tiny_inputs: WeekInputs,
    tiny_travel: TravelTable,
    tiny_plan: WeeklyPlan,
    requests: tuple[CentreRequest, ...],
) -> None:
    problem = encode(tiny_inputs, tiny_travel, requests)
    outcome = ENGINES[engine](problem, limits=Limits(iterations=50))
    routes, consignments, unserved = decode(problem, outcome.value, tiny_inputs, tiny_travel)
    plan = WeeklyPlan(
        plan_id="",
        week=tiny_inputs.calendar.week,
        created_at=tiny_plan.created_at,
        seed=1,
        engine=engine,
        routes=with_drivers(routes, tiny_inputs),
        consignments=consignments,
        transfers=(),
        requirements=(),
        unserved=unserved,
    )
    assert unserved == ()
    assert cost(plan, tiny_inputs, tiny_travel).total_vnd == cost_vnd(problem, outcome.value)
    verdicts = check(plan, tiny_inputs, tiny_travel)
    assert [v for v in verdicts if v.rule in BY_ROUTING and v.violations] == []


def test_a_lock_on_a_vehicle_and_a_centre_left_out(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, requests: tuple[CentreRequest, ...]
) -> None:
    from dataclasses import replace

    locks = (
        Lock(centre_id="centre-near", vehicle_id="V-N1"),
        Lock(centre_id="centre-mid", leave_out=True),
    )
    inputs = replace(tiny_inputs, locks=locks)
    problem = encode(inputs, tiny_travel, requests)
    outcome = ENGINES["insertion"](problem, limits=Limits())
    routes, _, unserved = decode(problem, outcome.value, inputs, tiny_travel)
    told = explained(problem, outcome.value, unserved, inputs, requests)
    assert [(u.centre_id, u.reason, u.proof) for u in told] == [("centre-mid", "left_out", "proved")]
    near = [r.vehicle_id for r in routes if any(s.centre_id == "centre-near" for s in r.stops)]
    assert near == ["V-N1"]


def test_a_centre_closed_all_week_could_be_served_on_the_day_it_opens(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, requests: tuple[CentreRequest, ...]
) -> None:
    # centre-shut lies 100 km and two hours from every place, and opens at 07:30 when it opens
    shut = CentreRequest(
        centre_id="centre-shut",
        depot_ids=("depot-north",),
        patterns=(),
        closed=requests[0].patterns,
        ready={},
    )
    asked = (*requests, shut)
    problem = encode(tiny_inputs, tiny_travel, asked)
    outcome = ENGINES["insertion"](problem, limits=Limits())
    _, _, unserved = decode(problem, outcome.value, tiny_inputs, tiny_travel)
    (told,) = explained(problem, outcome.value, unserved, tiny_inputs, asked, tiny_travel)
    assert (told.centre_id, told.reason, told.proof, told.remedy) == (
        "centre-shut",
        "closed",
        "proved",
        "open",
    )
    assert told.arguments["vehicle"] == "V-N1"
    (unasked,) = explained(problem, outcome.value, unserved, tiny_inputs, asked)
    assert (unasked.reason, unasked.remedy) == ("closed", "")


def test_no_day_is_told_apart_from_closed(
    tiny_inputs: WeekInputs, tiny_travel: TravelTable, requests: tuple[CentreRequest, ...]
) -> None:
    from dataclasses import replace

    near, mid, *_ = (replace(r, patterns=()) for r in requests)
    locked = replace(
        tiny_inputs, locks=(Lock(centre_id="centre-mid", day=tiny_inputs.calendar.week.days[1]),)
    )
    problem = encode(locked, tiny_travel, (near, mid))
    assert dict(problem.not_asked) == {"centre-near": "fridge", "centre-mid": "lock_day"}
