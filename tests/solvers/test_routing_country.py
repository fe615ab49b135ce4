"""The north of the example week, routed, decoded and judged by the field's own lines."""

from __future__ import annotations

import pytest

from distribution.costing import cost
from distribution.demand import demand
from distribution.feasibility import check
from distribution.inputs import WeekInputs
from distribution.plan import Packing, WeeklyPlan
from distribution.progress import Limits, Progress
from distribution.projection import project
from distribution.travel import TravelTable
from distribution.trips import outings as plan_outings
from solvers.allocation.allocate import allocate
from solvers.outcome import Outcome
from solvers.patterns import centre_requests
from solvers.routing.decode import decode, packs_of
from solvers.routing.drivers import with_drivers
from solvers.routing.encode import encode
from solvers.routing.engines import ENGINES
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, outing_cost_vnd, outings, violations

REGION = frozenset({"dc-hanoi", "depot-vinh", "depot-da-nang", "depot-can-tho"})
BY_ROUTING = ("A0", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10")


def _silent(progress: Progress) -> None:
    del progress


@pytest.fixture(scope="module")
def region(country_inputs: WeekInputs, country_travel: TravelTable) -> RoutingProblem:
    """The centres that allocation gives to the depots of the region, with their real loads."""
    projection = project(country_inputs)
    wanted = demand(country_inputs, projection)
    allocation = allocate(country_inputs, country_travel, wanted, on_progress=_silent)
    requests = centre_requests(country_inputs, allocation, projection, {})
    return encode(country_inputs, country_travel, [r for r in requests if r.depot_ids[0] in REGION])


@pytest.fixture(scope="module", params=["insertion", "ours"])
def outcome(request: pytest.FixtureRequest, region: RoutingProblem) -> Outcome[RoutingSolution]:
    return ENGINES[request.param](region, limits=Limits(iterations=100, seed=1))


@pytest.fixture(scope="module")
def plan(
    outcome: Outcome[RoutingSolution],
    region: RoutingProblem,
    country_inputs: WeekInputs,
    country_travel: TravelTable,
) -> WeeklyPlan:
    routes, consignments, unserved = decode(region, outcome.value, country_inputs, country_travel)
    return WeeklyPlan(
        plan_id="P-2026-W48-region",
        week=region.week,
        created_at="2026-11-20T15:00:00",
        seed=1,
        engine="by hand",
        routes=with_drivers(routes, country_inputs),
        consignments=consignments,
        transfers=(),
        requirements=(),
        unserved=unserved,
        synthetic=True,
    )


def test_the_region_is_worth_the_test(region: RoutingProblem, plan: WeeklyPlan) -> None:
    """There are tours with a night, and both packings or days of several trips."""
    assert len(region.centre_ids) >= 40
    assert any(p.kind == "rest" for r in plan.routes for p in r.pauses)
    several = any(len(trips) > 1 for trips in plan_outings(plan.routes))
    assert several or {r.packing for r in plan.routes} == {Packing.ACTIVE, Packing.PASSIVE}


def test_the_referee_finds_nothing(region: RoutingProblem, outcome: Outcome[RoutingSolution]) -> None:
    assert violations(region, outcome.value) == ()
    assert outcome.objective == cost_vnd(region, outcome.value)


def test_the_rules_of_the_field_find_nothing(
    plan: WeeklyPlan, country_inputs: WeekInputs, country_travel: TravelTable
) -> None:
    verdicts = check(plan, country_inputs, country_travel)
    found = [v.sentence("en") for d in verdicts if d.rule in BY_ROUTING for v in d.violations]
    assert found == []
    assert {d.rule for d in verdicts} >= set(BY_ROUTING)


def test_every_centre_is_called_at_or_told_as_left_out(region: RoutingProblem, plan: WeeklyPlan) -> None:
    left_out = {u.centre_id for u in plan.unserved}
    assert plan.served.isdisjoint(left_out)
    assert plan.served | left_out >= set(region.centre_ids)


def test_both_judges_count_the_same_money(
    region: RoutingProblem,
    outcome: Outcome[RoutingSolution],
    plan: WeeklyPlan,
    country_inputs: WeekInputs,
    country_travel: TravelTable,
) -> None:
    ours = {
        (region.vehicle_ids[o[0].vehicle], o[0].depart_s, len(o)): outing_cost_vnd(region, o)
        for o in outings(region, outcome.value)
    }
    costs = cost(plan, country_inputs, country_travel)
    price = {route_id: one.total_vnd for route_id, one in costs.routes}
    theirs = {
        (trips[0].vehicle_id, trips[0].depart_s, len(trips)): sum(price[r.route_id] for r in trips)
        for trips in plan_outings(plan.routes)
    }
    assert ours == theirs
    sent = sum(int(region.tables.courier_vnd[v, q]) for v, q in outcome.value.couriers)
    assert sent == sum(price.total_vnd for _, price in costs.consignments)


def test_boxes_handed_over_are_those_of_the_visits(
    region: RoutingProblem, outcome: Outcome[RoutingSolution], plan: WeeklyPlan
) -> None:
    made = packs_of(region, outcome.value).values()
    boxes = sum(s.boxes for r in plan.routes for s in r.stops) + sum(c.boxes for c in plan.consignments)
    assert boxes == sum(int(region.tables.visit["boxes"][v]) for v in made)
