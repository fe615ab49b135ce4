"""Where the plan uses the thermal model outside what it was fitted to, as sentences of the report."""

from __future__ import annotations

from collections import defaultdict

from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan

NAMED = 8  # departures named of each kind; all stand in the workbook's sheet of packing


def outside_model(plan: WeeklyPlan, lang: str) -> tuple[str, ...]:
    """Return one sentence for each way in which the model is used outside its range, with the departures."""
    found: dict[str, list[str]] = defaultdict(list)
    for load in plan.packed:
        for what in load.outside:
            found[what].append(load.departure_id)
    return tuple(
        say(
            "report.outside_model",
            lang,
            what=say(f"packing.outside.{what}", lang),
            count=len(named),
            departures=", ".join(named[:NAMED]) + (", …" if len(named) > NAMED else ""),
        )
        for what, named in sorted(found.items())
    )
