"""How long a passive box keeps its load cold in the heat of a month and place."""

from __future__ import annotations

from collections.abc import Iterable

from distribution.fleet import BoxType
from distribution.inputs import ClimateRow
from distribution.network import Place
from distribution.parameters import Parameters

GOODS_C = 5.0  # the middle of 2–8 °C
LEAST_AMBIENT_C = 15.0  # a box is never credited with more life than at this ambient
LON_SCALE = 0.96  # a degree of longitude against one of latitude at 16° N


def design_ambient_c(climate: Iterable[ClimateRow], places: Iterable[Place], month: int) -> float:
    """Return the hottest design day (°C) of the month among the stations nearest to the places."""
    rows = [row for row in climate if row.month == month]

    def distance(row: ClimateRow, place: Place) -> float:
        return ((row.lon - place.lon) * LON_SCALE) ** 2 + (row.lat - place.lat) ** 2

    return max(min(rows, key=lambda r: (distance(r, p), r.station)).design_hot_c for p in places)


def hold_time_s(box: BoxType, design_c: float, parameters: Parameters) -> int:
    """Return planned seconds from closing to opening a box.

    The catalogue's cold life at ``box_test_c`` is stretched by the ratio of the temperature
    differences to the goods (heat through the wall is proportional to them), and only
    ``hold_fraction`` of it is planned (R7).
    """
    degrees = max(design_c, LEAST_AMBIENT_C)
    life = box.cold_life_s * (parameters.box_test_c - GOODS_C) / (degrees - GOODS_C)
    return int(life * parameters.hold_fraction)
