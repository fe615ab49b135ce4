"""Cold stores on the way of a departure: where a driver may bring the load when the cooling fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from distribution.free_litres import FreeLitres
from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.plan import Leg
from distribution.travel import TravelTable, leg
from distribution.units import HOUR_S
from distribution.vaccines import TemperatureBand

# A leg that takes no longer is given so many stores, spread over its length.
SPREAD_S = ((HOUR_S // 2, 1), (2 * HOUR_S, 2))
MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class RefugeStore:
    """A cold store on the way of leg ``leg`` (0-based).

    ``away_s`` is the drive there from the leg's beginning, ferries included; ``detour_s`` what going
    by it adds to the leg in free flow; ``free_ml`` what it can take at that time.
    """

    leg: int
    place_id: str
    away_s: int
    detour_s: int
    free_ml: int


def refuges_on_legs(
    legs: Sequence[Leg],
    loads_ml: Sequence[int],
    day: date,
    profile: str,
    inputs: WeekInputs,
    travel: TravelTable,
    free: FreeLitres,
) -> tuple[RefugeStore, ...]:
    """Return the refuge stores of loaded legs, in the order in which the driver passes them.

    In each part of a leg it is the store of least detour that can take the whole load, else the one
    of least detour that can take some.  Going by one may add no more than twice the hold-over (there
    and back); where no store is so near, the nearest is named all the same.
    """
    stores = _stores(inputs, day)
    found: list[RefugeStore] = []
    for number, (way, load_ml) in enumerate(zip(legs, loads_ml, strict=True)):
        passed = _passed(number, way, stores, travel, profile)
        chosen = _chosen(passed, way, free, load_ml, 2 * inputs.parameters.holdover_s)
        found += [replace(store, away_s=_away_s(store, way, travel, profile)) for store in chosen]
    return tuple(found)


def _passed(
    number: int, way: Leg, stores: Sequence[str], travel: TravelTable, profile: str
) -> list[tuple[int, RefugeStore]]:
    """Return the stores with the part of the leg in which they lie, by detour; free litres not yet known."""
    table = travel.profiles[profile]
    rows = np.array([travel.index(s) for s in stores], dtype=np.intp)
    i, j = travel.index(way.origin_id), travel.index(way.destination_id)
    out_s = table.driving_s[i, rows].astype(np.int64) + table.ferry_s[i, rows]
    on_s = table.driving_s[rows, j].astype(np.int64) + table.ferry_s[rows, j]
    direct_s = int(table.driving_s[i, j]) + int(table.ferry_s[i, j])
    parts = next((count for longest_s, count in SPREAD_S if direct_s <= longest_s), MOST)
    part = np.minimum(parts - 1, parts * out_s // np.maximum(1, out_s + on_s))
    detour_s = np.maximum(0, out_s + on_s - direct_s)
    return [
        (
            int(part[k]),
            RefugeStore(
                leg=number, place_id=stores[k], away_s=int(out_s[k]), detour_s=int(detour_s[k]), free_ml=0
            ),
        )
        for k in np.argsort(detour_s, kind="stable").tolist()
        if stores[k] not in (way.origin_id, way.destination_id)
    ]


def _chosen(
    passed: Sequence[tuple[int, RefugeStore]], way: Leg, free: FreeLitres, load_ml: int, limit_s: int
) -> list[RefugeStore]:
    whole: dict[int, RefugeStore] = {}
    some: dict[int, RefugeStore] = {}
    for part, store in passed:
        if part in whole:
            continue
        known = replace(store, free_ml=free.free_ml(store.place_id, way.depart_s + store.away_s))
        if known.free_ml <= 0:
            continue
        if known.detour_s > limit_s:
            if not whole and not some:
                some[part] = known
            break
        some.setdefault(part, known)
        if known.free_ml >= load_ml:
            whole[part] = known
    return [(some | whole)[part] for part in sorted(some)]


def _away_s(store: RefugeStore, way: Leg, travel: TravelTable, profile: str) -> int:
    """Return the drive to the store in the traffic of the hour, ferries included."""
    _, wheel_s, ferry_s = leg(travel, profile, way.origin_id, store.place_id, way.depart_s)
    return wheel_s + ferry_s


def _stores(inputs: WeekInputs, day: date) -> tuple[str, ...]:
    """Return the places with 2–8 °C litres that stand on a day: hubs, depots, centres."""
    cold = TemperatureBand.COLD
    sites = [
        site.site_id
        for site in inputs.network.sites
        if site.kind in (SiteKind.HUB, SiteKind.DEPOT)
        and site.stores_ml.get(cold, 0)
        and (site.open_from is None or site.open_from <= day)
    ]
    centres = [c.centre_id for c in inputs.network.centres if c.stores_ml.get(cold, 0)]
    return (*sites, *centres)
