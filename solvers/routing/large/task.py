"""One part as a task: the engine's answer, made lawful, or the start where that is cheaper."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from distribution.progress import Limits
from solvers.routing.instance import Instance, InstanceRoute, InstanceSolution
from solvers.routing.large.instance import Part
from solvers.routing.plain.engines import InstanceEngine
from solvers.routing.plain.referee import judge

AMPLE = 2  # so many times the load is what a fleet carries in which nobody need be left out


def solve_part(part: Part, engine: InstanceEngine, limits: Limits) -> InstanceSolution:
    """Return the better of the part's start and what the engine finds from it.

    A part's share of a scarce fleet may be too small, so nobody must be visited there: who is left out
    goes to other vehicles in the next round.  Where the fleet is ample the engine is told that all must
    be visited, which lets PyVRP search twice as fast.
    """
    priced = forfeited(part.instance)
    asked = part.instance if _ample(part.instance) else priced
    found = engine(asked, limits=limits, start=part.start if part.start.routes else None).value
    return min((part.start, lawful(priced, found)), key=lambda offer: judge(priced, offer).cost)


def forfeited(instance: Instance) -> Instance:
    """Return an instance in which leaving out a client costs more than any visit, but breaks no rule."""
    price = _above_any_visit(instance)
    clients = tuple(replace(c, prize=price) if c.prize is None else c for c in instance.clients)
    return replace(instance, clients=clients)


def lawful(instance: Instance, solution: InstanceSolution) -> InstanceSolution:
    """Return a solution without the routes that break a rule; nobody must be visited."""
    if judge(instance, solution).feasible:
        return solution
    kept: list[InstanceRoute] = []
    used: Counter[int] = Counter()
    seen: set[int] = set()
    for route in solution.routes:
        clients = {c for trip in route.trips for c in trip}
        alone = judge(instance, InstanceSolution(routes=(route,))).feasible
        if alone and not clients & seen and used[route.type] < instance.types[route.type].available:
            kept.append(route)
            used[route.type] += 1
            seen |= clients
    return InstanceSolution(routes=tuple(kept))


def _ample(instance: Instance) -> bool:
    loads = [sum(client.load[d] for client in instance.clients) for d in range(len(instance.clients[0].load))]
    carried = [
        sum(kind.available * (kind.reloads + 1) * kind.capacity[d] for kind in instance.types)
        for d in range(len(loads))
    ]
    return all(room >= AMPLE * load for room, load in zip(carried, loads, strict=True))


def _above_any_visit(instance: Instance) -> int:
    """Return twice what the dearest vehicle takes from anywhere to the farthest place and back."""
    reach, hours = 2 * int(instance.distance.max()), 2 * int(instance.duration.max())
    service = max((client.service for client in instance.clients), default=0)
    return 1 + 2 * max(
        kind.fixed + kind.per_distance * reach + kind.per_duration * (hours + service)
        for kind in instance.types
    )
