"""Two plans side by side as a sheet: one row per centre that moved, before, after and why."""

from __future__ import annotations

from collections.abc import Mapping

from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.naming import Names
from operations.difference.compare import PlanDifference
from operations.difference.plans import CentreMove
from operations.difference.reasons import because
from operations.difference.text import both_sides
from operations.documents.sheet import Cell, Look, Sheet, columns

MOVES = columns(
    ("centre_id", Look.TEXT, 22),
    ("centre", Look.TEXT, 28),
    ("province", Look.TEXT, 14),
    ("kinds", Look.TEXT, 18),
    ("before", Look.SENTENCE, 34),
    ("after", Look.SENTENCE, 34),
    ("doses_before", Look.WHOLE, 10),
    ("doses_after", Look.WHOLE, 10),
    ("staying_vnd", Look.MONEY, 14),
    ("why", Look.SENTENCE, 60),
)


def moves_sheet(
    found: PlanDifference,
    inputs: WeekInputs,
    lang: str,
    notes: tuple[str, ...] = (),
    staying: Mapping[str, int | None] | None = None,
) -> Sheet:
    """Return every move of a difference, in the order of the centres' ids.

    ``staying`` is, by centre, what its old days would cost more, đồng.
    """
    prices = staying or {}
    rows = tuple(_row(move, prices.get(move.centre_id), inputs, found.names, lang) for move in found.moves)
    return Sheet(key="differences", headings=MOVES, rows=rows, notes=notes)


def _row(
    move: CentreMove, staying_vnd: int | None, inputs: WeekInputs, names: Names, lang: str
) -> tuple[Cell, ...]:
    centre = inputs.network.centre(move.centre_id)
    return (
        move.centre_id,
        centre.name,
        centre.province,
        ", ".join(say(f"diff.kind_{kind}", lang) for kind in move.kinds),
        *both_sides(move, names, lang),
        sum(visit.doses for visit in move.before),
        sum(visit.doses for visit in move.after),
        staying_vnd,
        because(move.reasons, lang),
    )
