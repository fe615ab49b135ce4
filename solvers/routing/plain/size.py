"""How large the figures of a plain instance can become in sums: engines count in 64 bits, or in 32."""

from __future__ import annotations

from solvers.routing.instance import Instance

LARGEST = 1 << 60  # of any sum: a few of them still fit in 64 bits


def longest_way(instance: Instance) -> int:
    """Return more time than calling at everybody can take, with a return to the depot after each."""
    legs = 2 * len(instance.clients) + 1
    return legs * int(instance.duration.max(initial=0)) + sum(client.service for client in instance.clients)


def largest_sum(instance: Instance) -> int:
    """Return more than any cost of the instance, as a whole number of any size."""
    visits = sum(max((len(pattern) for pattern in client.patterns), default=1) for client in instance.clients)
    legs = 2 * visits + 1
    a_unit, an_hour, a_vehicle = (
        max((getattr(kind, name) for kind in instance.types), default=0)
        for name in ("per_distance", "per_duration", "fixed")
    )
    way = legs * int(instance.distance.max(initial=0)) * a_unit
    time = longest_way(instance) * (1 + an_hour)
    return way + time + visits * a_vehicle + sum(client.prize or 0 for client in instance.clients)
