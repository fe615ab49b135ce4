"""A plain instance in PyVRP's terms, and its solutions back in ours.

Days lie one after the other on one clock: day d begins at d × ``day length``, vehicles and visits keep
to the hours of their day.  A client with a choice of days becomes one copy a day, of which PyVRP takes
one; a client with a single pattern becomes one required copy for each of its days.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyvrp

from distribution.language.sentence import Sentence
from solvers.routing.instance import (
    UNLIMITED,
    Client,
    Instance,
    InstanceRoute,
    InstanceSolution,
    Ints,
    VehicleType,
)
from solvers.routing.plain.reasons import unsound
from solvers.routing.plain.size import longest_way

NO_LIMIT = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A client as PyVRP knows it: on which day, and in which group of copies of which one is taken."""

    client: int
    day: int | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Model:
    """PyVRP's data with the key to them; ``offset`` is what its cost says beyond ours."""

    data: pyvrp.ProblemData
    copies: tuple[Copy, ...]
    depots: tuple[int, ...]
    offset: int


def expresses(instance: Instance) -> Sentence | None:
    """Return why PyVRP's model cannot hold the instance, None when it can."""
    if (reason := unsound(instance)) is not None:
        return reason
    tied = sum(not _patterns_fit(client) for client in instance.clients)
    if tied or (any(kind.day is None for kind in instance.types) and not _undated(instance)):
        return Sentence(key="pyvrp.days", arguments={"clients": tied})
    if shut := _without_a_moment(instance):
        return Sentence(key="pyvrp.windows", arguments={"count": shut})
    if not all(_is_travel(matrices) for matrices in (instance.distance, instance.duration)):
        return Sentence(key="pyvrp.travel")
    return None


def model_of(instance: Instance) -> Model:
    """Return the instance as PyVRP's data; ``expresses`` must have said that this can be done."""
    copies = _copies(instance)
    depots = tuple(sorted({place for kind in instance.types for place in (kind.start, kind.end)}))
    day_length = _day_length(instance)
    places = instance.distance.shape[1]
    data = pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(places)],
        clients=[_client(instance.clients[copy.client], copy, day_length) for copy in copies],
        depots=[pyvrp.Depot(place) for place in depots],
        vehicle_types=[_type(kind, depots, day_length) for kind in instance.types],
        distance_matrices=list(instance.distance),
        duration_matrices=list(instance.duration),
        groups=_groups(instance, copies),
    )
    grouped = [copy for copy in copies if copy.group is not None]
    prizes = sum(instance.clients[copy.client].prize or 0 for copy in grouped)
    once = sum(instance.clients[client].prize or 0 for client in {copy.client for copy in grouped})
    return Model(data=data, copies=copies, depots=depots, offset=prizes - once)


def decode(model: Model, solution: pyvrp.Solution) -> InstanceSolution:
    """Return PyVRP's solution as ours; routes and trips that call at nobody are dropped."""
    routes = []
    for route in solution.routes():
        trips: list[list[int]] = [[] for _ in range(route.num_trips())]
        for activity in route:
            if activity.is_client():
                trips[activity.trip].append(model.copies[activity.idx].client)
        if any(trips):
            kept = tuple(tuple(trip) for trip in trips if trip)
            routes.append(InstanceRoute(type=route.vehicle_type(), trips=kept))
    return InstanceSolution(routes=tuple(routes))


def encode(model: Model, instance: Instance, solution: InstanceSolution) -> pyvrp.Solution:
    """Return our solution as PyVRP's, each visit by the copy of its vehicle's day."""
    copy_of = {(copy.client, copy.day): index for index, copy in enumerate(model.copies)}
    routes = []
    for route in solution.routes:
        kind = instance.types[route.type]
        reload = pyvrp.Activity(pyvrp.ActivityType.DEPOT, model.depots.index(kind.start))
        activities: list[pyvrp.Activity] = []
        for number, trip in enumerate(route.trips):
            activities += [reload] if number else []
            visits = (copy_of[client, kind.day] for client in trip)
            activities += [pyvrp.Activity(pyvrp.ActivityType.CLIENT, visit) for visit in visits]
        routes.append(pyvrp.Route(model.data, activities, route.type))
    return pyvrp.Solution(model.data, routes)


