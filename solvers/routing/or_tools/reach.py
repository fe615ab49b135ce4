"""Nodes of a part that no vehicle reaches, taken out before the library sees them."""

from __future__ import annotations

from dataclasses import replace

from solvers.routing.or_tools.part import Node, Part, Wheels


def within_reach(part: Part) -> Part:
    """Return a part in which each node has only the vehicles that could call there alone, none without one.

    The library's search may not end on a choice of which no node can be on any route.
    """
    kept = (
        replace(node, vehicles=tuple(v for v in node.vehicles if _reaches(part, part.wheels[v], node)))
        for node in part.nodes
    )
    return replace(part, nodes=tuple(node for node in kept if node.vehicles))


def _reaches(part: Part, wheels: Wheels, node: Node) -> bool:
    """Return whether a vehicle can call at one node, and at no other, within all that the model bounds."""

    def there_and_back(table: dict[int, list[list[int]]]) -> tuple[int, int]:
        legs = table[wheels.profile]
        return legs[wheels.place][node.place], legs[node.place][wheels.place]

    out, home = there_and_back(part.seconds)
    start = max(node.span[0], wheels.leave[0] + out)
    away = max(out, start - wheels.leave[1]) + node.service_s + home
    return (
        all(load <= room for load, room in zip(node.loads, wheels.loads, strict=True))
        and start <= node.span[1]
        and start + node.service_s + home <= wheels.back[1]
        and away <= wheels.span_s
        and sum(there_and_back(part.wheel)) <= wheels.driving_s
        and sum(there_and_back(part.metres)) <= wheels.range_m
    )
