"""The packing sheet of a route: every box with its goods, its coolant and room for its logger."""

from __future__ import annotations

from typing import Any

from distribution.coldchain.packing import PackedDeparture
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import Packing, Route
from distribution.units import HOUR_S, litres_from_ml
from operations.documents.figures import number
from operations.documents.packing import PackedBox


def packing_paper(
    route: Route, packed: PackedDeparture, boxes: tuple[PackedBox, ...], inputs: WeekInputs, lang: str
) -> dict[str, Any]:
    """Return the packing sheet as plain values.

    ``coolant`` is what lies in each box, kg, and empty where a refrigerated compartment cools the boxes;
    ``recipe`` says which packs and how they are prepared, and is empty for a box without a recipe.
    """
    box = inputs.fleet.box(route.box_id)
    kg = packed.recipe.coolant_kg if packed.recipe else box.coolant_g / 1_000
    passive = route.packing is Packing.PASSIVE
    return {
        "model": box.model,
        "net": number(litres_from_ml(box.vaccine_ml), lang),
        "hold": str(packed.hold_s // HOUR_S),
        "coolant": number(kg, lang, 1) if passive else "",
        "coolant_all": number(len(boxes) * kg, lang, 1) if passive else "",
        "recipe": _recipe(packed, lang),
        "loggers": packed.loggers,
        "freezes": any(inputs.vaccines[d.product_id].freeze_sensitive for b in boxes for d in b.drops),
        "boxes": [_box(box, inputs, lang) for box in boxes],
    }


def _recipe(packed: PackedDeparture, lang: str) -> str:
    if packed.recipe is None:
        return ""
    how = say(f"paper.packs.{packed.recipe.conditioning}", lang)
    return say("paper.recipe", lang, packs=packed.recipe.packs, how=how, coolant=packed.recipe.coolant_id)


def _box(packed: PackedBox, inputs: WeekInputs, lang: str) -> dict[str, Any]:
    ordered = sorted(packed.drops, key=lambda d: (inputs.vaccines[d.product_id].name, d.use_by, d.lot_id))
    return {
        "number": packed.number,
        "order": packed.order,
        "centre": inputs.network.name(packed.centre_id),
        "litres": number(litres_from_ml(packed.volume_ml), lang, 1),
        "goods": [
            {
                "product": inputs.vaccines[drop.product_id].name,
                "lot": drop.lot_id,
                "packs": number(drop.packs, lang),
            }
            for drop in ordered
        ],
    }
