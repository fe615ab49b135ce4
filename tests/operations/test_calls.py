"""Departures from a trial that breaks a rule: trips of one vehicle that leave at the same time."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import cast

from routing_instances import Client, H, problem

from distribution.inputs import WeekInputs
from distribution.plan import Route, Stop
from operations.calls import departures_of
from solvers.routing.problem import RouteChoice, RoutingSolution
from solvers.visits import CentreRequest, DayPattern, Visit

MONDAY = date(2026, 11, 23)


def stop(centre_id: str) -> Stop:
    return Stop(centre_id=centre_id, arrive_s=8 * H, start_s=8 * H, depart_s=9 * H, boxes=2)


def test_trips_that_leave_at_once_are_told_apart_by_their_stops(tiny_inputs: WeekInputs) -> None:
    one = problem([Client(at=(30, 0)), Client(at=(0, 40)), Client(at=(0, 50))], trips=2)
    solution = RoutingSolution(
        routes=(
            RouteChoice(vehicle=0, day=0, depart_s=6 * H, visits=(0, 1)),
            RouteChoice(vehicle=1, day=0, depart_s=6 * H, visits=(2,)),
        ),
        couriers=(),
        unserved=(),
    )
    stops = (("centre-00", "centre-01"), ("centre-02",))
    routes = [
        cast(
            Route,
            SimpleNamespace(
                route_id=f"R-{number}",
                vehicle_id="van-0",
                depot_id="depot",
                depart_s=6 * H,
                stops=tuple(stop(centre_id) for centre_id in own),
            ),
        )
        for number, own in enumerate(stops)
    ]
    visit = Visit(day=MONDAY, packs={"A": 1}, boxes=2, volume_ml=1, value_vnd=1)
    requests = [
        CentreRequest(
            centre_id=f"centre-{i:02d}",
            depot_ids=("depot",),
            patterns=(DayPattern(visits=(visit,), price_vnd=0),),
            ready={},
        )
        for i in range(3)
    ]
    made = departures_of(tiny_inputs, one, solution, requests, routes, ())
    assert [[call.centre_id for call in departure.calls] for departure in made] == [
        list(own) for own in stops
    ]
