"""Why a peer cannot take an instance: a feature that it lacks, or one that nobody could answer."""

from __future__ import annotations

from solvers.routing.instance import Instance
from solvers.routing.plain.features import asks
from solvers.routing.plain.reasons import unsound


def refusal(instance: Instance, lacked: frozenset[str]) -> str | None:
    """Return why an engine that lacks some features cannot take an instance, or why none could."""
    if (reason := unsound(instance)) is not None:
        return reason.said("en")
    return next((name for name, there in asks(instance).items() if there and name in lacked), None)


def too_large(instance: Instance) -> str | None:
    """Return who is larger than the only type's vehicle, for engines that end with their process there."""
    capacity = instance.types[0].capacity
    larger = [
        c
        for c, client in enumerate(instance.clients)
        if any(load > room for load, room in zip(client.load, capacity, strict=True))
    ]
    return f"{len(larger)} clients larger than any vehicle, the first: {larger[0]}" if larger else None
