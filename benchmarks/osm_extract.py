"""An OpenStreetMap extract as a source of travel: reading it, and asking it for all pairs of places.

``python -m benchmarks.osm_extract --side 400 --places 250 --json``: a made-up grid of two-way streets of
``side`` × ``side`` nodes, every tenth one a national road.  Processor seconds are told beside the clock's.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from benchmarks.ledger_rows import add_row, stamp
from benchmarks.memory import PeakMemory
from distribution.files.osm_extract import Extract, read_extract
from distribution.network import Place

LEDGER = Path(__file__).with_name("osm_extract_ledger.csv")
WEST, SOUTH, STEP = 105.0, 10.0, 0.005
T = TypeVar("T")


def write_grid(path: Path, side: int) -> None:
    """Write the grid as an extract."""
    import osmium

    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for number in range(side * side):
            east, north = number % side, number // side
            place = (WEST + east * STEP, SOUTH + north * STEP)
            writer.add_node(osmium.osm.mutable.Node(id=number + 1, location=place, version=1))
        for line in range(side):
            tags = {"highway": "primary" if line % 10 == 0 else "residential"}
            streets = [line * side + i + 1 for i in range(side)], [i * side + line + 1 for i in range(side)]
            for way, nodes in enumerate(streets):
                writer.add_way(
                    osmium.osm.mutable.Way(id=2 * line + way + 1, nodes=nodes, tags=tags, version=1)
                )


def timed(job: Callable[[], T]) -> tuple[T, dict[str, float]]:
    """Return what a job gives, with its seconds by the clock and by the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    found = job()
    seconds = {"clock_s": time.perf_counter() - clock, "cpu_s": time.process_time() - processor}
    return found, {name: round(value, 2) for name, value in seconds.items()}


def measure(side: int, places: int, seed: int) -> dict[str, Any]:
    """Return the figures of one grid."""
    draw = np.random.default_rng(seed)
    spots = draw.random((places, 2)) * (side - 1) * STEP + (WEST, SOUTH)
    asked = [Place(float(lon), float(lat)) for lon, lat in spots]
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "grid.osm.pbf"
        write_grid(path, side)
        extract: Extract
        with PeakMemory(os.getpid()) as memory:
            extract, reading = timed(lambda: read_extract(path))
            answer, asking = timed(lambda: extract.ask("truck", asked, lambda _: None))
    return {
        "nodes": side * side,
        "places": places,
        "joined": bool(np.isfinite(answer.metres).all()),
        **{f"read_{name}": value for name, value in reading.items()},
        **{f"ask_{name}": value for name, value in asking.items()},
        "peak_mib": round(memory.peak_bytes / 2**20, 1),
    }


def main() -> None:
    """Measure, print, and add a row to the ledger."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=400)
    parser.add_argument("--places", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measure(options.side, options.places, options.seed)
    row = {
        **stamp("osmium"),
        **figures,
    }
    add_row(LEDGER, row)
    if options.json:
        print(json.dumps(figures))
    else:
        print("\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
