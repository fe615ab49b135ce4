"""The bundled week as routing sees it, and the same with fewer liberties."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from distribution.calendar import Week
from distribution.demand import demand
from distribution.files.assemble import read_inputs
from distribution.progress import Progress
from distribution.projection import project
from operations.example_week import write_example
from operations.travel_source import travel_for
from solvers.allocation.allocate import allocate
from solvers.patterns import centre_requests
from solvers.routing.encode import encode
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.tables import MAX_NIGHTS


def bundled_week(week: str) -> RoutingProblem:
    """Return the routing question of the synthetic example of a week."""
    asked = Week.parse(week)
    with tempfile.TemporaryDirectory(prefix="coldchain-week-") as home:
        folder = Path(home) / "example"
        write_example(folder, asked)
        inputs = read_inputs(folder, asked)
    travel, projection = travel_for(inputs)[0], project(inputs)
    allocation = allocate(inputs, travel, demand(inputs, projection), on_progress=_silent)
    return encode(inputs, travel, centre_requests(inputs, allocation, projection, {}, set(), set()))


def day_routes(problem: RoutingProblem) -> RoutingProblem:
    """Return the question with one day route a vehicle and day: all that the OR-Tools model can move."""
    t = problem.tables
    rules, days = t.rules.copy(), t.vehicle_days.copy()
    rules[MAX_NIGHTS] = 0
    days[t.body != np.arange(len(t.body))] = False
    return replace(problem, tables=t._replace(rules=rules, vehicle_days=days))


def with_days_of(problem: RoutingProblem, solution: RoutingSolution) -> RoutingProblem:
    """Return the question in which every client keeps the day pattern that a solution chose for it."""
    client = problem.tables.client.copy()
    for visit in visits_of(solution):
        row = problem.tables.visit[visit]
        client[row["client"]]["first"], client[row["client"]]["last"] = row["pattern"], row["pattern"] + 1
    return replace(problem, tables=problem.tables._replace(client=client))


def visits_of(solution: RoutingSolution) -> tuple[int, ...]:
    """Return every visit of a solution, by vehicle or courier."""
    driven = tuple(visit for route in solution.routes for visit in route.visits)
    return driven + tuple(visit for visit, _ in solution.couriers)


def _silent(told: Progress) -> None:
    """Say nothing: the whole takes minutes and the benchmark tells each run."""
