"""A plain instance in OR-Tools' routing model: matrices only, no Python in the search.

Reloading is a call at one of many copies of the depot, all of them obligatory: next to the depot such a
call costs nothing.  It empties the load; a further dimension carries the departure of the trip along
it, which no release may follow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp

from solvers.routing.instance import UNLIMITED, Instance, InstanceRoute, InstanceSolution, VehicleType
from solvers.routing.plain.features import asks, enough_trips, enough_vehicles
from solvers.routing.plain.size import LARGEST, longest_way

TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoutingWorld:
    """OR-Tools' manager and model; ``kinds`` has the type of each vehicle, ``places`` that of each node.

    Nodes are the clients in order, then the copies of the depot for reloading, then the depots.
    """

    manager: Any
    model: Any
    instance: Instance
    kinds: tuple[int, ...]
    places: tuple[int, ...]
    reloads: range

    def kind(self, vehicle: int) -> VehicleType:
        """Return the type of a vehicle."""
        return self.instance.types[self.kinds[vehicle]]

    def decode(self, assignment: Any) -> InstanceSolution:
        """Return the assignment as routes, without trips that call at nobody."""
        routes = []
        for vehicle, kind in enumerate(self.kinds):
            trips = tuple(trip for trip in self._trips(assignment, vehicle) if trip)
            if trips:
                routes.append(InstanceRoute(type=kind, trips=trips))
        return InstanceSolution(routes=tuple(routes))

    def _trips(self, assignment: Any, vehicle: int) -> list[tuple[int, ...]]:
        trips: list[tuple[int, ...]] = [()]
        index = assignment.Value(self.model.NextVar(self.model.Start(vehicle)))
        while not self.model.IsEnd(index):
            node = self.manager.IndexToNode(index)
            if node in self.reloads:
                trips.append(())
            else:
                trips[-1] += (node,)
            index = assignment.Value(self.model.NextVar(index))
        return trips


def world_of(instance: Instance, *, leave_out: bool = False) -> RoutingWorld:
    """Build the model; with ``leave_out`` also those who must be visited may be left out, at a high price."""
    world = _empty_world(instance)
    wants = asks(instance)
    _add_costs(world)
    _add_loads(world)
    if wants["a farthest distance"]:
        _add_distance(world)
    if any(wants[name] for name in ("windows", "a longest duration", "a price of time", "releases")):
        _add_time(world)
    if wants["releases"]:
        _add_departure(world)
    _add_prices(world, leave_out=leave_out)
    return world


def _empty_world(instance: Instance) -> RoutingWorld:
    kinds = [
        index for index, kind in enumerate(instance.types) for _ in range(enough_vehicles(instance, kind))
    ]
    clients = len(instance.clients)
    reloads = range(clients, clients + _reload_copies(instance))
    depots = sorted({place for kind in instance.types for place in (kind.start, kind.end)})
    node_of = {depot: reloads.stop + number for number, depot in enumerate(depots)}
    copies = [instance.types[0].start] * len(reloads)
    places = (*(client.place for client in instance.clients), *copies, *depots)
    starts, ends = (
        [node_of[getattr(instance.types[kind], where)] for kind in kinds] for where in ("start", "end")
    )
    manager = pywrapcp.RoutingIndexManager(len(places), len(kinds), starts, ends)
    return RoutingWorld(
        manager=manager,
        model=pywrapcp.RoutingModel(manager),
        instance=instance,
        kinds=tuple(kinds),
        places=places,
        reloads=reloads,
    )


def _reload_copies(instance: Instance) -> int:
    """Return the most reloads that the loads could ask for; none without reloading."""
    kind = instance.types[0]
    return enough_trips(instance, kind) if kind.reloads else 0


def _by_vehicle(world: RoutingWorld, matrix_of: Callable[[VehicleType], NDArray[np.int64]]) -> list[int]:
    """Register a matrix for each type, equal ones once, and return the evaluator of each vehicle."""
    known: dict[bytes, int] = {}
    evaluators = []
    for kind in world.instance.types:
        matrix = matrix_of(kind)
        key = matrix.tobytes()
        if key not in known:
            known[key] = world.model.RegisterTransitMatrix(matrix.tolist())
        evaluators.append(known[key])
    return [evaluators[kind] for kind in world.kinds]


def _between(world: RoutingWorld, travel: NDArray[np.int64]) -> NDArray[np.int64]:
    places = np.array(world.places)
    matrix: NDArray[np.int64] = travel[np.ix_(places, places)]
    return matrix


def _add_costs(world: RoutingWorld) -> None:
    distance = world.instance.distance
    evaluators = _by_vehicle(world, lambda kind: _between(world, distance[kind.profile]) * kind.per_distance)
    for vehicle, evaluator in enumerate(evaluators):
        world.model.SetArcCostEvaluatorOfVehicle(evaluator, vehicle)
        world.model.SetFixedCostOfVehicle(world.kind(vehicle).fixed, vehicle)


def _add_prices(world: RoutingWorld, *, leave_out: bool) -> None:
    """Price clients left out; where vehicles reload also those that must not be, or no start is found.

    Whoever has no moment at all is left out beforehand.
    """
    dear, hopeless = _dear(world.instance), _without_a_moment(world.instance)
    for client, asked in enumerate(world.instance.clients):
        index = world.manager.NodeToIndex(client)
        if asked.prize is not None or leave_out or world.reloads or client in hopeless:
            price = dear if asked.prize is None else asked.prize
            world.model.AddDisjunction([index], price)
        if client in hopeless:
            world.model.ActiveVar(index).SetValue(0)


def _dear(instance: Instance) -> int:
    """Return more than a route for one client can cost, as far as all such prices together are countable."""
    way, time = int(instance.distance.max()), longest_way(instance)
    prices = (2 * way * t.per_distance + t.fixed + time * t.per_duration for t in instance.types)
    return min(1 + max(prices), LARGEST // len(instance.clients))


def _add_loads(world: RoutingWorld) -> None:
    """Add what is carried; at a reload it falls by up to a whole capacity, elsewhere it only rises."""
    depots = len(world.places) - world.reloads.stop
    for dimension in range(len(world.instance.types[0].capacity)):
        whole = world.instance.types[0].capacity[dimension]
        loads = [client.load[dimension] for client in world.instance.clients]
        loads += [-whole] * len(world.reloads) + [0] * depots
        evaluator = world.model.RegisterUnaryTransitVector(loads)
        capacities = [world.kind(vehicle).capacity[dimension] for vehicle in range(len(world.kinds))]
        slack = whole if world.reloads else 0
        name = f"load {dimension}"
        world.model.AddDimensionWithVehicleCapacity(evaluator, slack, capacities, True, name)
        if world.reloads:
            _hold_at_clients(world, world.model.GetDimensionOrDie(name))


def _hold_at_clients(world: RoutingWorld, dimension: Any) -> None:
    """Let a dimension slacken at reloads alone."""
    for client in range(len(world.instance.clients)):
        dimension.SlackVar(world.manager.NodeToIndex(client)).SetValue(0)
    for vehicle in range(len(world.kinds)):
        dimension.SlackVar(world.model.Start(vehicle)).SetValue(0)


def _add_distance(world: RoutingWorld) -> None:
    distance = world.instance.distance
    bounds = [world.kind(vehicle).farthest for vehicle in range(len(world.kinds))]
    evaluators = _by_vehicle(world, lambda kind: _between(world, distance[kind.profile]))
    world.model.AddDimensionWithVehicleTransitAndCapacity(evaluators, 0, bounds, True, "distance")


def _add_time(world: RoutingWorld) -> None:
    """Add travel and service, waits, windows, hours of vehicles, price and limit of the whole time."""
    instance, model = world.instance, world.model
    service = np.zeros((len(world.places), 1), dtype=np.int64)
    service[: len(instance.clients), 0] = [client.service for client in instance.clients]
    evaluators = _by_vehicle(world, lambda kind: _between(world, instance.duration[kind.profile]) + service)
    horizon = _horizon(instance)
    model.AddDimensionWithVehicleTransits(evaluators, horizon, horizon, False, TIME)
    time = model.GetDimensionOrDie(TIME)
    hopeless = _without_a_moment(instance)
    for client, asked in enumerate(instance.clients):
        if client in hopeless:
            continue
        hours = time.CumulVar(world.manager.NodeToIndex(client))
        hours.SetRange(asked.early, min(asked.late, horizon))
    for vehicle in range(len(world.kinds)):
        kind = world.kind(vehicle)
        for index in (model.Start(vehicle), model.End(vehicle)):
            time.CumulVar(index).SetRange(kind.early, min(kind.late, horizon))
        if kind.longest < UNLIMITED:
            time.SetSpanUpperBoundForVehicle(kind.longest, vehicle)
        if kind.per_duration:
            time.SetSpanCostCoefficientForVehicle(kind.per_duration, vehicle)


def _add_departure(world: RoutingWorld) -> None:
    """Have every client know when its trip departs: the same along the trip, and after its release."""
    model, horizon = world.model, _horizon(world.instance)
    model.AddConstantDimensionWithSlack(0, horizon, horizon, False, "departure")
    departure, time = model.GetDimensionOrDie("departure"), model.GetDimensionOrDie(TIME)
    _hold_at_clients(world, departure)
    for client, asked in enumerate(world.instance.clients):
        departure.CumulVar(world.manager.NodeToIndex(client)).SetMin(min(asked.release, horizon))
    for vehicle in range(len(world.kinds)):
        start = model.Start(vehicle)
        model.solver().Add(departure.CumulVar(start) <= time.CumulVar(start))
        model.AddVariableMinimizedByFinalizer(departure.CumulVar(start))
    for node in world.reloads:
        index = world.manager.NodeToIndex(node)
        next_departure = departure.CumulVar(index) + departure.SlackVar(index)
        # The wait comes before the reload, so that its own time is when the next trip departs.
        time.SlackVar(index).SetValue(0)
        model.solver().Add(next_departure <= time.CumulVar(index))
        model.AddVariableMinimizedByFinalizer(departure.SlackVar(index))
    for node in (*range(len(world.instance.clients)), *world.reloads):
        model.AddVariableMinimizedByFinalizer(time.CumulVar(world.manager.NodeToIndex(node)))


def _without_a_moment(instance: Instance) -> frozenset[int]:
    """Return the clients whose hours end before they begin, or begin after every route has ended."""
    horizon = _horizon(instance)
    told = enumerate(instance.clients)
    return frozenset(number for number, client in told if client.early > min(client.late, horizon))


def _horizon(instance: Instance) -> int:
    """Return a time by which every route can have ended."""
    closing = max((kind.late for kind in instance.types if kind.early <= kind.late), default=0)
    if closing < UNLIMITED:
        return closing
    openings = (max(client.early, client.release) for client in instance.clients)
    return max(*openings, *(kind.early for kind in instance.types)) + longest_way(instance)
