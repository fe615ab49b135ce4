"""What is odd in boxes and heat: used outside what the thermal model was fitted to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from distribution.coldchain.hold_table import tabulated_boxes, tabulated_range_c
from distribution.consistency.tables import Question
from distribution.inputs import WeekInputs

Warned = tuple[str, Mapping[str, str]]


def boxes_without_model(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every box of a vehicle that has no thermal model."""
    del question
    used = {vehicle_type.box_id for vehicle_type in inputs.fleet.types}
    for box_id in sorted(used - tabulated_boxes()):
        yield "warning.box_without_model", {"box": box_id}


def heat_outside_model(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every station whose design hot day is above the table of hold times."""
    del question
    _, most_c = tabulated_range_c()
    month = inputs.calendar.week.monday.month
    for row in inputs.climate:
        if row.month == month and row.design_hot_c > most_c:
            yield (
                "warning.heat_outside_model",
                {"station": row.station, "degrees": f"{row.design_hot_c:g}", "most": str(most_c)},
            )
