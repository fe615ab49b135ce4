"""Time and error of the travel table: ``python -m benchmarks.travel`` prints one JSON object.

``seconds`` is from cold, in this process: importing the modules, reading the graph, all pairs of
the bundled network for four speed profiles with refuge.  ``error_percent`` is the mean absolute
error against the page-sourced published distances; ``cpu_seconds`` tells a busy machine from slow code.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date

DAY = date(2026, 11, 23)


def measure() -> dict[str, float | int | None]:
    """Return the figures of one run."""
    from distribution.files.bundled import data_path
    from distribution.files.gather import gather
    from distribution.files.network_rows import network_of

    network = network_of(gather(None, DAY).question.tables)
    started, used = time.perf_counter(), time.process_time()
    from distribution.roads.travel import RoadFiles, road_travel

    table, _ = road_travel(
        network,
        DAY,
        RoadFiles(
            nodes=data_path("road_nodes.csv"),
            edges=data_path("road_edges.csv"),
            barriers=data_path("water_barriers.csv"),
            references=data_path("reference_distances.csv"),
        ),
    )
    seconds = round(time.perf_counter() - started, 3)
    return {
        "places": len(table.place_ids),
        "seconds": seconds,
        "cpu_seconds": round(time.process_time() - used, 3),
        "error_percent": table.error_percent,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
