"""Several trips of a vehicle on one day: told apart, paid once, one shift of one crew."""

from __future__ import annotations

from dataclasses import replace

from distribution.costing import cost, outing_costs, route_cost
from distribution.feasibility.rule_fleet import one_at_a_time
from distribution.inputs import WeekInputs
from distribution.plan import Route, WeeklyPlan
from distribution.travel import TravelTable
from distribution.trips import outings, trip_keys
from distribution.units import HOUR_S
from operations.documents.paper_routes import trip_of_day


def later(route: Route, seconds: int, route_id: str) -> Route:
    """Return the same trip so much later; its stops and legs do not matter here."""
    return replace(
        route,
        route_id=route_id,
        load_start_s=route.load_start_s + seconds,
        depart_s=route.depart_s + seconds,
        return_s=route.return_s + seconds,
    )


def short(plan: WeeklyPlan) -> Route:
    """Return a trip of two hours from a plan's first route, without its stops."""
    first = plan.routes[0]
    loading_s = first.depart_s - first.load_start_s
    depart_s = first.depart_s // 86_400 * 86_400 + 7 * HOUR_S
    return replace(
        first,
        load_start_s=depart_s - loading_s,
        depart_s=depart_s,
        return_s=depart_s + 2 * HOUR_S,
        stops=(),
        legs=(),
        pauses=(),
    )


def test_trips_of_a_day_are_numbered_by_departure(tiny_plan: WeeklyPlan) -> None:
    first = short(tiny_plan)
    second, tomorrow = later(first, 4 * HOUR_S, "R-900"), replace(first, route_id="R-901", vehicle_id="other")
    keys = trip_keys((second, first, tomorrow))
    assert keys == (
        (first.vehicle_id, first.day, 1),
        (first.vehicle_id, first.day, 0),
        ("other", first.day, 0),
    )
    assert outings((second, first, tomorrow)) == ((first, second), (tomorrow,))


def test_vehicle_and_crew_are_paid_once_and_overtime_is_that_of_the_shift(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    first = short(tiny_plan)
    second = later(first, 8 * HOUR_S, "R-900")
    alone = route_cost(first, tiny_inputs, tiny_travel)
    made = outing_costs((first, second), tiny_inputs, tiny_travel)
    assert sum(c.fixed_vnd for c in made) == alone.fixed_vnd
    assert sum(c.drivers_vnd for c in made) == alone.drivers_vnd
    assert made[0].overtime_vnd == 0
    rates, crew = tiny_inputs.parameters, tiny_inputs.fleet.type(first.type_id).crew
    over_s = second.return_s - first.load_start_s - rates.overtime_after_s
    assert over_s > 0
    assert made[1].overtime_vnd == -(-over_s * rates.overtime_vnd_h // HOUR_S) * crew


def test_the_cost_of_a_plan_has_its_routes_in_their_order(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    told = cost(tiny_plan, tiny_inputs, tiny_travel)
    assert [route_id for route_id, _ in told.routes] == [route.route_id for route in tiny_plan.routes]


def test_three_trips_are_one_shift_only_together(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable
) -> None:
    first = short(tiny_plan)
    shift_s = tiny_inputs.parameters.shift_s

    def broken(*starts_s: int) -> list[str]:
        trips = tuple(later(first, s, f"R-90{i}") for i, s in enumerate(starts_s))
        plan = replace(tiny_plan, routes=trips, transfers=())
        return [v.key for v in one_at_a_time(plan, tiny_inputs, tiny_travel)]

    last = shift_s - (first.return_s - first.load_start_s)
    assert broken(0, 4 * HOUR_S, last) == []
    # each is within a shift of the one before, all three are not
    assert broken(0, 5 * HOUR_S, last + 1) == ["driver_unrested"] * len(set(first.driver_ids))
    assert "vehicle_twice" in broken(0, HOUR_S)


def test_papers_tell_which_trip_of_the_day_it_is(tiny_plan: WeeklyPlan) -> None:
    first = short(tiny_plan)
    second = later(first, 4 * HOUR_S, "R-900")
    plan = replace(tiny_plan, routes=(first, second))
    assert trip_of_day(second, plan, "en") == " · trip 2 of 2 of the vehicle that day"
    assert trip_of_day(first, replace(tiny_plan, routes=(first,)), "vi") == ""
