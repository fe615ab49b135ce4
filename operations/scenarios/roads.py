"""Are the roads that scenarios close roads of the bundled graph?"""

from __future__ import annotations

import csv
from collections.abc import Sequence

from distribution.errors import Fault, InputError
from distribution.scenario import Scenario
from operations.travel_source import road_files


def require_roads(scenarios: Sequence[Scenario]) -> None:
    """Refuse a closed road that no row of ``data/road_edges.csv`` joins: closing it would change nothing.

    Raises
    ------
    InputError
        With every such pair.
    """
    asked = [(scenario.name, pair) for scenario in scenarios for pair in scenario.closed_roads]
    if not asked:
        return
    with road_files().edges.open(encoding="utf-8", newline="") as file:
        joined = {frozenset((row["u"], row["v"])) for row in csv.DictReader(file)}
    faults = [
        Fault(code="scenario_road", file=name, arguments={"road": "–".join(pair)})
        for name, pair in asked
        if frozenset(pair) not in joined
    ]
    if faults:
        raise InputError(faults)
