"""Papers and map of a plan folder measured: seconds, pages, memory, bytes, and a browser's first sight.

``python -m benchmarks.desk_papers PLAN --json`` prints the figures by name and adds a row to
``benchmarks/desk_papers.csv``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.desk_browser import opened
from benchmarks.ledger_rows import add_row, stamp
from benchmarks.memory import PeakMemory
from operations.documents.papers import PAPERS_FILE, write_papers
from operations.heard import heard
from operations.mapping.drawing import map_html
from operations.plan_folder import Judged, judge_folder

LEDGER = Path(__file__).with_suffix(".csv")
ROUTES = 60


def papers_and_map(folder: Path) -> dict[str, float]:
    """Return the figures of a plan folder; without a Chromium those of the browser are missing."""
    judged = judge_folder(folder)
    with TemporaryDirectory() as made:
        figures = _papers(folder, Path(made)) | _sixty(judged, Path(made))
        start = time.perf_counter()
        found = heard(judged, folder)
        figures["heard_seconds"] = time.perf_counter() - start
        page = Path(made) / "map.html"
        start = time.perf_counter()
        page.write_text(map_html(judged, "vi", found=found), encoding="utf-8")
        figures["map_seconds"] = time.perf_counter() - start
        figures["map_mib"] = page.stat().st_size / 2**20
        return figures | opened(page)


def _sixty(judged: Judged, made: Path) -> dict[str, float]:
    """Write the papers of sixty routes; processor seconds tell what other work on the machine does not."""
    routes = judged.plan.routes[:ROUTES]
    plan = replace(judged.plan, routes=routes, consignments=(), transfers=())
    folder = made / "sixty"
    folder.mkdir()
    start, processor = time.perf_counter(), time.process_time()
    write_papers(plan, judged.inputs, folder, travel=judged.travel, paths=judged.paths.line)
    return {
        "papers_60_routes_seconds": time.perf_counter() - start,
        "papers_60_routes_cpu_seconds": time.process_time() - processor,
    }


def _papers(folder: Path, made: Path) -> dict[str, float]:
    """Write all papers in a child of their own, so that its peak is theirs and the question's alone."""
    context = get_context("spawn")
    told: Any = context.Queue()
    child = context.Process(target=_written, args=(folder, made, told))
    child.start()
    figures: dict[str, float] = told.get()
    child.join()
    return figures


def _written(folder: Path, made: Path, told: Any) -> None:
    import pikepdf
    import psutil

    judged = judge_folder(folder)
    before, start = psutil.Process().memory_info().rss, time.perf_counter()
    with PeakMemory(os.getpid()) as memory:
        files = write_papers(judged.plan, judged.inputs, made, travel=judged.travel, paths=judged.paths.line)
    seconds = time.perf_counter() - start
    with pikepdf.Pdf.open(made / PAPERS_FILE) as whole:
        pages = len(whole.pages)
    told.put(
        {
            "papers_seconds": seconds,
            "papers_pages": float(pages),
            "papers_packs": float(len(files) - 1),
            "papers_mib": (made / PAPERS_FILE).stat().st_size / 2**20,
            "papers_peak_mib": memory.peak_bytes / 2**20,
            "papers_before_mib": before / 2**20,
        }
    )


def _append(plan: str, figures: Mapping[str, float]) -> None:
    add_row(LEDGER, {**stamp("coldchain"), "plan": plan, **figures})


def main() -> None:
    """Measure one plan folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", type=Path)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    figures = {name: round(value, 3) for name, value in papers_and_map(asked.plan).items()}
    _append(asked.plan.resolve().name, figures)
    if asked.json:
        sys.stdout.write(json.dumps(figures) + "\n")
    else:
        sys.stdout.writelines(f"{name:28} {value:12.3f}\n" for name, value in figures.items())


if __name__ == "__main__":
    main()
