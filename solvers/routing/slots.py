"""From a plan's vehicles, days and trips to the slots of a problem."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from distribution.trips import TripKey
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


def _day(problem: RoutingProblem, day: date) -> int:
    return (day - problem.week.monday).days
