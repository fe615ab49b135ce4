"""Plain instances that nobody should ask: impossible in part, empty, or beyond what can be counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from plain_instances import line, van

from solvers.routing.instance import Client, Instance


def at(place: int, load: int = 1, **fields: object) -> Client:
    return Client(**{"place": place, "load": (load,), **fields})


def parted() -> Instance:
    """Places 3 and 4 are a day of travel away from the others: no route ends in time."""
    whole = line(at(1), at(4), at(2), types=(van(late=1_000),))
    travel = whole.distance.copy()
    travel[0, 3:, :3] = travel[0, :3, 3:] = 86_400
    return replace(whole, distance=travel, duration=travel)


# who can be visited of each; two hours of vehicle, ten units between neighbours
SOLVED = {
    "one client": (line(at(3), types=(van(),)), {0}),
    "a client larger than any vehicle": (line(at(1), at(2, 99), at(3), types=(van(),)), {0, 2}),
    "a window that closes before anybody is there": (line(at(1), at(4, late=39), types=(van(),)), {0}),
    "no vehicle that is early enough": (line(at(1), at(4, early=500), types=(van(late=200),)), {0}),
    "a disconnected graph": (parted(), {0, 2}),
    "nobody can be visited": (line(at(1, 99), types=(van(),)), set()),
    "all at the depot": (line(at(0), at(0), types=(van(),)), {0, 1}),
    "prizes for all, none worth the way": (line(at(4, prize=1), at(3, prize=0), types=(van(),)), set()),
}
EMPTY = {
    "no client": line(types=(van(),)),
    "no client and no vehicle": line(types=()),
    "no vehicle type": line(at(1), at(2, prize=7), types=()),
    "no vehicle": line(at(1), at(2, prize=7), types=(van(available=0),)),
}
REFUSED = {
    "a matrix near 64 bits": replace(
        line(at(1), at(2), types=(van(),)), distance=np.full((1, 5, 5), 1 << 62, np.int64)
    ),
    "times near 64 bits": replace(
        line(at(1), at(2), types=(van(),)), duration=np.full((1, 5, 5), 1 << 62, np.int64)
    ),
    "a price a unit near 64 bits": line(at(1), at(2), types=(van(per_distance=(1 << 63) - 1),)),
    "a vehicle beyond 64 bits": line(at(1), at(2), types=(van(fixed=1 << 64),)),
    "a prize near 64 bits": line(at(1, prize=(1 << 63) - 1), at(2), types=(van(),)),
    "a client at a place without travel": line(at(1), at(9), types=(van(),)),
    "a vehicle at a place without travel": line(at(1), types=(van(start=9, end=9),)),
    "a profile without travel": line(at(1), types=(van(profile=3),)),
}
