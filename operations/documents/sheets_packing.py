"""The sheets of packing: how each departure is packed, and what must lie ready at each depot by day."""

from __future__ import annotations

from distribution.coldchain.packing import Material, PackedDeparture, materials, packing_plan
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import Packing, WeeklyPlan
from distribution.units import HOUR_S
from operations.documents.sheet import Cell, Look, Sheet, columns

PACKING = columns(
    ("day", Look.DAY, 11),
    ("run", Look.TEXT, 14),
    ("vehicle", Look.TEXT, 14),
    ("depot", Look.TEXT, 22),
    ("recipe", Look.TEXT, 22),
    ("conditioning", Look.SENTENCE, 40),
    ("boxes", Look.WHOLE, 8),
    ("coolant_packs", Look.WHOLE, 8),
    ("loggers", Look.WHOLE, 9),
    ("design_c", Look.DECIMAL, 11),
    ("night_c", Look.DECIMAL, 11),
    ("coldest_c", Look.DECIMAL, 11),
    ("hold_h", Look.DECIMAL, 11),
    ("needed_h", Look.DECIMAL, 11),
    ("outside_model", Look.TEXT, 30),
)
MATERIALS = columns(
    ("depot", Look.TEXT, 26),
    ("day", Look.DAY, 11),
    ("item", Look.TEXT, 26),
    ("conditioning", Look.SENTENCE, 44),
    ("quantity", Look.WHOLE, 10),
)


def packing_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per departure: recipe, boxes, packs, loggers, hold time beside the time needed."""
    rows = tuple(_row(departure, inputs, lang) for departure in packing_plan(plan, inputs))
    return Sheet(key="packing", headings=PACKING, rows=rows, notes=(say("sheet.note.packing", lang),))


def _row(departure: PackedDeparture, inputs: WeekInputs, lang: str) -> tuple[Cell, ...]:
    return (
        departure.day,
        departure.departure_id,
        departure.vehicle_id or say("packing.carrier", lang),
        inputs.network.name(departure.depot_id),
        departure.recipe.recipe_id if departure.recipe else departure.box_id,
        how_packed(departure, lang),
        departure.boxes,
        departure.packs,
        departure.loggers,
        departure.design_c,
        departure.night_c,
        departure.coldest_c,
        departure.hold_s / HOUR_S,
        departure.needed_s / HOUR_S,
        outside_text(departure, lang),
    )


def outside_text(departure: PackedDeparture, lang: str) -> str:
    """Return in what the model is used outside what it was fitted to; empty where it is not."""
    return "; ".join(say(f"packing.outside.{what}", lang) for what in departure.outside)


def how_packed(departure: PackedDeparture, lang: str) -> str:
    """Return what is done with packs and load, in ``vi`` or ``en``."""
    if departure.packing is Packing.ACTIVE:
        return say("packing.active", lang)
    if departure.recipe is None:
        return say("packing.no_model", lang)
    return say(
        f"packing.{departure.recipe.conditioning.value}", lang, degrees=f"{departure.recipe.start_c:g}"
    )


def materials_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per depot, day and item: boxes, packs by conditioning, loggers."""
    rows = tuple(
        (
            inputs.network.name(material.depot_id),
            material.day,
            item_text(material, inputs, lang),
            ready_text(material, lang),
            material.count,
        )
        for material in materials(packing_plan(plan, inputs))
    )
    return Sheet(key="materials", headings=MATERIALS, rows=rows)


def item_text(material: Material, inputs: WeekInputs, lang: str) -> str:
    """Return what an item is called: a box by its model, packs and loggers in ``vi`` or ``en``."""
    names = {box.box_id: box.model for box in inputs.fleet.boxes}
    return names.get(material.item) or say(f"packing.item.{material.item}", lang)


def ready_text(material: Material, lang: str) -> str:
    """Return how an item must lie ready."""
    return say(f"packing.ready.{material.conditioning or 'none'}", lang)