def _undated(instance: Instance) -> bool:
    return all(kind.day is None for kind in instance.types) and not any(
        client.patterns for client in instance.clients
    )


def _patterns_fit(client: Client) -> bool:
    """Whether the patterns are a choice of one day, or no choice at all."""
    one_day = all(len(pattern) == 1 for pattern in client.patterns)
    return one_day or (len(client.patterns) == 1 and client.prize is None and bool(client.patterns[0]))


def _is_travel(matrices: Ints) -> bool:
    """Whether staying takes nothing and going never less than nothing."""
    return bool((matrices >= 0).all() and (matrices.diagonal(axis1=1, axis2=2) == 0).all())


def _without_a_moment(instance: Instance) -> int:
    """Count the clients and vehicle types that have no moment at all: PyVRP refuses data with one."""
    clients = sum(max(client.early, client.release) > client.late for client in instance.clients)
    return clients + sum(kind.early > kind.late for kind in instance.types)


def _copies(instance: Instance) -> tuple[Copy, ...]:
    if _undated(instance):
        return tuple(Copy(client=client) for client in range(len(instance.clients)))
    week = tuple((day,) for day in sorted({kind.day for kind in instance.types if kind.day is not None}))
    copies: list[Copy] = []
    groups = 0
    for index, client in enumerate(instance.clients):
        patterns = client.patterns or week
        days = [day for pattern in patterns for day in sorted(pattern)]
        group = groups if len(patterns) > 1 else None
        groups += group is not None
        copies += [Copy(client=index, day=day, group=group) for day in days]
    return tuple(copies)


def _groups(instance: Instance, copies: tuple[Copy, ...]) -> list[pyvrp.ClientGroup]:
    members: dict[int, list[int]] = {}
    for index, copy in enumerate(copies):
        if copy.group is not None:
            members.setdefault(copy.group, []).append(index)
    return [
        pyvrp.ClientGroup(group, required=instance.clients[copies[group[0]].client].prize is None)
        for group in members.values()
    ]


def _client(client: Client, copy: Copy, day_length: int) -> pyvrp.Client:
    begin = (copy.day or 0) * day_length
    late = client.late if copy.day is None else min(client.late, day_length)
    return pyvrp.Client(
        location=client.place,
        delivery=list(client.load),
        service_duration=client.service,
        tw_early=begin + client.early,
        tw_late=_unbounded(begin + late),
        release_time=begin + client.release,
        prize=client.prize or 0,
        required=client.prize is None and copy.group is None,
        group=copy.group,
    )


def _type(kind: VehicleType, depots: tuple[int, ...], day_length: int) -> pyvrp.VehicleType:
    begin = (kind.day or 0) * day_length
    late = kind.late if kind.day is None else min(kind.late, day_length)
    return pyvrp.VehicleType(
        num_available=kind.available,
        capacity=[_unbounded(capacity) for capacity in kind.capacity],
        start_depot=depots.index(kind.start),
        end_depot=depots.index(kind.end),
        fixed_cost=kind.fixed,
        tw_early=begin + kind.early,
        tw_late=_unbounded(begin + late),
        shift_duration=_unbounded(kind.longest),
        max_distance=_unbounded(kind.farthest),
        unit_distance_cost=kind.per_distance,
        unit_duration_cost=kind.per_duration,
        profile=kind.profile,
        reload_depots=[depots.index(kind.start)] if kind.reloads else [],
        max_reloads=kind.reloads,
    )


def _unbounded(figure: int) -> int:
    return figure if figure < UNLIMITED else NO_LIMIT


def _day_length(instance: Instance) -> int:
    """Return a length in which any route of one day ends: nobody waits after the last opening."""
    opening = max(
        *(max(client.early, client.release) for client in instance.clients),
        *(kind.early for kind in instance.types),
    )
    return opening + longest_way(instance) + 1
