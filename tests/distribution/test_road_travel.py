"""The table made of the road graph: by hand on a tiny one, by sense on the bundled one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from road_world import BUNDLED, EDGES, MONDAY, bundled_network, bundled_travel, files_in, network_at

from distribution.errors import TravelError
from distribution.roads.graph import SPEED_FACTOR, RoadGraph
from distribution.roads.reference import reference_error
from distribution.roads.travel import road_travel
from distribution.travel import TravelTable, leg
from distribution.units import HOUR_S, clock_s

TOWNS = {"west": (107.0, 16.0), "middle": (107.5, 16.0), "east": (108.0, 16.0), "island": (108.5, 16.0)}
MORNING_S = clock_s("08:00")


def _tiny(folder: Path, day: date = MONDAY) -> TravelTable:
    return road_travel(network_at(TOWNS), day, files_in(folder))[0]


def test_metres_and_seconds_by_hand(tmp_path: Path) -> None:
    table = _tiny(tmp_path)
    assert leg(table, "truck", "west", "east", MORNING_S) == (110_000, 7_200, 0)
    assert leg(table, "van", "west", "middle", MORNING_S) == (60_000, 3_429, 0)  # 1 h / 1.05


def test_the_ferry_is_time_but_not_time_at_the_wheel(tmp_path: Path) -> None:
    table = _tiny(tmp_path)
    assert leg(table, "truck", "west", "island", MORNING_S) == (130_000, 7_200, 5_400)
    assert table.profiles["truck"].ferries[table.index("middle"), table.index("island")] == 1


def test_an_expressway_counts_from_its_month_and_never_for_motorbikes(tmp_path: Path) -> None:
    table = _tiny(tmp_path, date(2026, 12, 7))
    pair = table.index("west"), table.index("east")
    assert leg(table, "truck", "west", "east", MORNING_S) == (100_000, 3_600, 0)
    assert table.profiles["truck"].expressway_m[pair] == 100_000
    assert table.profiles["motorbike"].expressway_m[pair] == 0
    assert table.profiles["motorbike"].distance_m[pair] == 110_000


def test_places_that_nothing_joins_are_named(tmp_path: Path) -> None:
    edges = "".join(line for line in EDGES.splitlines(keepends=True) if "Phà" not in line)
    with pytest.raises(TravelError, match="west → island"):
        road_travel(network_at(TOWNS), MONDAY, files_in(tmp_path, edges=edges))


@pytest.mark.parametrize(
    ("one_bank", "other_bank", "at_least_km"),
    [
        ("vnvc-cai-rang", "vnvc-binh-minh", 7.0),  # 4.3 km apart over the Hậu: by the bridge of Cần Thơ
        ("vnvc-mo-cay-nam", "vnvc-ba-tri", 45.0),  # 30 km apart over the Hàm Luông: back by Bến Tre
        ("vnvc-son-tay", "vnvc-phu-tho", 45.0),  # 23 km apart over the Hồng
    ],
)
def test_no_way_swims(one_bank: str, other_bank: str, at_least_km: float) -> None:
    table, _ = bundled_travel()
    for profile in SPEED_FACTOR:
        assert leg(table, profile, one_bank, other_bank, 0)[0] >= at_least_km * 1_000


def test_both_ways_are_alike() -> None:
    table, _ = bundled_travel()
    for profile in table.profiles.values():
        assert (abs(profile.driving_s - profile.driving_s.T) <= 1).all()
        assert (abs(profile.distance_m - profile.distance_m.T) <= 1).mean() > 0.999  # but for ties in time


def test_slower_profiles_take_longer() -> None:
    table, _ = bundled_travel()
    door_s = {p: t.driving_s + t.ferry_s for p, t in table.profiles.items()}
    assert (door_s["van"] <= door_s["truck"] + 2).all()
    assert (door_s["truck"] <= door_s["heavy"] + 2).all()
    assert (door_s["van"] <= door_s["motorbike"] + 2).all()


def test_hours_are_those_of_the_road_facts() -> None:
    """README of the road facts, section 0: HCM to Buôn Ma Thuột 7.5 h, Hà Nội to HCM 21.9 h nonstop."""
    table, _ = bundled_travel()
    for a, b, hours in (
        ("dc-hcm-hoang-van-thu", "depot-buon-ma-thuot", 7.5),
        ("dc-hanoi", "dc-hcm-hoang-van-thu", 21.9),
    ):
        i, j = table.index(a), table.index(b)
        assert table.profiles["truck"].driving_s[i, j] / HOUR_S == pytest.approx(hours, rel=0.1)


def test_lines_run_from_place_to_place() -> None:
    _, paths = bundled_travel()
    network = bundled_network()
    line = paths.line("truck", "dc-hanoi", "vnvc-phu-quoc")
    assert (line[0], line[-1]) == (network.place("dc-hanoi"), network.place("vnvc-phu-quoc"))
    assert len(line) > 20


def test_the_same_files_give_the_same_table() -> None:
    first, again = bundled_travel()[0], bundled_travel.__wrapped__()[0]
    for name, profile in first.profiles.items():
        for figures in ("distance_m", "driving_s", "big_city", "city", "ferry_s", "expressway_m"):
            assert (getattr(profile, figures) == getattr(again.profiles[name], figures)).all()
    assert (first.refuge_s == again.refuge_s).all()


def test_error_by_hand(tmp_path: Path) -> None:
    files = files_in(tmp_path)
    graph = RoadGraph.load(files.nodes, files.edges, date(2026, 12, 1))
    assert reference_error(graph, files.references) == 5.0  # 0 % by the expressway, 10 % without
    everything = reference_error(graph, files.references, pages_only=False)
    assert everything == pytest.approx((0 + 10 + 100 * (1 - 110 / 121)) / 3, abs=0.01)


def test_the_bundled_graph_is_within_five_percent_of_published_distances() -> None:
    graph = RoadGraph.load(BUNDLED.nodes, BUNDLED.edges, MONDAY)
    assert reference_error(graph, BUNDLED.references) <= 5.0
    assert reference_error(graph, BUNDLED.references, pages_only=False) <= 5.0
