"""Plain routing instances: a line of places worked by hand, and random ones; all figures are made up."""

from __future__ import annotations

import numpy as np

from solvers.routing.instance import (
    UNLIMITED,
    Client,
    Instance,
    InstanceRoute,
    InstanceSolution,
    VehicleType,
)


def line(*clients: Client, types: tuple[VehicleType, ...], places: int = 5) -> Instance:
    """Return places 0, 1, 2 … on a line, ten units of distance and of time apart; the depot is place 0."""
    at = np.arange(places, dtype=np.int64) * 10
    travel = np.abs(at[:, None] - at[None, :])[None]
    return Instance(name="line", distance=travel, duration=travel, clients=clients, types=types)


def van(**changes: int) -> VehicleType:
    """Return two vans of load 10 at place 0, with changes."""
    standard: dict[str, int] = {"available": 2, "start": 0, "end": 0}
    return VehicleType(capacity=(10,), **{**standard, **changes})


def route(*trips: tuple[int, ...], kind: int = 0) -> InstanceSolution:
    """Return a solution of one route."""
    return InstanceSolution(routes=(InstanceRoute(type=kind, trips=trips),))


def random_instance(rng: np.random.Generator) -> Instance:
    """Return up to eight clients, some with windows, releases and prizes, and one to three vehicle types."""
    places, clients = int(rng.integers(2, 8)), int(rng.integers(1, 9))
    loads = int(rng.integers(1, 3))
    return Instance(
        name="random",
        distance=_travel(rng, places),
        duration=_travel(rng, places),
        clients=tuple(_client(rng, places, loads) for _ in range(clients)),
        types=tuple(_type(rng, places, loads) for _ in range(int(rng.integers(1, 4)))),
    )


def random_solution(rng: np.random.Generator, instance: Instance) -> InstanceSolution:
    """Return the clients cut into trips and routes at random; now and then one is left out or doubled."""
    order = [int(client) for client in rng.permutation(len(instance.clients))]
    if rng.random() < 0.3:
        order.pop()
    routes = []
    while order:
        kind = int(rng.integers(len(instance.types)))
        most = instance.types[kind].reloads + 1
        trips = []
        while order and len(trips) < most and (not trips or rng.random() < 0.7):
            length = int(rng.integers(1, 4))
            trips.append(tuple(order[:length]))
            order = order[length:]
        routes.append(InstanceRoute(type=kind, trips=tuple(trips)))
    return InstanceSolution(routes=tuple(routes))


def _travel(rng: np.random.Generator, places: int) -> np.ndarray:
    travel = rng.integers(1, 50, (2, places, places)).astype(np.int64)
    travel[:, range(places), range(places)] = 0
    return travel


def _client(rng: np.random.Generator, places: int, loads: int) -> Client:
    early = int(rng.integers(0, 150))
    late = early + int(rng.integers(0, 250))
    windowed, released = rng.random() < 0.6, rng.random() < 0.3
    return Client(
        place=int(rng.integers(places)),
        load=tuple(int(load) for load in rng.integers(0, 5, loads)),
        service=int(rng.integers(0, 20)),
        early=early if windowed else 0,
        late=late if windowed else UNLIMITED,
        release=int(rng.integers(0, late + 1)) if released else 0,
        prize=int(rng.integers(0, 90)) if rng.random() < 0.3 else None,
    )


def _type(rng: np.random.Generator, places: int, loads: int) -> VehicleType:
    start, end = (int(place) for place in rng.integers(places, size=2))
    return VehicleType(
        available=8,  # PyVRP raises where a type is used too often
        capacity=tuple(int(capacity) for capacity in rng.integers(5, 20, loads)),
        start=start,
        end=end if rng.random() < 0.5 else start,
        fixed=int(rng.integers(0, 100)),
        per_distance=int(rng.integers(0, 4)),
        per_duration=int(rng.integers(0, 3)),
        early=int(rng.integers(0, 60)),
        late=int(rng.integers(300, 900)) if rng.random() < 0.5 else UNLIMITED,
        longest=int(rng.integers(100, 500)) if rng.random() < 0.5 else UNLIMITED,
        farthest=int(rng.integers(100, 400)) if rng.random() < 0.3 else UNLIMITED,
        reloads=int(rng.integers(0, 4)),
        profile=int(rng.integers(2)),
    )
