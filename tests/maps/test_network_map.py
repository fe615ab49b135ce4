"""The map of the network alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from map_page import BASE_MAP, browser, opened
from tiny import tiny_inputs

from maps.network_map import network_map


def test_the_same_network_gives_the_same_bytes() -> None:
    assert network_map(tiny_inputs(), base_map=BASE_MAP) == network_map(tiny_inputs(), base_map=BASE_MAP)


@pytest.mark.browser
def test_it_opens_without_network(tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    file.write_text(network_map(tiny_inputs(), base_map=BASE_MAP), encoding="utf-8")
    with browser() as started, opened(started, file) as page:
        assert page.evaluate("Object.entries(CC.layers).map(([k, l]) => [k, l.getLayers().length])") == [
            ["provinces", 34],
            ["labels", 36],
            ["lanes", 4],
            ["runs", 0],
            ["centres", 6],
            ["sites", 5],
        ]
        page.evaluate("CC.openPopup('hub-tiny')")
        text = page.inner_text(".leaflet-popup-content")
        assert "Kho trung tâm thử" in text
        assert "2 xe, 3 lái xe" in text


@pytest.mark.browser
def test_it_is_searched_and_speaks_two_languages(tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    file.write_text(network_map(tiny_inputs(), base_map=BASE_MAP), encoding="utf-8")
    with browser() as started, opened(started, file) as page:
        page.fill("#search", "dak lak")
        assert page.locator("#results b").all_inner_texts() == ["Đắk Lắk", "Đắk Lắk xa"]
        page.fill("#search", "")
        page.click("#views [data-view=stores]")
        assert page.inner_text("#legend-body h3 >> nth=0") == page.evaluate("CC.say('map.legend.stores')")
        page.click("#languages [lang=en]")
        assert page.inner_text("#plan") == "Network of stores and centres"
        assert not page.is_visible("#clock")


def test_a_weeks_need_is_measured_against_the_refrigerators() -> None:
    html = network_map(tiny_inputs(), base_map=BASE_MAP)
    assert '"usable": 150.0' in html
    found = re.search(r'"fill": ([0-9.]+), .*?"weekly": ([0-9.]+)', html)
    assert found is not None
    assert float(found[1]) == pytest.approx(float(found[2]) / 150.0, abs=1e-3)
