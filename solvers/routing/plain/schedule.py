"""The hours of one route of a plain instance, begun so that it lasts as short as it can.

A begin at S ends at max(E, S + D): E is the earliest end of all, D the time without any wait.  The
shortest route therefore begins at E − D, or at its latest begin that meets every window if that is
sooner (forward time slack; Savelsbergh 1992, doi:10.1287/ijoc.4.2.146).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from solvers.routing.instance import Instance, InstanceRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of a route: at a client (its index), or at a depot (None)."""

    place: int
    client: int | None
    early: int
    late: int
    service: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The calls of a route and when service begins at each, the first and the last at the depots."""

    calls: tuple[Call, ...]
    starts: tuple[int, ...]

    @property
    def duration(self) -> int:
        """Time from the begin of the route to its end."""
        return self.starts[-1] - self.starts[0]

    @property
    def tardy(self) -> tuple[Call, ...]:
        """Calls that begin after their latest time."""
        return tuple(call for call, at in zip(self.calls, self.starts, strict=True) if at > call.late)


def schedule(instance: Instance, route: InstanceRoute) -> Schedule:
    """Return the shortest schedule that meets the windows; when none does, the earliest one."""
    calls = calls_of(instance, route)
    legs = legs_of(instance, route, calls)
    earliest = earliest_starts(calls, legs, calls[0].early)
    no_wait = sum(legs) + sum(call.service for call in calls)
    begin = min(earliest[-1] - no_wait, latest_starts(calls, legs)[0])
    return Schedule(calls=calls, starts=earliest_starts(calls, legs, max(calls[0].early, begin)))


def minimal_duration(instance: Instance, route: InstanceRoute) -> int:
    """Return how long the route lasts, begun at the best time."""
    return schedule(instance, route).duration


def calls_of(instance: Instance, route: InstanceRoute) -> tuple[Call, ...]:
    """Return the calls in order; a trip waits at the depot for the releases of all that it carries."""
    kind, clients = instance.types[route.type], instance.clients
    calls: list[Call] = []
    for trip in route.trips:
        release = max((clients[client].release for client in trip), default=0)
        calls.append(
            Call(place=kind.start, client=None, early=max(kind.early, release), late=kind.late),
        )
        calls.extend(_at_client(instance, client) for client in trip)
    calls.append(Call(place=kind.end, client=None, early=kind.early, late=kind.late))
    return tuple(calls)


def _at_client(instance: Instance, index: int) -> Call:
    client = instance.clients[index]
    return Call(
        place=client.place, client=index, early=client.early, late=client.late, service=client.service
    )


def legs_of(instance: Instance, route: InstanceRoute, calls: Sequence[Call]) -> tuple[int, ...]:
    """Return the travel times from each call to the next."""
    durations = instance.duration[instance.types[route.type].profile]
    return tuple(int(durations[here.place, there.place]) for here, there in pairwise(calls))


def earliest_starts(calls: Sequence[Call], legs: Sequence[int], begin: int) -> tuple[int, ...]:
    """Return when service begins at each call, as early as it can after ``begin``."""
    starts = [begin]
    for before, leg, call in zip(calls, legs, calls[1:], strict=False):
        starts.append(max(call.early, starts[-1] + before.service + leg))
    return tuple(starts)


def latest_starts(calls: Sequence[Call], legs: Sequence[int]) -> tuple[int, ...]:
    """Return the latest begin of service at each call from which all calls after it are in time."""
    starts = [calls[-1].late]
    for call, leg in zip(reversed(calls[:-1]), reversed(legs), strict=True):
        starts.append(min(call.late, starts[-1] - leg - call.service))
    return tuple(reversed(starts))
