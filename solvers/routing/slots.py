"""From a plan's vehicles, days and trips to the slots of a problem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from distribution.plan import Route
from distribution.trips import TripKey, trip_keys
from solvers.routing.problem import RoutingProblem
from solvers.routing.tables import DAYS


def slots(problem: RoutingProblem) -> Callable[[TripKey], int | None]:
    """Return what gives the slot (``vehicle row * DAYS + day``) of a trip; None: no vehicle may make it."""
    bodies = problem.tables.body.tolist()
    rows = {(vehicle_id, row - bodies[row]): row for row, vehicle_id in enumerate(problem.vehicle_ids)}

    def slot(key: TripKey) -> int | None:
        vehicle_id, day, number = key
        row = rows.get((vehicle_id, number))
        return None if row is None else row * DAYS + _day(problem, day)

    return slot


def by_slot(problem: RoutingProblem, routes: Sequence[Route]) -> dict[int, Route]:
    """Return a plan's routes by slot, without those that no vehicle may make any more."""
    slot = slots(problem)
    keyed = zip(trip_keys(routes), routes, strict=True)
    return {own: route for key, route in keyed if (own := slot(key)) is not None}


def _day(problem: RoutingProblem, day: date) -> int:
    return (day - problem.week.monday).days
