"""The loading list of a route: what to pick by lot, and the boxes in the order in which they are loaded."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from distribution.inputs import WeekInputs
from distribution.plan import Drop, Route
from distribution.units import litres_from_ml
from operations.documents.figures import number
from operations.documents.packing import PackedBox
from operations.documents.paper_goods import goods_lines, load_totals


def loading_paper(
    route: Route, boxes: tuple[PackedBox, ...], inputs: WeekInputs, lang: str
) -> dict[str, Any]:
    """Return the loading list as plain values.

    ``stops`` are in the reverse order of the route, each with its boxes; ``picked`` are the lots of the
    whole route, as they are taken from the store.
    """
    drops = [drop for stop in route.stops for drop in stop.drops]
    return {
        "stops": [
            _stop(route, order, tuple(own), inputs, lang) for order, own in groupby(boxes, lambda b: b.order)
        ],
        "picked": goods_lines(_by_lot(drops), inputs, lang),
        "totals": load_totals(drops, route.boxes, route.box_id, inputs, lang),
    }


def _stop(
    route: Route, order: int, boxes: tuple[PackedBox, ...], inputs: WeekInputs, lang: str
) -> dict[str, Any]:
    stop = route.stops[order - 1]
    return {
        "order": order,
        "centre": inputs.network.name(stop.centre_id),
        "totals": load_totals(stop.drops, stop.boxes, route.box_id, inputs, lang),
        "boxes": [
            {"number": box.number, "litres": number(litres_from_ml(box.volume_ml), lang, 1)} for box in boxes
        ],
    }


def _by_lot(drops: list[Drop]) -> list[Drop]:
    """Return the drops of all stops added up lot by lot."""
    found: dict[tuple[object, ...], Drop] = {}
    for drop in drops:
        key = (drop.product_id, drop.lot_id, drop.use_by)
        had = found.get(key)
        found[key] = (
            drop if had is None else replace(had, packs=had.packs + drop.packs, doses=had.doses + drop.doses)
        )
    return list(found.values())
