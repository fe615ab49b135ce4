"""A large instance in parts: neighbours together, and vehicles shared out among them.

Units are never torn: a route of the plan so far, or a client on none.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from solvers.routing.instance import InstanceRoute, InstanceSolution, Ints
from solvers.routing.large.geography import bisected, client_points, from_fixed
from solvers.routing.large.instance import Floats, LargeInstance, Part, part_of

TURN = math.pi / 4  # of the cuts from one round to the next
LEFT_OUT = 10  # a client on no route weighs so much when spare vehicles are shared out


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Map:
    """Where the clients stand, and the depot place from which each would best be served."""

    points: Floats
    homes: tuple[int, ...]
    home: Ints


def map_of(large: LargeInstance) -> Map:
    """Return the map; depots take clients only up to the load that their vehicles can carry."""
    homes = tuple(sorted({kind.start for kind in large.types}))
    places = np.array([client.place for client in large.clients], dtype=np.int64)
    far, _ = from_fixed(large.travel, np.array(homes, dtype=np.int64), places)
    profile = {kind.start: kind.profile for kind in reversed(large.types)}
    distance = np.array([far[profile[home], row] for row, home in enumerate(homes)])
    return Map(points=client_points(large), homes=homes, home=_assigned(large, homes, distance))


def _assigned(large: LargeInstance, homes: tuple[int, ...], distance: Ints) -> Ints:
    """Return for each client the row of its home: those who would lose most by the second best go first."""
    load = np.array([client.load for client in large.clients], dtype=float).reshape(len(large.clients), -1)
    room = np.zeros((len(homes), load.shape[1]))
    for kind in large.types:
        room[homes.index(kind.start)] += float(kind.available * (kind.reloads + 1)) * np.array(kind.capacity)
    ranked = np.argsort(distance, axis=0, kind="stable")
    near = np.sort(distance, axis=0)
    regret = near[min(1, len(homes) - 1)] - near[0]
    home = np.empty(len(large.clients), dtype=np.int64)
    for client in np.argsort(-regret, kind="stable").tolist():
        fitting = (h for h in ranked[:, client].tolist() if (room[h] >= load[client]).all())
        home[client] = next(fitting, int(ranked[0, client]))
        room[home[client]] -= load[client]
    return home


def parts_of(
    large: LargeInstance, ground: Map, plan: InstanceSolution, stops: int, turn: int
) -> Iterator[Part]:
    """Yield parts of about ``stops`` clients, the plan's routes among them as a start."""
    units = _units(large, plan)
    weights = np.array([len(members) for _, members in units], dtype=np.int64)
    middles = np.array([ground.points[list(members)].mean(axis=0) for _, members in units])
    groups = max(1, math.ceil(int(weights.sum()) / stops))
    label = bisected(middles, weights, groups, turn * TURN)
    shares = _shares(large, ground, plan, units, label.tolist(), groups)
    for group in range(groups):
        own = [unit for unit, at in zip(units, label.tolist(), strict=True) if at == group]
        clients = [c for _, members in own for c in members]
        routes = [route for route, _ in own if route is not None]
        if clients and any(shares[group].values()):
            yield part_of(large, clients, shares[group], routes)


Unit = tuple[InstanceRoute | None, tuple[int, ...]]


def _units(large: LargeInstance, plan: InstanceSolution) -> list[Unit]:
    units: list[Unit] = [(r, tuple(c for trip in r.trips for c in trip)) for r in plan.routes]
    served = {c for _, members in units for c in members}
    return units + [(None, (c,)) for c in range(len(large.clients)) if c not in served]


def _shares(
    large: LargeInstance,
    ground: Map,
    plan: InstanceSolution,
    units: list[Unit],
    label: list[int],
    groups: int,
) -> list[dict[int, int]]:
    """Return vehicles by type for every group: those of its routes, and a share of the spare ones."""
    need = np.zeros((len(ground.homes), groups))
    shares: list[Counter[int]] = [Counter() for _ in range(groups)]
    for (route, members), group in zip(units, label, strict=True):
        homes = np.bincount(ground.home[list(members)], minlength=len(need))
        need[:, group] += homes * (1 if route else LEFT_OUT)
        if route is not None:
            shares[group][route.type] += 1
    used = Counter(route.type for route in plan.routes)
    for t, kind in enumerate(large.types):
        spare = kind.available - used[t]
        for group, count in enumerate(split_whole(spare, need[ground.homes.index(kind.start)])):
            shares[group][t] += count
    return [dict(share) for share in shares]


def split_whole(count: int, need: Floats) -> list[int]:
    """Split a whole number in proportion to need, by largest remainder."""
    if count <= 0 or need.sum() == 0:
        return [0] * len(need)
    exact = need / need.sum() * count
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(whole - exact, kind="stable")
    whole[order[: count - int(whole.sum())]] += 1
    return [int(n) for n in whole]
