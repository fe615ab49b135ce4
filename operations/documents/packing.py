"""Which packs go into which box of a stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from distribution.inputs import WeekInputs
from distribution.plan import Drop, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedBox:
    """A box by its number on the route (1 is loaded first), the order of its stop, and what it holds."""

    number: int
    order: int
    centre_id: str
    drops: tuple[Drop, ...]
    volume_ml: int


def packed_boxes(route: Route, inputs: WeekInputs) -> tuple[PackedBox, ...]:
    """Return all boxes of a route in the order in which they are loaded: the last stop's first."""
    found: list[PackedBox] = []
    for order, stop in reversed(list(enumerate(route.stops, start=1))):
        for drops in in_boxes(stop.drops, stop.boxes, inputs):
            found.append(
                PackedBox(
                    number=len(found) + 1,
                    order=order,
                    centre_id=stop.centre_id,
                    drops=drops,
                    volume_ml=_volume_ml(drops, inputs),
                )
            )
    return tuple(found)


def in_boxes(drops: Sequence[Drop], boxes: int, inputs: WeekInputs) -> tuple[tuple[Drop, ...], ...]:
    """Share drops out over boxes evenly, lot after lot.

    A pack goes into the box in which the middle of it falls when all packs lie in one row, so that no
    box is more than half a pack at each end above the mean: boxes are counted at 78 % of their net
    litres, and the rest holds that.
    """
    total_ml = _volume_ml(drops, inputs)
    filled: list[list[Drop]] = [[] for _ in range(boxes)]
    laid_ml = 0
    for drop in drops:
        pack_ml = inputs.vaccines[drop.product_id].pack_ml
        counts = [0] * boxes
        for _ in range(drop.packs):
            middle_ml = laid_ml + pack_ml / 2
            counts[min(boxes - 1, int(middle_ml * boxes / total_ml))] += 1
            laid_ml += pack_ml
        for box, packs in zip(filled, counts, strict=True):
            if packs:
                box.append(replace(drop, packs=packs, doses=drop.doses // drop.packs * packs))
    return tuple(tuple(box) for box in filled)


def _volume_ml(drops: Sequence[Drop], inputs: WeekInputs) -> int:
    return sum(drop.packs * inputs.vaccines[drop.product_id].pack_ml for drop in drops)
