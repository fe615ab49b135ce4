"""Where the travel of a week comes from: the workbook's own matrix, or the bundled road graph."""

from __future__ import annotations

from distribution.files.bundled import data_path
from distribution.inputs import WeekInputs
from distribution.matrix_travel import matrix_travel
from distribution.road_travel import RoadFiles, RoadPaths, road_travel
from distribution.travel import TravelTable


def travel_for(inputs: WeekInputs) -> tuple[TravelTable, RoadPaths]:
    """Return the travel table of a week, and the road lines that maps and papers draw.

    Raises
    ------
    TravelError
        When the workbook's matrix sheet lacks a pair.
    """
    files = RoadFiles(
        nodes=data_path("road_nodes.csv"),
        edges=data_path("road_edges.csv"),
        barriers=data_path("water_barriers.csv"),
        references=data_path("reference_distances.csv"),
    )
    table, paths = road_travel(inputs.network, inputs.calendar.week.monday, files, inputs.closed_roads)
    return (matrix_travel(inputs.matrix, table) if inputs.matrix else table), paths
