"""A routing solution as JSON values of the open format, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from distribution.errors import Fault
from distribution.units import DAY_S
from solvers.routing.open_format.faults import SOLUTION_SCHEMA, fault, schema_faults
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution

FORMAT, VERSION = "coldchain-routing-solution", 1
Values = dict[str, Any]


def solution_values(
    problem: RoutingProblem, solution: RoutingSolution, instance: str, comment: str = ""
) -> Values:
    """Return a solution as JSON values; what stood in the way of those left out is not written."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "instance": instance,
        "comment": comment,
        "routes": [
            {
                "vehicle": problem.vehicle_ids[route.vehicle],
                "day": route.day,
                "depart_s": route.depart_s,
                "visits": [_call(problem, visit) for visit in route.visits],
            }
            for route in solution.routes
        ],
        "couriers": [
            {**_call(problem, visit), "depot": problem.depot_ids[depot]} for visit, depot in solution.couriers
        ],
        "unserved": [problem.centre_ids[client] for client in solution.unserved],
    }


def solution_of(problem: RoutingProblem, values: Values) -> RoutingSolution:
    """Return the solution of sound JSON values."""
    rows = _rows(problem, values)
    depots = {name: row for row, name in enumerate(problem.depot_ids)}
    clients = _clients(problem)
    return RoutingSolution(
        routes=tuple(
            RouteChoice(
                vehicle=row,
                day=route["day"],
                depart_s=route["depart_s"],
                visits=tuple(_row(problem, clients, call) for call in route["visits"]),
            )
            for row, route in zip(rows, values["routes"], strict=True)
        ),
        couriers=tuple((_row(problem, clients, sent), depots[sent["depot"]]) for sent in values["couriers"]),
        unserved=tuple(clients[name] for name in values["unserved"]),
    )


def solution_faults(problem: RoutingProblem, name: str, values: Any, file: str) -> list[Fault]:
    """Return the faults of a solution of the problem ``name``, so that what remains can be judged.

    Of a solution of another problem nothing more is said.
    """
    found = schema_faults(values, SOLUTION_SCHEMA, file)
    if found:
        return found
    if values["instance"] != name:
        return [fault("open_instance", file, value=values["instance"], name=name)]
    return [*_unknown(problem, values, file), *_misdated(problem, values, file)]


def _unknown(problem: RoutingProblem, values: Values, file: str) -> Iterator[Fault]:
    """Vehicles, depots, clients and visits are those of the problem."""
    vehicles, depots, clients = set(problem.vehicle_ids), set(problem.depot_ids), _clients(problem)
    calls = []
    for i, route in enumerate(values["routes"]):
        calls += [(f"$.routes[{i}].visits[{at}]", call) for at, call in enumerate(route["visits"])]
        if route["vehicle"] not in vehicles:
            yield fault("open_unknown", file, where=f"$.routes[{i}].vehicle", value=route["vehicle"])
    for i, sent in enumerate(values["couriers"]):
        calls.append((f"$.couriers[{i}]", sent))
        if sent["depot"] not in depots:
            yield fault("open_unknown", file, where=f"$.couriers[{i}].depot", value=sent["depot"])
    for where, call in calls:
        if _row(problem, clients, call) < 0:
            told = f"{call['client']} {call['pattern']} {call['visit']}"
            yield fault("open_unknown", file, where=where, value=told)
    for name in values["unserved"]:
        if name not in clients:
            yield fault("open_unknown", file, where="$.unserved", value=name)


def _misdated(problem: RoutingProblem, values: Values, file: str) -> Iterator[Fault]:
    """A route departs on its day, and a vehicle no more often on a day than it may."""
    trips = Counter(problem.vehicle_ids)
    for i, route in enumerate(values["routes"]):
        if route["depart_s"] // DAY_S != route["day"]:
            yield fault("open_day", file, where=f"$.routes[{i}].depart_s", value=route["depart_s"])
    made = Counter((route["vehicle"], route["day"]) for route in values["routes"])
    for (vehicle, day), number in sorted(made.items()):
        if number > max(1, trips[vehicle]):
            yield fault("open_twice", file, where="$.routes", value=f"{vehicle} {day}")


def _rows(problem: RoutingProblem, values: Values) -> list[int]:
    """Return the vehicle's row of each route: trips of one day by their departures, from the first row."""
    first = {name: row for row, name in reversed(list(enumerate(problem.vehicle_ids)))}
    made: Counter[tuple[str, int]] = Counter()
    rows = [0] * len(values["routes"])
    for at, route in sorted(enumerate(values["routes"]), key=lambda row: row[1]["depart_s"]):
        rows[at] = first[route["vehicle"]] + made[route["vehicle"], route["day"]]
        made[route["vehicle"], route["day"]] += 1
    return rows


def _clients(problem: RoutingProblem) -> dict[str, int]:
    return {name: row for row, name in enumerate(problem.centre_ids)}


def _call(problem: RoutingProblem, visit: int) -> Values:
    t = problem.tables
    client, pattern = int(t.visit["client"][visit]), int(t.visit["pattern"][visit])
    return {
        "client": problem.centre_ids[client],
        "pattern": pattern - int(t.client["first"][client]),
        "visit": visit - int(t.pattern["first"][pattern]),
    }


def _row(problem: RoutingProblem, clients: dict[str, int], call: Values) -> int:
    """Return the visit that a call speaks of, or -1 when there is none."""
    t, client = problem.tables, clients.get(call["client"], -1)
    if client < 0:
        return -1
    pattern = int(t.client["first"][client]) + int(call["pattern"])
    if pattern >= t.client["last"][client]:
        return -1
    visit = int(t.pattern["first"][pattern]) + int(call["visit"])
    return visit if visit < t.pattern["last"][pattern] else -1
