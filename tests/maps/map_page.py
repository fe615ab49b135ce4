"""The map of the tiny week on disk, and a real browser without network to open it in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import tiny
from playwright.sync_api import Browser, Page, sync_playwright

from maps.facts import MapFacts
from maps.plan_map import plan_map

BASE_MAP = Path(__file__).parents[2] / "data" / "basemap.geojson"
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def tiny_facts() -> MapFacts:
    """Made-up judgements: C-1 is left with 13 minutes of cold, everything else with hours."""
    return MapFacts(
        cost_vnd=12_270_000,
        run_cost_vnd={"R-1": 1_200_000, "R-2": 6_000_000, "R-3": 900_000, "C-1": 1_070_000, "T-1": 3_100_000},
        centre_cost_vnd={"centre-near": 600_000, "centre-mid": 600_000, "centre-far": 6_000_000},
        cover_days={"centre-near": 12.4, "centre-mid": 5.0, "centre-far": 20.0, "centre-zone": 2.2},
        cold_until_s={
            "R-1": tiny.at(tiny.tiny_plan().week.days[1], "10:00"),
            "R-2": tiny.at(tiny.tiny_plan().week.days[4], "10:00"),
            "C-1": tiny.at(tiny.tiny_plan().week.days[5], "08:00"),
        },
    )


def tiny_page(lang: str = "vi") -> str:
    """Return the map of the tiny week."""
    return plan_map(tiny.tiny_plan(), tiny.tiny_inputs(), tiny_facts(), base_map=BASE_MAP, lang=lang)


def chromium() -> str:
    """Return the browser's path; without one, fail in CI and skip elsewhere."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("no Chromium: the map's tests need it in CI (tests/install-chromium.sh)")
    if found is None:
        pytest.skip("no Chromium found: apt-get install chromium")
    return found


@contextmanager
def browser() -> Iterator[Browser]:
    """Yield a headless Chromium."""
    path = chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGS)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def opened(browser: Browser, file: Path, *, phone: bool = False) -> Iterator[Page]:
    """Yield the page of a file without network; any error, console complaint or request fails the test."""
    size = {"width": 390, "height": 844} if phone else {"width": 1400, "height": 860}
    context = browser.new_context(viewport=size, has_touch=phone, is_mobile=phone)
    context.set_offline(True)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append("a dialog opened"), dialog.dismiss()))
    page.on(
        "request", lambda r: complaints.append(r.url) if not r.url.startswith(("file:", "data:")) else None
    )
    page.goto(file.as_uri())
    page.wait_for_selector("body.ready")
    yield page
    context.close()
    assert complaints == []
