"""A run's panel in a real Chromium: temperature with band and events, risk call by call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from map_page import browser, opened, tiny_page, tiny_way_page
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    path = tmp_path / "map.html"
    path.write_text(tiny_way_page(), encoding="utf-8")
    with opened(chromium, path) as shown:
        yield shown


def test_a_chosen_run_shows_its_temperature_with_band_and_stops(page: Page) -> None:
    page.evaluate("CC.choose(CC.data.runs.findIndex(run => run.id === 'R-1'))")
    drawn = page.locator("#list .way svg")
    assert drawn.count() == 1
    for part in (".band", ".freeze", ".days", ".load"):
        assert drawn.locator(part).count() == 1, part
    # two stops, at 06:30 and 07:51
    assert drawn.locator(".mark").count() == 2
    # the readings stop once, and one of them is above 8 °C
    assert drawn.locator(".measured").count() == 2
    assert drawn.locator(".out").count() == 1
    told = drawn.get_attribute("aria-label")
    assert told is not None
    for words in ("từ 4,4 °C đến 6,2 °C", "từ 3,8 °C đến 7,5 °C", "Đo được từ 5 °C đến 8,6 °C", "1,3 °C"):
        assert words in told


def test_every_point_lies_inside_its_picture(page: Page) -> None:
    page.evaluate("CC.choose(CC.data.runs.findIndex(run => run.id === 'R-1'))")
    outside = page.evaluate(
        "[...document.querySelectorAll('.way polyline, .way polygon')].flatMap(e => [...e.points])"
        ".filter(p => p.x < 0 || p.x > 344 || p.y < 0 || p.y > 176).length"
    )
    assert outside == 0


def test_risks_stand_beside_every_stop(page: Page) -> None:
    page.evaluate("CC.choose(CC.data.runs.findIndex(run => run.id === 'R-1'))")
    rows = page.locator(".risks tbody tr").all_inner_texts()
    told = [[cell.strip() for cell in row.split("\t")[:3]] for row in rows]
    assert told == [["1", "12,5 %", "0 %"], ["2", "31 %", "2 %"]]
    assert "48" in rows[1]


def test_runs_are_ordered_by_risk_where_it_is_known(page: Page) -> None:
    page.click("#tabs [data-list=runs]")
    page.select_option("#order", "risk")
    first = page.locator("#list .run").first
    assert "rủi ro 31 %" in first.inner_text()
    assert first.locator(".bar").count() == 1


def test_a_page_without_them_shows_no_empty_picture(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text(tiny_page(), encoding="utf-8")
    with opened(chromium, path) as shown:
        shown.evaluate("CC.choose(0)")
        assert shown.locator(".way").count() == 0
        shown.evaluate("CC.set({ run: null })")
        assert shown.locator("#order option[value=risk]").count() == 0
