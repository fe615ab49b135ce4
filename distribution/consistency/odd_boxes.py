"""What is odd in boxes and heat: used outside what the thermal model was fitted to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from distribution.coldchain.compartments import compartments
from distribution.coldchain.hold_table import tabulated_boxes, tabulated_range_c
from distribution.consistency.tables import Question
from distribution.files.bundled import read_table
from distribution.inputs import WeekInputs
from distribution.units import litres_from_ml

ALIKE = 0.01  # litres and coolant of a box are told as others from a hundredth on
G_KG = 1_000

Warned = tuple[str, Mapping[str, str]]


def boxes_without_model(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every box of a vehicle that has no thermal model."""
    del question
    used = {vehicle_type.box_id for vehicle_type in inputs.fleet.types}
    for box_id in sorted(used - tabulated_boxes()):
        yield "warning.box_without_model", {"box": box_id}


def bodies_without_model(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every refrigerated vehicle type in use whose body has no thermal figures."""
    del question
    used = {vehicle.type_id for vehicle in inputs.fleet.vehicles}
    for kind in inputs.fleet.types:
        if kind.type_id in used and kind.active_ml > 0 and kind.type_id not in compartments():
            yield "warning.body_without_model", {"type": kind.type_id}


def boxes_unlike_model(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every box in use whose litres or coolant are not those of its thermal model."""
    del question
    used = {vehicle_type.box_id for vehicle_type in inputs.fleet.types} & tabulated_boxes()
    modelled = {row["id"]: row for row in read_table("boxes")}
    for box in inputs.fleet.boxes:
        if box.box_id not in used:
            continue
        row = modelled[box.box_id]
        for what, own, model in (
            ("L", litres_from_ml(box.vaccine_ml), float(row["vaccine_litres"])),
            ("kg", box.coolant_g / G_KG, float(row["coolant_kg"])),
        ):
            if own and abs(own - model) > ALIKE * model:
                arguments = {"box": box.box_id, "own": f"{own:g} {what}", "model": f"{model:g} {what}"}
                yield "warning.box_unlike_model", arguments


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
