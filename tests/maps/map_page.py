"""The map of the tiny week on disk, and a real browser without network to open it in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import tiny
from playwright.sync_api import Browser, Page, sync_playwright

from distribution.cost_parts import CostBreakdown
from distribution.findings import Finding, findings
from distribution.plan import WeeklyPlan
from maps.change import Change, EarlierLeg, EarlierVisit
from maps.facts import MapFacts
from maps.plan_map import plan_map
from maps.way import CallRisk, LoadCurve, Measured, Way

BASE_MAP = Path(__file__).parents[2] / "data" / "basemap.geojson"
PATIENCE_MS = 120_000.0  # a test fails after it; on a busy machine Chromium takes long to start
ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def tiny_facts() -> MapFacts:
    """Made-up judgements: C-1 is left with 13 minutes of cold, everything else with hours."""
    return MapFacts(
        findings=found_in(tiny.tiny_plan()),
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


def tiny_way() -> Way:
    """Made-up readings of R-1 that leave the band once, an expectation that does not, and risks."""
    monday_s = tiny.at(tiny.tiny_plan().week.days[0], "06:00")
    curve = LoadCurve(
        start_s=monday_s,
        step_s=1_800,
        coldest_c=(5.0, 4.8, 4.6, 4.5, 4.4),
        warmest_c=(5.0, 5.2, 5.5, 5.9, 6.2),
        cool_c=(5.0, 4.6, 4.2, 4.0, 3.8),
        hot_c=(5.0, 5.6, 6.3, 6.9, 7.5),
    )
    readings = Measured(
        start_s=monday_s,
        step_s=900,
        celsius=(5.0, 5.1, None, 6.4, 8.6, 7.9, 7.0, 6.8),
        bias_c=1.3,
        rms_c=1.7,
    )
    risks = {
        "R-1": (
            CallRisk(missed=0.125, heat=0.0, freeze=0.0, late_p50_min=2.0, late_p95_min=21.0),
            CallRisk(missed=0.31, heat=0.02, freeze=0.004, late_p50_min=6.0, late_p95_min=48.0),
        )
    }
    return Way(
        low_c=2.0, high_c=8.0, freeze_c=-0.5, curves={"R-1": curve}, measured={"R-1": readings}, risks=risks
    )


def tiny_way_page() -> str:
    """Return the map of the tiny week with what is known of R-1's way."""
    facts = replace(tiny_facts(), way=tiny_way())
    return plan_map(tiny.tiny_plan(), tiny.tiny_inputs(), facts, base_map=BASE_MAP)


def found_in(plan: WeeklyPlan) -> tuple[Finding, ...]:
    """Return what must be heard of a plan that costs nothing."""
    free = CostBreakdown(routes=(), consignments=(), transfers=(), centres=())
    return findings(plan, tiny.tiny_inputs(), free)


def tiny_page(lang: str = "vi") -> str:
    """Return the map of the tiny week."""
    return plan_map(tiny.tiny_plan(), tiny.tiny_inputs(), tiny_facts(), base_map=BASE_MAP, lang=lang)


def tiny_change() -> Change:
    """Made-up changes: centre-near came a day later before, centre-far not at all, centre-shut did."""
    network = tiny.tiny_inputs().network
    ends = (network.place("depot-north"), network.place("centre-near"))
    tuesday_s = 30 * 3_600
    return Change(
        plan_id="P-2026-W47-tiny",
        week="2026-W47",
        figures={"map.figure.served": (5, 5), "map.figure.cost": (10_000_000, 12_270_000)},
        kinds={"centre-near": ("day", "doses"), "centre-far": ("served",), "centre-shut": ("unserved",)},
        visits={
            "centre-near": (EarlierVisit(at_s=tuesday_s, vehicle="V-N1", depot="Kho Bắc", doses=650),),
            "centre-shut": (EarlierVisit(at_s=tuesday_s, vehicle="V-H1", depot="Kho", doses=90),),
        },
        legs=(EarlierLeg(places=ends, depart_s=tuesday_s - 1_800, arrive_s=tuesday_s),),
    )


def tiny_comparison() -> str:
    """Return the map of the tiny week compared with the made-up one before."""
    facts = replace(tiny_facts(), change=tiny_change())
    return plan_map(tiny.tiny_plan(), tiny.tiny_inputs(), facts, base_map=BASE_MAP, view="change")


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
        opened = playwright.chromium.launch(executable_path=path, args=ARGS, timeout=PATIENCE_MS)
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def opened(browser: Browser, file: Path, *, phone: bool = False) -> Iterator[Page]:
    """Yield the page of a file without network; any error, console complaint or request fails the test."""
    size = {"width": 390, "height": 844} if phone else {"width": 1400, "height": 860}
    context = browser.new_context(viewport=size, has_touch=phone, is_mobile=phone)
    context.set_default_timeout(PATIENCE_MS)
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
