"""The map of the network alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from map_page import BASE_MAP, browser, opened
from tiny_places import tiny_network

from maps.network_map import network_map


def test_the_same_network_gives_the_same_bytes() -> None:
    network = tiny_network()
    assert network_map(network, base_map=BASE_MAP) == network_map(network, base_map=BASE_MAP)


@pytest.mark.browser
def test_it_opens_without_network(tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    file.write_text(network_map(tiny_network(), base_map=BASE_MAP), encoding="utf-8")
    with browser() as started, opened(started, file) as page:
        assert page.evaluate("Object.entries(CC.layers).map(([k, l]) => [k, l.getLayers().length])") == [
            ["provinces", 34],
            ["labels", 36],
            ["lanes", 4],
            ["sites", 5],
            ["centres", 6],
        ]
        page.evaluate("CC.layers.sites.getLayers()[2].openPopup()")
        assert "Kho trung tâm thử" in page.inner_text(".leaflet-popup-content")
