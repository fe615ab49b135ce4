"""An OpenStreetMap extract as a source of travel; speeds are those of ``data/osm_speeds.csv``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osm_world import NODES, WAYS, write_world

from distribution.errors import TravelSourceError
from distribution.files.osm_extract import ASKED_AS, read_extract
from distribution.measured_travel import Asked
from distribution.network import Place
from distribution.progress import Progress
from distribution.roads.graph import SPEED_FACTOR, coordinates, haversine_km

TOWNS = (1, 2, 3, 6, 9)


def asked(path: Path, profile: str = "truck", places: tuple[Place, ...] | None = None) -> Asked:
    towns = tuple(Place(*NODES[n]) for n in TOWNS) if places is None else places
    told: list[Progress] = []
    return read_extract(path).ask(profile, towns, told.append)


def km(*nodes: int) -> float:
    lon, lat = coordinates([Place(*NODES[n]) for n in nodes]).T
    return float(haversine_km(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum())


@pytest.fixture(scope="module", params=["world.osm", "world.osm.pbf"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("osm") / request.param)


def at(found: Asked, a: int, b: int) -> tuple[float, float]:
    i, j = TOWNS.index(a), TOWNS.index(b)
    return float(found.metres[i, j]) / 1_000, float(found.seconds[i, j]) / 3_600


def test_the_expressway_is_taken_eastward_and_the_national_road_back(world: Path) -> None:
    found = asked(world)
    assert at(found, 1, 3) == pytest.approx((km(1, 4, 3), km(1, 4, 3) / 78))
    assert at(found, 3, 1) == pytest.approx((km(3, 2, 1), km(3, 2, 1) / 46))


def test_an_expressway_is_one_way_without_saying_so(tmp_path: Path) -> None:
    path = write_world(tmp_path / "w.osm", WAYS | {102: ((1, 4, 3), {"highway": "motorway"})})
    assert at(asked(path), 1, 3)[0] == pytest.approx(km(1, 4, 3))
    assert at(asked(path), 3, 1)[0] == pytest.approx(km(3, 2, 1))


def test_a_motorbike_takes_no_expressway(world: Path) -> None:
    found = asked(world, "motorbike")
    slow = 46 * SPEED_FACTOR["motorbike"]
    assert at(found, 1, 3) == pytest.approx((km(1, 2, 3), km(1, 2, 3) / slow))


def test_a_ferry_takes_its_own_time_whoever_rides(world: Path) -> None:
    for profile in ("van", "truck"):
        factor = SPEED_FACTOR[profile]
        assert at(asked(world, profile), 3, 6) == pytest.approx((km(3, 5, 6), 0.5 + km(5, 6) / (20 * factor)))


def test_what_is_closed_to_trucks_is_open_to_vans(tmp_path: Path) -> None:
    ways = {n: w for n, w in WAYS.items() if n not in (100, 102)} | {108: ((1, 2), {"highway": "primary"})}
    path = write_world(tmp_path / "w.osm", ways)
    by_van = asked(path, "van")
    assert at(by_van, 2, 3)[1] == pytest.approx(km(2, 7, 3) / (10 * SPEED_FACTOR["van"]))
    by_truck = asked(path, "truck")  # the larger part holds 3, 9 and the island; 1 and 2 are far from it
    assert by_truck.snapped_m[TOWNS.index(1)] == pytest.approx(km(1, 3) * 1_000)


def test_a_place_beside_a_yard_joins_the_road(world: Path) -> None:
    beside = Place(105.055, 20.998)
    found = asked(world, places=(beside, Place(*NODES[3])))
    lon, lat = coordinates([beside, Place(*NODES[1])]).T
    to_road = float(haversine_km(lon[:1], lat[:1], lon[1:], lat[1:])[0]) * 1_000
    assert found.snapped_m[0] == pytest.approx(min(to_road, found.snapped_m[0]))
    assert np.isfinite(found.metres).all()


def test_two_places_at_one_node_are_together(world: Path) -> None:
    twice = (Place(*NODES[2]), Place(*NODES[2]), Place(*NODES[9]))
    found = asked(world, places=twice)
    assert found.metres[0, 1] == found.seconds[1, 0] == 0.0
    assert found.metres[0, 2] == found.metres[1, 2] > 0


def test_every_profile_has_a_way_to_be_asked() -> None:
    assert set(ASKED_AS) == set(SPEED_FACTOR)


@pytest.mark.parametrize("text", ["", "no map", "<osm version='0.6'></osm>"])
def test_what_is_no_extract_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.osm"
    path.write_text(text)
    with pytest.raises(TravelSourceError) as caught:
        read_extract(path)
    assert [(f.code, f.file) for f in caught.value.faults] == [("travel_extract", "x.osm")]
    with pytest.raises(TravelSourceError):
        read_extract(tmp_path / "missing.osm.pbf")
