"""Where the travel of a week comes from: the workbook's own matrix, or the bundled road graph."""

from __future__ import annotations

from distribution.roads import RoadPaths

from distribution.files.bundled import data_path
from distribution.inputs import WeekInputs
from distribution.travel import TravelTable


def travel_for(inputs: WeekInputs) -> tuple[TravelTable, RoadPaths | None]:
    """Return the travel table of a week, and the road lines where the road graph gave it."""
    raise NotImplementedError(data_path, RoadPaths, inputs)
