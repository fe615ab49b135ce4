"""What is odd in a sound question: told, not refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from distribution.consistency.odd_boxes import (
    bodies_without_model,
    boxes_unlike_model,
    boxes_without_model,
    heat_outside_model,
)
from distribution.consistency.odd_centres import centres_always_closed, centres_without_forecast
from distribution.consistency.odd_stock import (
    overfull_stores,
    past_arrivals,
    run_out_since_monday,
    withheld_stock,
)
from distribution.consistency.tables import Question
from distribution.inputs import WeekInputs

Warned = tuple[str, Mapping[str, str]]


def inactive_bans(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every ban row about this network that is not applied, with the row's reason."""
    network = inputs.network
    near = {zone for place_id in network.place_ids for zone in network.zones(place_id)}
    for row in question.tables["bans"]:
        if not row["active"] and row["zone_id"] in near:
            yield "warning.ban_inactive", {"ban": row["id"], "reason": row["note"] or row["evidence"]}


ODDITIES = (
    inactive_bans,
    overfull_stores,
    withheld_stock,
    run_out_since_monday,
    past_arrivals,
    centres_without_forecast,
    centres_always_closed,
    boxes_without_model,
    bodies_without_model,
    boxes_unlike_model,
    heat_outside_model,
)


def input_warnings(question: Question, inputs: WeekInputs) -> tuple[Warned, ...]:
    """Return all warnings, in a fixed order."""
    return tuple(warned for odd in ODDITIES for warned in odd(question, inputs))
