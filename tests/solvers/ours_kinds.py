"""Small random instances of every kind that our own engine takes; all figures are made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from solvers.routing.instance import Client, Instance, Ints, VehicleType

Rng = np.random.Generator
PATTERNS = (((0, 2), (1, 3)), ((0,), (1,), (2,), (3,)), ((0, 1, 2, 3),), ((0, 3), (1,)))


def travel(rng: Rng, places: int, profiles: int = 1, skew: int = 12) -> Ints:
    """Return travel on a plane, made asymmetric by up to ``skew``; a second profile is another plane."""
    found = np.zeros((profiles, places, places), np.int64)
    for profile in range(profiles):
        at = rng.integers(0, 100, (places, 2))
        apart = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
        found[profile] = np.ceil(apart) + rng.integers(0, skew, (places, places))
        found[profile, range(places), range(places)] = 0
    return found


def clients(rng: Rng, count: int, depots: int, **asked: Callable[[Rng], Any]) -> tuple[Client, ...]:
    """Return a client at each place after the depots; ``asked`` draws further fields."""
    return tuple(
        Client(
            place=depots + c,
            **{"load": (int(rng.integers(1, 7)),), **{name: draw(rng) for name, draw in asked.items()}},
        )
        for c in range(count)
    )


def van(**changes: Any) -> VehicleType:
    """Return vans enough of load 12 at place 0, with changes."""
    return VehicleType(**{"available": 9, "capacity": (12,), "start": 0, "end": 0, **changes})


def made(
    rng: Rng,
    asked: tuple[Client, ...],
    types: tuple[VehicleType, ...],
    depots: int = 1,
    profiles: int = 1,
    apart: bool = False,
) -> Instance:
    """Return the instance; distance and duration differ where ``apart``."""
    distance = travel(rng, depots + len(asked), profiles)
    duration = travel(rng, depots + len(asked), profiles) if apart else distance
    return Instance(name="small", distance=distance, duration=duration, clients=asked, types=types)


def _windowed(rng: Rng, count: int, depots: int, **asked: Callable[[Rng], Any]) -> tuple[Client, ...]:
    early = iter(rng.integers(0, 250, count))
    width = iter(rng.integers(60, 250, count))
    kept = [int(e) for e in early]
    late = iter(e + int(w) for e, w in zip(kept, width, strict=True))
    starts = iter(kept)
    return clients(
        rng,
        count,
        depots,
        early=lambda _: next(starts),
        late=lambda _: next(late),
        service=lambda r: int(r.integers(0, 15)),
        **asked,
    )


def capacity(rng: Rng, count: int) -> Instance:
    """Loads alone."""
    return made(rng, clients(rng, count, 1), (van(),))


def windows(rng: Rng, count: int) -> Instance:
    """Windows, hours of the depot, and travel times that are no distances."""
    return made(rng, _windowed(rng, count, 1), (van(early=10, late=600, fixed=30),), apart=True)


def duration(rng: Rng, count: int) -> Instance:
    """Windows, and a longest duration that counts every wait."""
    return made(rng, _windowed(rng, count, 1), (van(longest=330),), apart=True)


def short_duration(rng: Rng, count: int) -> Instance:
    """A longest duration without windows."""
    asked = clients(rng, count, 1, service=lambda r: int(r.integers(0, 15)))
    return made(rng, asked, (van(longest=260, capacity=(40,)),))


def mixed(rng: Rng, count: int) -> Instance:
    """A mixed fleet without limit."""
    fleet = ((6, 40, 1), (12, 60, 1), (20, 80, 2), (30, 200, 1))
    types = tuple(van(capacity=(c,), fixed=f, per_distance=u) for c, f, u in fleet)
    return made(rng, clients(rng, count, 1), types)


def mixed_limited(rng: Rng, count: int) -> Instance:
    """A mixed fleet, one vehicle of each type, that barely holds everything."""
    asked = clients(rng, count, 1)
    total = sum(c.load[0] for c in asked)
    sizes = (max(6, total // 2), max(6, total // 3), max(6, total // 4), 6)
    types = tuple(
        van(available=1, capacity=(c,), fixed=int(rng.integers(0, 90)), per_distance=int(rng.integers(1, 3)))
        for c in sizes
    )
    return made(rng, asked, types)


def depots(rng: Rng, count: int) -> Instance:
    """Two depots with windows; a vehicle of a third type ends at the other depot."""
    types = (van(available=1), van(start=1, end=1, fixed=20), van(available=1, start=0, end=1, late=500))
    return made(rng, _windowed(rng, count, 2), types, depots=2, apart=True)


def prizes(rng: Rng, count: int) -> Instance:
    """Most clients may be left out for a prize; one vehicle, a small one."""
    asked = clients(rng, count, 1, prize=lambda r: int(r.integers(0, 120)) if r.random() < 0.8 else None)
    return made(rng, asked, (van(available=2, fixed=15),))


def trips(rng: Rng, count: int) -> Instance:
    """One or two vehicles that reload as often as they like, windows and releases."""
    asked = _windowed(rng, count, 1, release=lambda r: int(r.integers(0, 90)))
    return made(rng, asked, (van(available=2, reloads=9, late=900, fixed=40),), apart=True)


def few_trips(rng: Rng, count: int) -> Instance:
    """Vehicles of small load that may reload once only, beside one that never does."""
    asked = clients(rng, count, 1)
    types = (van(available=1, reloads=1, capacity=(9,)), van(available=2, fixed=200, capacity=(9,)))
    return made(rng, asked, types)


def open_trips(rng: Rng, count: int) -> Instance:
    """Vehicles that reload where they start and end elsewhere."""
    return made(rng, clients(rng, count, 2), (van(available=2, reloads=3, end=1),), depots=2)


def patterns(rng: Rng, count: int) -> Instance:
    """Four days; single days, linked days, and every day."""
    asked = clients(rng, count, 1, patterns=lambda r: PATTERNS[int(r.integers(len(PATTERNS)))])
    return made(rng, asked, tuple(van(day=day, available=2, fixed=10) for day in range(4)))


def optional_patterns(rng: Rng, count: int) -> Instance:
    """Linked days with windows and prizes, one vehicle a day."""
    asked = _windowed(
        rng,
        count,
        1,
        patterns=lambda r: PATTERNS[int(r.integers(len(PATTERNS)))],
        prize=lambda r: int(r.integers(100, 500)) if r.random() < 0.7 else None,
    )
    return made(rng, asked, tuple(van(day=day, available=1, capacity=(25,)) for day in range(4)), apart=True)


def trips_on_days(rng: Rng, count: int) -> Instance:
    """Linked days, vehicles that reload, and releases."""
    asked = _windowed(
        rng,
        count,
        1,
        patterns=lambda r: PATTERNS[int(r.integers(len(PATTERNS)))],
        release=lambda r: int(r.integers(0, 60)),
    )
    types = tuple(van(day=day, available=2, reloads=1 + day, fixed=15) for day in range(4))
    return made(rng, asked, types, apart=True)


def two_loads(rng: Rng, count: int) -> Instance:
    """Two load dimensions."""
    asked = clients(rng, count, 1, load=lambda r: (int(r.integers(0, 7)), int(r.integers(0, 7))))
    return made(rng, asked, (van(capacity=(12, 9)), van(capacity=(9, 14), fixed=10, available=1)))


def two_profiles(rng: Rng, count: int) -> Instance:
    """Two types with travel of their own."""
    types = (van(late=700), van(profile=1, per_distance=2, available=1, late=700))
    return made(rng, _windowed(rng, count, 1), types, profiles=2, apart=True)


def dear_hours(rng: Rng, count: int) -> Instance:
    """Hours that have a price."""
    return made(rng, clients(rng, count, 1), (van(per_duration=2),))


def short_ways(rng: Rng, count: int) -> Instance:
    """A longest distance."""
    return made(rng, clients(rng, count, 1), (van(farthest=250),))


def short_days_of_trips(rng: Rng, count: int) -> Instance:
    """Several trips within a longest duration."""
    return made(rng, clients(rng, count, 1), (van(reloads=3, longest=500),))


def late_goods(rng: Rng, count: int) -> Instance:
    """Releases, and vehicles of a single trip."""
    return made(rng, clients(rng, count, 1, release=lambda r: int(r.integers(1, 90))), (van(),))


def days_of_some(rng: Rng, count: int) -> Instance:
    """Vehicles with days, clients without."""
    return made(rng, clients(rng, count, 1), tuple(van(day=day) for day in range(2)))


KINDS: Mapping[str, Callable[[Rng, int], Instance]] = {
    one.__name__: one
    for one in (
        capacity,
        windows,
        duration,
        short_duration,
        mixed,
        mixed_limited,
        depots,
        prizes,
        trips,
        few_trips,
        open_trips,
        patterns,
        optional_patterns,
        trips_on_days,
        two_loads,
        two_profiles,
        dear_hours,
        short_ways,
        short_days_of_trips,
        late_goods,
        days_of_some,
    )
}
REFUSED = ("open_trips", "dear_hours", "short_ways", "short_days_of_trips", "late_goods", "days_of_some")
TAKEN = tuple(kind for kind in KINDS if kind not in REFUSED)
