"""Instances of the cold-chain set from the country's example weeks: a region, its travel rounded."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.coldchain_clinics import with_clinics
from benchmarks.coldchain_pairs import in_two_visits
from benchmarks.coldchain_regions import Region
from distribution.calendar import Week
from distribution.demand import demand
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.progress import Progress
from distribution.projection import project
from distribution.travel import TravelProfile, TravelTable
from operations.example_week import write_example
from operations.travel_source import travel_for
from solvers.allocation.allocate import allocate
from solvers.patterns import centre_requests
from solvers.routing.encode import encode
from solvers.routing.encode_fleet import encode_fleet
from solvers.routing.open_format.writing import About, Tariff, problem_values
from solvers.visits import CentreRequest

SHORT_BOX, SHORT_FRACTION = "EPS_GEL", 0.3
# to what times and distances are rounded up, and from where on coarser
SECONDS = ((0, 60), (10_800, 300))
METRES = ((0, 100), (20_000, 1_000), (200_000, 5_000))
SHARES = 20  # steps of a share
SOURCE = (
    "Made from a network and roads in Vietnam compiled from public facts; many centres are illustrative, "
    "receiving hours and most prices assumed, stock, forecast, fleet and drivers synthetic.  Times are "
    "rounded up to a minute, from 3 h on to five; distances to 100 m, from 20 km on to 1 km, from 200 km on "
    "to 5 km; shares down to 5 %."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Country:
    """The question of a week for the whole country, up to the centres' requests."""

    inputs: WeekInputs
    travel: TravelTable
    requests: tuple[CentreRequest, ...]


@cache
def country(week_text: str) -> Country:
    """Return the example week of the whole country."""
    week = Week.parse(week_text)
    with tempfile.TemporaryDirectory(prefix="coldchain-set-") as home:
        write_example(Path(home) / "week", week)
        inputs = read_inputs(Path(home) / "week", week)
    travel, _ = travel_for(inputs)
    projection = project(inputs)
    allocation = allocate(inputs, travel, demand(inputs, projection), on_progress=_silent)
    return Country(inputs=inputs, travel=travel, requests=centre_requests(inputs, allocation, projection, {}))


def made(region: Region) -> dict[str, Any]:
    """Return an instance as JSON values of the open format."""
    whole = country(region.week)
    requests = _chosen(whole, region)
    depots = region.depots or tuple(d.site_id for d in whole.inputs.network.depots)
    place_ids = (*depots, *(r.centre_id for r in requests))
    inputs = _within(whole.inputs, region, depots, place_ids)
    travel = rounded(whole.travel, place_ids)
    problem = encode(inputs, travel, requests)
    about = About(name=region.name, comment=f"{region.about}. {SOURCE}", synthetic=True)
    marks = {row: _mark(inputs, place_id) for row, place_id in enumerate(place_ids)}
    values = problem_values(problem, about, tariff=_tariff(inputs, travel), marks=marks)
    return with_clinics(values, inputs, region.clinics, region.fleets) if region.clinics else values


def _chosen(whole: Country, region: Region) -> tuple[CentreRequest, ...]:
    """Return the requests of the region's centres, sorted by id, from its depots alone."""
    depots = set(region.depots) or {d.site_id for d in whole.inputs.network.depots}
    near = sorted(
        (_away(whole.inputs, r.centre_id, region), r.centre_id)
        for r in whole.requests
        if depots & set(r.depot_ids) and r.patterns
    )
    ids = {centre_id for _, centre_id in near[: region.count]}
    return tuple(
        replace(
            r,
            depot_ids=tuple(d for d in r.depot_ids if d in depots),
            patterns=in_two_visits(r, whole.inputs) if region.pairs else r.patterns,
        )
        for r in whole.requests
        if r.centre_id in ids
    )


def _away(inputs: WeekInputs, centre_id: str, region: Region) -> float:
    """Return the distance of a centre from the middle of the region, in degrees of latitude."""
    if region.around is None:
        return 0.0
    place, (lon, lat) = inputs.network.place(centre_id), region.around
    return math.hypot((place.lon - lon) * math.cos(math.radians(lat)), place.lat - lat)


def _within(
    inputs: WeekInputs, region: Region, depots: Sequence[str], place_ids: Sequence[str]
) -> WeekInputs:
    """Return the inputs with the region's depots, fleet, drivers and ban zones alone."""
    kept, fleet, network, calendar = set(depots), inputs.fleet, inputs.network, inputs.calendar
    types, parameters = fleet.types, inputs.parameters
    if region.short_hold:
        types = tuple(replace(t, box_id=SHORT_BOX) for t in types)
        parameters = replace(parameters, hold_fraction=SHORT_FRACTION)
    zones = {zone for place_id in place_ids for zone in network.zones(place_id)}
    return replace(
        inputs,
        parameters=parameters,
        network=replace(network, sites=tuple(network.site(d) for d in depots)),
        fleet=replace(
            fleet,
            types=types,
            vehicles=tuple(v for v in fleet.vehicles if v.depot_id in kept),
            drivers=tuple(d for d in fleet.drivers if d.depot_id in kept),
        ),
        calendar=replace(calendar, zones=tuple(z for z in calendar.zones if z.zone_id in zones)),
    )


def rounded(travel: TravelTable, place_ids: Sequence[str]) -> TravelTable:
    """Return the travel of some places with times, distances and shares rounded."""
    rows = [travel.index(place_id) for place_id in place_ids]
    pairs = np.ix_(rows, rows)
    return replace(
        travel,
        place_ids=tuple(place_ids),
        refuge_s=_up(travel.refuge_s[pairs], SECONDS),
        profiles={
            name: TravelProfile(
                distance_m=_up(p.distance_m[pairs], METRES),
                driving_s=_up(p.driving_s[pairs], SECONDS),
                big_city=_share(p.big_city[pairs]),
                city=_share(p.city[pairs]),
                ferry_s=_up(p.ferry_s[pairs], SECONDS),
                ferries=p.ferries[pairs],
                expressway_m=_up(p.expressway_m[pairs], METRES),
            )
            for name, p in travel.profiles.items()
        },
    )


def _up(figures: NDArray[np.int32], steps: Sequence[tuple[int, int]]) -> Any:
    """Return figures rounded up to the step of their size; ``steps`` are (from, step), ascending."""
    found = figures
    for begin, step in steps:
        found = np.where(figures >= begin, -(-figures // step) * step, found)
    return found


def _share(shares: NDArray[np.float32]) -> Any:
    """Return shares in steps, rounded down so that two of a leg stay within the whole."""
    return np.floor(shares.astype(np.float64) * SHARES + 1e-6) / SHARES


def _tariff(inputs: WeekInputs, travel: TravelTable) -> Tariff:
    types = encode_fleet(inputs, inputs.network.depots).types
    names = sorted({t.profile for t in types})
    profiles = [travel.profiles[name] for name in names]
    return Tariff(
        rates=tuple((names.index(t.profile), t.vnd_km, t.toll_vnd_km, t.ferry_vnd) for t in types),
        tolled_m=np.stack([p.expressway_m.astype(np.int64) for p in profiles]),
        ferries=np.stack([p.ferries.astype(np.int64) for p in profiles]),
    )


def _mark(inputs: WeekInputs, place_id: str) -> dict[str, Any]:
    place = inputs.network.place(place_id)
    return {"id": place_id, "lon": place.lon, "lat": place.lat}


def _silent(progress: Progress) -> None:
    """Say nothing: the instances alone matter."""
