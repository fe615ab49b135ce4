"""Where the travel of a week comes from: what was measured, the workbook's own matrix, or the road graph."""

from __future__ import annotations

from distribution.errors import Fault, TravelSourceError
from distribution.ferry_wait import with_ferry_wait
from distribution.files.bundled import data_path
from distribution.inputs import WeekInputs
from distribution.matrix_travel import matrix_travel
from distribution.measured_travel import measured_travel
from distribution.roads.travel import RoadFiles, RoadPaths, road_travel
from distribution.travel import TravelTable


def road_files() -> RoadFiles:
    """Return where the bundled tables of the road graph stand."""
    return RoadFiles(
        nodes=data_path("road_nodes.csv"),
        edges=data_path("road_edges.csv"),
        barriers=data_path("water_barriers.csv"),
        references=data_path("reference_distances.csv"),
    )


def travel_for(inputs: WeekInputs) -> tuple[TravelTable, RoadPaths]:
    """Return the travel table of a week, and the road lines that maps and papers draw.

    What a routing server or an extract measured goes before the workbook's matrix, and that before the
    bundled road graph, in which every ferry takes the parameter ``ferry_hours_wait_s`` longer; the lines are
    the road graph's in all cases.

    Raises
    ------
    TravelError
        When the workbook's matrix sheet lacks a pair, or a road is closed that only the road graph knows.
    """
    monday = inputs.calendar.week.monday
    table, paths = road_travel(inputs.network, monday, road_files(), inputs.closed_roads)
    table = with_ferry_wait(table, inputs.parameters.ferry_hours_wait_s)
    if inputs.measured:
        _refuse_closed(inputs, inputs.measured.source)
        return measured_travel(inputs.measured, table), paths
    return (matrix_travel(inputs.matrix, table) if inputs.matrix else table), paths


def _refuse_closed(inputs: WeekInputs, source: str) -> None:
    if inputs.closed_roads:
        roads = ", ".join(f"{a}–{b}" for a, b in inputs.closed_roads)
        raise TravelSourceError([Fault(code="travel_closed_roads", file=source, arguments={"roads": roads})])
