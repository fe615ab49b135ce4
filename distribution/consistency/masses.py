"""Masses that must fit together: a vehicle's load is part of its gross mass, a box weighs more when full."""

from __future__ import annotations

from collections.abc import Iterator

from distribution.consistency.tables import Question
from distribution.errors import Fault

_PARTS = (("vehicle_types", "payload_kg", "gross_kg"), ("boxes", "tare_kg", "loaded_kg"))


def parts_heavier_than_wholes(question: Question) -> Iterator[Fault]:
    """Yield a fault for every payload over the gross mass, and every empty box over the full one."""
    for name, part, whole in _PARTS:
        table = question.tables[name]
        for row in table.readable("id", part, whole):
            if row[part] > row[whole]:
                yield table.fault(
                    "part_over_whole", row, part, part=f"{row[part]:g}", whole=f"{row[whole]:g}"
                )
