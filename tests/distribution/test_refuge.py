"""How far from a cold store a vehicle ever is."""

from __future__ import annotations

from pathlib import Path

import pytest
from road_world import MONDAY, bundled_travel, files_in, network_at

from distribution.roads.refuge import RoadRefuge
from distribution.roads.travel import road_travel
from distribution.units import HOUR_S

TOWNS = {"west": (107.0, 16.0), "middle": (107.5, 16.0), "east": (108.0, 16.0)}


@pytest.mark.parametrize(
    ("without_store", "worst_h"),
    [
        ((), 0.5),  # a store every hour: half an hour at most
        (("middle",), 1.0),  # two hours between stores
        (("middle", "east"), 2.0),  # two hours out from the only store
    ],
)
def test_by_hand(tmp_path: Path, without_store: tuple[str, ...], worst_h: float) -> None:
    network = network_at(TOWNS, without_store)
    table, _ = road_travel(network, MONDAY, files_in(tmp_path))
    i, j = table.index("west"), table.index("east")
    assert table.refuge_s[i, j] == pytest.approx(worst_h * HOUR_S, abs=1)


def test_a_stop_without_a_store_is_as_far_as_its_way(tmp_path: Path) -> None:
    network = network_at({**TOWNS, "beside": (107.25, 16.0)}, ("beside",))
    table, _ = road_travel(network, MONDAY, files_in(tmp_path))
    i, j = table.index("west"), table.index("beside")
    assert table.refuge_s[i, j] == pytest.approx(0.5 * HOUR_S, abs=1)


def test_no_store_is_further_than_half_the_way_between_two() -> None:
    table, _ = bundled_travel()
    truck = table.profiles["truck"]
    for i in range(0, len(table.place_ids), 7):
        for j in range(0, len(table.place_ids), 5):
            if i != j:
                way_s = int(truck.driving_s[i, j]) + int(truck.ferry_s[i, j])
                assert 0 <= table.refuge_s[i, j] <= way_s / 2 + 2
    assert not table.refuge_s.diagonal().any()


def test_one_way_is_as_far_as_its_cell_of_all_ways_whatever_the_stores() -> None:
    table, _ = bundled_travel()
    assert isinstance(table.refuge, RoadRefuge)
    stores = frozenset(table.place_ids[::9])
    all_h = table.refuge.all_h(stores)
    for i in range(0, len(table.place_ids), 41):
        for j in range(3, len(table.place_ids), 37):
            if i != j:
                away_s = table.refuge.away_s(table.place_ids[i], table.place_ids[j], stores)
                assert away_s == pytest.approx(all_h[i, j] * HOUR_S, abs=1)
    assert table.refuge.away_s(table.place_ids[0], table.place_ids[1], ()) is None


def test_only_the_stores_asked_for_count(tmp_path: Path) -> None:
    table, _ = road_travel(network_at(TOWNS), MONDAY, files_in(tmp_path))
    assert table.refuge is not None
    away_s = {
        stores: table.refuge.away_s("west", "east", stores)
        for stores in (("west", "middle", "east"), ("west", "east"), ("west",))
    }
    # two hours from west to east by way of middle, as by hand above
    assert list(away_s.values()) == pytest.approx([HOUR_S / 2, HOUR_S, 2 * HOUR_S], abs=1)
