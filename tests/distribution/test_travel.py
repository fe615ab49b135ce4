"""Travel on the real network, legs of the hour, and the user's own matrix in its place."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pytest
from shapely import LineString

from distribution.errors import TravelError
from distribution.files.bundled import data_path
from distribution.inputs import WeekInputs
from distribution.matrix_travel import matrix_travel
from distribution.travel import TravelTable, leg
from distribution.units import clock_s


def _rivers() -> list[dict[str, str]]:
    with data_path("water_barriers.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_error_against_published_distances_is_small(country_travel: TravelTable) -> None:
    assert country_travel.error_percent is not None
    assert 0.0 < country_travel.error_percent <= 5.0


def test_tables_are_whole_and_zero_only_at_one_address(
    country_travel: TravelTable, country_inputs: WeekInputs
) -> None:
    """Some depots share the building of a centre."""
    places = [country_inputs.network.place(i) for i in country_travel.place_ids]
    off = np.array([[a != b for b in places] for a in places])
    for table in country_travel.profiles.values():
        assert (table.distance_m[off] > 0).all()
        assert (table.driving_s[off] > 0).all()
        assert not table.distance_m.diagonal().any()
        assert (table.expressway_m <= table.distance_m).all()
        assert (table.big_city + table.city <= 1.0 + 1e-6).all()
        assert ((table.ferry_s > 0) == (table.ferries > 0)).all()
    assert (country_travel.refuge_s >= 0).all()


def test_no_way_is_shorter_than_the_crow_flies(
    country_travel: TravelTable, country_inputs: WeekInputs
) -> None:
    places = np.array(
        [(p.lon, p.lat) for p in (country_inputs.network.place(i) for i in country_travel.place_ids)]
    )
    lon, lat = np.radians(places).T
    cosine = np.sin(lat[:, None]) * np.sin(lat) + np.cos(lat[:, None]) * np.cos(lat) * np.cos(
        lon[:, None] - lon
    )
    crow_m = 6_371_000 * np.arccos(np.clip(cosine, -1.0, 1.0))
    assert (country_travel.profiles["truck"].distance_m >= 0.93 * crow_m - 100).all()


def test_the_island_needs_a_ferry_and_the_mainland_none(country_travel: TravelTable) -> None:
    island = country_travel.index("vnvc-phu-quoc")
    for table in country_travel.profiles.values():
        mainland = np.delete(np.arange(len(country_travel.place_ids)), island)
        assert (table.ferries[island, mainland] >= 1).all()
        assert (table.ferries[mainland, island] >= 1).all()
    truck = country_travel.profiles["truck"]
    north = country_travel.index("dc-hanoi"), country_travel.index("depot-vinh")
    assert truck.ferries[north] == 0


def test_no_short_way_swims_across_the_hau(country_travel: TravelTable, country_inputs: WeekInputs) -> None:
    """Straight lines over the river are never driven as local ways: the bridge or ferry is."""
    course = next(r["points"] for r in _rivers() if r["name"] == "Sông Hậu")
    river = LineString([tuple(map(float, p.split())) for p in course.split(";")])
    places = {i: country_inputs.network.place(i) for i in country_travel.place_ids}
    crossed = 0
    for a, p in places.items():
        for b, q in places.items():
            straight_km = float(np.hypot((p.lon - q.lon) * 109.5, (p.lat - q.lat) * 111.2))
            if a >= b or straight_km >= 29:
                continue
            if LineString([(p.lon, p.lat), (q.lon, q.lat)]).intersects(river):
                crossed += 1
                metres, _, _ = leg(country_travel, "truck", a, b, 0)
                factor = 1.4 if straight_km < 5 else 1.35 if straight_km < 15 else 1.3
                assert abs(metres / (straight_km * 1_000 * factor) - 1.0) > 0.004, (a, b)
    assert crossed > 0


def test_a_leg_takes_the_traffic_of_its_hour(tiny_travel: TravelTable) -> None:
    van = tiny_travel.profiles["van"]
    urban = replace(van, big_city=np.ones_like(van.big_city))
    travel = replace(tiny_travel, profiles={"van": urban})
    pair = ("depot-north", "centre-near")
    assert leg(travel, "van", *pair, clock_s("01:00")) == (20_000, 1_800, 0)
    assert leg(travel, "van", *pair, clock_s("07:00")) == (20_000, 3_060, 0)
    assert leg(travel, "van", "centre-near", "centre-mid", clock_s("01:00")) == (50_000, 3_000, 600)


def _matrix(travel: TravelTable) -> dict[tuple[str, str], tuple[int, int]]:
    ids = travel.place_ids
    return {
        (a, b): (1_000 * (i + 1), 60 * (j + 1))
        for i, a in enumerate(ids)
        for j, b in enumerate(ids)
        if a != b
    }


def test_the_matrix_sheet_replaces_travel_in_both_directions(tiny_travel: TravelTable) -> None:
    matrix = _matrix(tiny_travel)
    travel = matrix_travel(matrix, tiny_travel)
    assert travel.error_percent is None
    assert travel.source != tiny_travel.source
    for profile in travel.profiles:
        for (a, b), (metres, seconds) in matrix.items():
            found_m, wheel_s, ferry_s = leg(travel, profile, a, b, clock_s("07:00"))
            assert (found_m, wheel_s + ferry_s) == (metres, seconds)
            assert min(wheel_s, ferry_s) >= 0
    assert all((t.expressway_m <= t.distance_m).all() for t in travel.profiles.values())


def test_a_missing_pair_is_a_travel_error_that_names_it(tiny_travel: TravelTable) -> None:
    matrix = _matrix(tiny_travel)
    del matrix["centre-mid", "hub-tiny"]
    with pytest.raises(TravelError, match=r"1, centre-mid → hub-tiny"):
        matrix_travel(matrix, tiny_travel)
