"""Crews for the routes of each depot: licence, days, rest between shifts, weekly hours, balance (CP-SAT)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from ortools.sat.python import cp_model

from distribution.errors import EngineError
from distribution.fleet import Driver, may_drive
from distribution.inputs import WeekInputs
from distribution.plan import Route
from distribution.units import MINUTE_S

DETERMINISTIC_TIME = 2.0  # the solver's own clock: the same crews on every machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Crews:
    """Routes with their drivers, and the ids of those for which no crew was found."""

    routes: tuple[Route, ...]
    unmanned: tuple[str, ...]


def with_drivers(routes: Sequence[Route], inputs: WeekInputs) -> Crews:
    """Return the routes with crews; as many as possible are manned, then the week's wheel time balanced."""
    by_depot: dict[str, list[Route]] = defaultdict(list)
    for route in routes:
        by_depot[route.depot_id].append(route)
    crews: dict[str, tuple[str, ...]] = {}
    for depot_id, work in sorted(by_depot.items()):
        drivers = sorted(
            (d for d in inputs.fleet.drivers if d.depot_id == depot_id), key=lambda d: d.driver_id
        )
        crews.update(_crews(work, drivers, inputs))
    return Crews(
        routes=tuple(replace(r, driver_ids=crews[r.route_id]) for r in routes),
        unmanned=tuple(r.route_id for r in routes if not crews[r.route_id]),
    )


def _crews(work: list[Route], drivers: list[Driver], inputs: WeekInputs) -> dict[str, tuple[str, ...]]:
    model, rules = cp_model.CpModel(), inputs.parameters
    manned = [model.new_bool_var(f"manned {r.route_id}") for r in work]
    drives = {
        (i, d): model.new_bool_var(f"{work[i].route_id} {drivers[d].driver_id}")
        for i in range(len(work))
        for d in range(len(drivers))
        if _may(drivers[d], work[i], inputs)
    }
    for i, route in enumerate(work):
        crew = inputs.fleet.type(route.type_id).crew
        model.add(sum(v for (r, _), v in drives.items() if r == i) == crew * manned[i])
    for i, j in combinations(range(len(work)), 2):
        if _too_close(work[i], work[j], rules.night_rest_s):
            for d in range(len(drivers)):
                if (i, d) in drives and (j, d) in drives:
                    model.add_at_most_one(drives[i, d], drives[j, d])
    most = model.new_int_var(0, rules.weekly_driving_s // MINUTE_S, "most minutes at the wheel")
    for d in range(len(drivers)):
        load = sum(-(-work[i].driving_s // MINUTE_S) * v for (i, driver), v in drives.items() if driver == d)
        model.add(load <= most)
    model.maximize(100_000 * sum(manned) - most)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = DETERMINISTIC_TIME
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise EngineError(f"crews: {solver.status_name(status)}")
    return {
        route.route_id: tuple(
            drivers[d].driver_id for (r, d), v in drives.items() if r == i and solver.value(v)
        )
        for i, route in enumerate(work)
    }


def _may(driver: Driver, route: Route, inputs: WeekInputs) -> bool:
    licensed = may_drive(driver, inputs.fleet.type(route.type_id))
    return licensed and set(_days(route, inputs)) <= set(driver.days)


def _days(route: Route, inputs: WeekInputs) -> list[date]:
    week = inputs.calendar.week
    first, last = week.day_of(route.load_start_s), week.day_of(route.return_s - 1)
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def _too_close(a: Route, b: Route, rest_s: int) -> bool:
    return a.load_start_s < b.return_s + rest_s and b.load_start_s < a.return_s + rest_s
