"""Why our own search cannot model a plain instance, with the figures."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.language.sentence import Sentence
from solvers.routing.instance import UNLIMITED, Instance
from solvers.routing.ours.from_instance import chained, dated
from solvers.routing.plain.reasons import beyond, uncounted


def unmodelled(instance: Instance) -> Sentence | None:
    """Return what of an instance is beyond our search's model, None when it can be searched."""
    reason = next(_of_vehicles(instance), None) or uncounted(instance)
    return reason if reason or dated(instance) else _of_days(instance)


def _of_vehicles(instance: Instance) -> Iterator[Sentence]:
    """Yield what vehicles and releases ask for beyond the model."""
    types, several = instance.types, chained(instance)
    if paid := [t.per_duration for t in types if t.per_duration]:
        yield beyond("per_duration", types=len(paid), price=max(paid))
    if far := [t.farthest for t in types if t.farthest < UNLIMITED]:
        yield beyond("farthest", types=len(far), least=min(far))
    if several and (short := [t.longest for t in types if t.longest < UNLIMITED]):
        yield beyond("longest_of_trips", types=len(short), least=min(short))
    if not several and (late := [c.release for c in instance.clients if c.release]):
        yield beyond("release_of_one_trip", clients=len(late), latest=max(late))
    if parted := [t for t in types if t.reloads and t.start != t.end]:
        yield beyond("reload_elsewhere", types=len(parted))


def _of_days(instance: Instance) -> Sentence:
    return beyond(
        "days",
        dated=sum(bool(c.patterns) for c in instance.clients),
        clients=len(instance.clients),
        driven=sum(t.day is not None for t in instance.types),
        types=len(instance.types),
    )
