"""The least cost of a small instance by looking at every route there is; the referee alone judges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations, product

from solvers.routing.instance import Instance, InstanceRoute
from solvers.routing.plain.referee import route_cost, route_violations
from solvers.routing.plain.schedule import schedule

NEVER = 1 << 62
Costs = list[int]  # by set of clients, a bit each


def least_cost(instance: Instance) -> int | None:
    """Return the least cost of all lawful solutions, None when there is none."""
    days = sorted({t.day for t in instance.types}, key=lambda day: -1 if day is None else day)
    by_day = {
        day: _fleet(instance, [y for y, t in enumerate(instance.types) if t.day == day]) for day in days
    }
    if days == [None]:
        best = min(_left_out(instance, mask) + cost for mask, cost in enumerate(by_day[None]))
    else:
        choices = product(*(_choices(instance, c) for c in range(len(instance.clients))))
        best = min(_of_week(instance, by_day, choice) for choice in choices)
    return best if best < NEVER else None


def _choices(instance: Instance, c: int) -> Iterator[tuple[int, ...] | None]:
    yield from instance.clients[c].patterns
    if instance.clients[c].prize is not None:
        yield None


def _of_week(
    instance: Instance, by_day: dict[int | None, Costs], choice: Sequence[tuple[int, ...] | None]
) -> int:
    lost = sum(instance.clients[c].prize or 0 for c, pattern in enumerate(choice) if pattern is None)
    masks = {
        day: sum(1 << c for c, pattern in enumerate(choice) if pattern and day in pattern) for day in by_day
    }
    return lost + sum(by_day[day][mask] for day, mask in masks.items())


def _left_out(instance: Instance, mask: int) -> int:
    out = [client for c, client in enumerate(instance.clients) if not mask >> c & 1]
    return NEVER if any(client.prize is None for client in out) else sum(client.prize or 0 for client in out)


def _fleet(instance: Instance, types: Sequence[int]) -> Costs:
    """Return the least cost of serving each set of clients with the vehicles of some types."""
    sets = 1 << len(instance.clients)
    best = [0] + [NEVER] * (sets - 1)
    for y in types:
        alone = _by_route(instance, y)
        for _ in range(min(instance.types[y].available, len(instance.clients))):
            best = [min(best[mask], *_shared(best, alone, mask)) for mask in range(sets)]
    return best


def _shared(best: Costs, alone: Costs, mask: int) -> Iterator[int]:
    yield NEVER
    part = mask
    while part:
        if alone[part] < NEVER and best[mask ^ part] < NEVER:
            yield best[mask ^ part] + alone[part]
        part = (part - 1) & mask


def _by_route(instance: Instance, y: int) -> Costs:
    """Return the cost of the cheapest lawful route of a type through each set of clients."""
    costs = [NEVER] * (1 << len(instance.clients))
    for size in range(1, len(instance.clients) + 1):
        for chosen in combinations(range(len(instance.clients)), size):
            costs[sum(1 << c for c in chosen)] = min(
                (route_cost(instance, route) for route in _routes(instance, y, chosen)), default=NEVER
            )
    return costs


def _routes(instance: Instance, y: int, chosen: Sequence[int]) -> Iterator[InstanceRoute]:
    for order in permutations(chosen):
        for trips in _cuts(order, instance.types[y].reloads + 1):
            route = InstanceRoute(type=y, trips=trips)
            if not any(route_violations(instance, 0, route, schedule(instance, route))):
                yield route


def _cuts(order: tuple[int, ...], most: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    """Yield the ways to cut an order into at most so many trips."""
    for count in range(min(most, len(order))):
        for at in combinations(range(1, len(order)), count):
            ends = (0, *at, len(order))
            yield tuple(order[a:b] for a, b in pairwise(ends))
