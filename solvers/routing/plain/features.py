"""What a plain instance asks of an engine beyond the capacitated problem."""

from __future__ import annotations

import math

from solvers.routing.instance import UNLIMITED, Instance, VehicleType

SPARE_SHARE, SPARE = 1.3, 3  # HGS-CVRP's bound on vehicles: so many times what the load asks for, and so many


def asks(instance: Instance) -> dict[str, bool]:
    """Return which features an instance has."""
    clients, types = instance.clients, instance.types
    return {
        "days": any(kind.day is not None for kind in types) or any(client.patterns for client in clients),
        "several trips": any(kind.reloads for kind in types),
        "releases": any(client.release for client in clients),
        "optional clients": any(client.prize is not None for client in clients),
        "windows": any(client.early or client.late < UNLIMITED for client in clients)
        or any(kind.early or kind.late < UNLIMITED for kind in types),
        "a longest duration": any(kind.longest < UNLIMITED for kind in types),
        "a farthest distance": any(kind.farthest < UNLIMITED for kind in types),
        "a price of time": any(kind.per_duration for kind in types),
        "vehicles of several types": len(types) > 1,
        "fixed costs": any(kind.fixed for kind in types),
        "several loads": any(len(kind.capacity) > 1 for kind in types),
        "two depots of a route": any(kind.start != kind.end for kind in types),
        "one-way travel": any(
            (matrix != matrix.transpose(0, 2, 1)).any() for matrix in (instance.distance, instance.duration)
        ),
    }


def enough_vehicles(instance: Instance, kind: VehicleType) -> int:
    """Return how many vehicles of a type to offer an engine that each vehicle more costs time.

    No more than clients; and where nothing but loads ends a route, what all loads together ask for by
    HGS-CVRP's bound.
    """
    most = min(max(0, kind.available), len(instance.clients))
    wants = asks(instance)
    if any(wants[name] for name in ("windows", "a longest duration", "a farthest distance")):
        return most
    return min(most, enough_trips(instance, kind))


def enough_trips(instance: Instance, kind: VehicleType) -> int:
    """Return how many loads of one vehicle the clients' loads could ask for; of no room, none would do."""
    loads = [
        sum(client.load[dimension] for client in instance.clients) for dimension in range(len(kind.capacity))
    ]
    full = [load / room for load, room in zip(loads, kind.capacity, strict=True) if room > 0]
    return math.ceil(SPARE_SHARE * max(full, default=0)) + SPARE
