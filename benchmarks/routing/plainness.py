"""What an instance asks of an engine beyond the capacitated problem, and why a peer cannot take it."""

from __future__ import annotations

from solvers.routing.instance import UNLIMITED, Instance
from solvers.routing.plain.reasons import unsound


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


def first_of(instance: Instance, features: frozenset[str]) -> str | None:
    """Return the first feature of the instance that is among those an engine lacks."""
    return next((name for name, there in asks(instance).items() if there and name in features), None)


def refusal(instance: Instance, lacked: frozenset[str]) -> str | None:
    """Return why an engine that lacks some features cannot take an instance, or why none could."""
    if (reason := unsound(instance)) is not None:
        return reason.said("en")
    return first_of(instance, lacked)


def too_large(instance: Instance) -> str | None:
    """Return who is larger than the only type's vehicle, for engines that end with their process there."""
    capacity = instance.types[0].capacity
    larger = [
        c
        for c, client in enumerate(instance.clients)
        if any(load > room for load, room in zip(client.load, capacity, strict=True))
    ]
    return f"{len(larger)} clients larger than any vehicle, the first: {larger[0]}" if larger else None
