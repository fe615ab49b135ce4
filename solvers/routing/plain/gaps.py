"""Routes in the making, and the gaps in them where a client may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from solvers.routing.instance import Instance, InstanceRoute, Ints, VehicleType
from solvers.routing.plain.schedule import calls_of, earliest_starts, latest_starts, legs_of


@dataclass(slots=True, kw_only=True)
class Draft:
    """A route in the making; its last trip may be empty, as is the only one of a vehicle not yet used."""

    type: int
    trips: list[list[int]] = field(default_factory=lambda: [[]])

    def route(self) -> InstanceRoute:
        """Return the route without empty trips."""
        return InstanceRoute(type=self.type, trips=tuple(tuple(trip) for trip in self.trips if trip))

    def with_client(self, client: int, trip: int, position: int) -> Draft:
        """Return the route with a client put in."""
        trips = [list(clients) for clients in self.trips]
        trips[trip].insert(position, client)
        return Draft(type=self.type, trips=trips)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gaps:
    """The gaps of one route, in order: between which places, when they are left and reached, what fits.

    ``depart`` is the earliest time to leave the place before, ``latest`` the latest begin at the place
    after; ``room`` has a column for each load; ``opening`` is the fixed cost of a vehicle not yet used.
    """

    kind: VehicleType
    opening: int
    trip: Ints
    position: Ints
    before: Ints
    after: Ints
    depart: Ints
    latest: Ints
    room: Ints

    def costs(self, instance: Instance, clients: Crowd) -> NDArray[np.float64]:
        """Return what each client adds in each gap, without the price of time; infinite where it cannot go.

        Loads and windows are looked at; releases and longest routes are not.
        """
        distance, duration = instance.distance[self.kind.profile], instance.duration[self.kind.profile]
        here = clients.place[:, None]
        begin = np.maximum(clients.early[:, None], self.depart + duration[self.before, here])
        reached = begin + clients.service[:, None] + duration[here, self.after]
        fits = (begin <= clients.late[:, None]) & (reached <= self.latest)
        fits &= (clients.load[:, None, :] <= self.room).all(axis=2)
        way = distance[self.before, here] + distance[here, self.after] - distance[self.before, self.after]
        return np.where(fits, self.kind.per_distance * way + self.opening, np.inf)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crowd:
    """Clients as columns."""

    place: Ints
    load: Ints
    service: Ints
    early: Ints
    late: Ints

    def one(self, client: int) -> Crowd:
        """Return one client alone."""
        columns = {column.name: getattr(self, column.name)[client : client + 1] for column in fields(Crowd)}
        return Crowd(**columns)


def crowd_of(instance: Instance) -> Crowd:
    """Return the clients of an instance as columns."""
    names = [column.name for column in fields(Crowd)]
    columns = {name: np.array([getattr(client, name) for client in instance.clients]) for name in names}
    return Crowd(**columns)


def gaps_of(instance: Instance, draft: Draft) -> Gaps:
    """Return the gaps of a route."""
    kind = instance.types[draft.type]
    whole = InstanceRoute(type=draft.type, trips=tuple(map(tuple, draft.trips)))
    calls = calls_of(instance, whole)
    legs = legs_of(instance, whole, calls)
    starts = np.array(earliest_starts(calls, legs, calls[0].early))
    places = np.array([call.place for call in calls])
    where = [(trip, at) for trip, clients in enumerate(draft.trips) for at in range(len(clients) + 1)]
    trip, position = np.array(where).T
    return Gaps(
        kind=kind,
        opening=0 if any(draft.trips) else kind.fixed,
        trip=trip,
        position=position,
        before=places[:-1],
        after=places[1:],
        depart=(starts + np.array([call.service for call in calls]))[:-1],
        latest=np.array(latest_starts(calls, legs))[1:],
        room=np.array([_room(instance, draft, clients) for clients in draft.trips])[trip],
    )


def _room(instance: Instance, draft: Draft, clients: Sequence[int]) -> list[int]:
    loads = [instance.clients[client].load for client in clients]
    capacity = instance.types[draft.type].capacity
    return [whole - sum(load[dimension] for load in loads) for dimension, whole in enumerate(capacity)]
