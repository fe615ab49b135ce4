"""VROOM at its widest exploration, by pyvroom: deterministic, it knows no seed."""

from __future__ import annotations

from datetime import timedelta

import vroom

from benchmarks.routing.plainness import refusal
from benchmarks.routing.reading import Question
from solvers.routing.instance import UNLIMITED, Instance, InstanceRoute, InstanceSolution, VehicleType
from solvers.routing.plain.features import enough_vehicles
from solvers.routing.plain.size import longest_way

EXPLORATION = 5  # the widest that it offers
LARGEST = 1 << 31  # of any sum of its costs or times, which have 32 bits
# Its longest travel time counts no service and no wait, and its priorities are no prices.
LACKS = frozenset(
    {
        "days",
        "several trips",
        "releases",
        "optional clients",
        "a longest duration",
        "a farthest distance",
        "a price of time",
    }
)


def expresses(question: Question) -> str | None:
    """Return why VROOM cannot hold the instance."""
    instance = question.instance
    if (reason := refusal(instance, LACKS)) is not None:
        return reason
    return "times beyond 32 bits" if _latest(instance) >= LARGEST else None


def _latest(instance: Instance) -> int:
    """Return a time after which nothing happens, or the longest way there is."""
    bounds = [client.early for client in instance.clients] + [kind.early for kind in instance.types]
    return max(bounds) + longest_way(instance)


def solve(question: Question, seconds: float, seed: int) -> InstanceSolution | None:  # noqa: ARG001
    """Search until the seconds are over or its local optimum is found; None when clients are left out."""
    instance = question.instance
    problem = vroom.Input()
    fleet = [
        (index, kind)
        for index, kind in enumerate(instance.types)
        for _ in range(enough_vehicles(instance, kind))
    ]
    coarse = _coarseness(instance, len(fleet))
    for index, kind in enumerate(instance.types):
        costs = instance.distance[kind.profile] * kind.per_distance // coarse
        problem.set_durations_matrix(str(index), instance.duration[kind.profile])
        problem.set_costs_matrix(str(index), costs)
    for number, (index, kind) in enumerate(fleet):
        problem.add_vehicle(_vehicle(number, index, kind, coarse))
    problem.add_job([_job(instance, client) for client in range(len(instance.clients))])
    found = problem.solve(EXPLORATION, nb_threads=1, timeout=timedelta(seconds=seconds))
    if found.unassigned:
        return None
    jobs = found.routes[found.routes.type == "job"]
    return InstanceSolution(
        routes=tuple(
            InstanceRoute(type=fleet[vehicle][0], trips=(tuple(int(job) for job in of_vehicle.id),))
            for vehicle, of_vehicle in jobs.groupby("vehicle_id", sort=True)
        )
    )


def _vehicle(number: int, index: int, kind: VehicleType, coarse: int) -> vroom.Vehicle:
    return vroom.Vehicle(
        number,
        start=kind.start,
        end=kind.end,
        profile=str(index),
        capacity=list(kind.capacity),
        time_window=None if kind.late >= UNLIMITED else (kind.early, kind.late),
        costs=vroom.VehicleCosts(fixed=kind.fixed // coarse),
    )


def _job(instance: Instance, index: int) -> vroom.Job:
    client = instance.clients[index]
    windows = [] if client.late >= UNLIMITED else [(client.early, client.late)]
    return vroom.Job(
        index,
        location=client.place,
        default_service=client.service,
        delivery=list(client.load),
        time_windows=windows,
    )


def _coarseness(instance: Instance, vehicles: int) -> int:
    """Return what costs are divided by, so that the sums which VROOM checks stay within their bits."""
    highest = max(int(instance.distance[kind.profile].max()) * kind.per_distance for kind in instance.types)
    fixed = max(kind.fixed for kind in instance.types)
    return 1 + (highest * (len(instance.clients) + 2 * vehicles) + fixed * vehicles) // LARGEST
