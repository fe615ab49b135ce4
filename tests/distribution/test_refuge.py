"""How far from a cold store a vehicle ever is."""

from __future__ import annotations

from pathlib import Path

import pytest
from road_world import MONDAY, bundled_travel, files_in, network_at

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
