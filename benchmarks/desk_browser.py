"""How soon a map can be used in a headless Chromium without network: on the clock, and in processor time."""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median

import psutil

ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
NAMES = ("chromium", "chromium-browser", "google-chrome")
OPENED = 3  # times, of which the middle one counts
SIZE = {"width": 1280, "height": 800}
# From the start of the navigation to the first frame that is drawn after the page is ready.
_FIRST_FRAME = (
    "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
)


def opened(page: Path) -> dict[str, float]:
    """Return the seconds until a page is drawn and answers, median of three; nothing without a Chromium.

    ``map_open_cpu_seconds`` is the processor time of all of the browser's processes meanwhile.
    """
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        return {}
    from playwright.sync_api import sync_playwright

    seconds, processor = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        for _ in range(OPENED):
            shown = browser.new_context(viewport=SIZE, offline=True).new_page()  # type: ignore[arg-type]
            before = _processor_s()
            shown.goto(page.as_uri())
            shown.wait_for_selector("body.ready")
            seconds.append(float(shown.evaluate(_FIRST_FRAME)) / 1_000)
            processor.append(_processor_s() - before)
            shown.context.close()
        browser.close()
    return {"map_open_seconds": median(seconds), "map_open_cpu_seconds": median(processor)}


def _processor_s() -> float:
    """Return the processor seconds of the browser's processes, all children of this one."""
    total = 0.0
    for child in psutil.Process().children(recursive=True):
        try:
            if "chrom" in child.name():
                times = child.cpu_times()
                total += times.user + times.system
        except psutil.NoSuchProcess:
            continue
    return total
