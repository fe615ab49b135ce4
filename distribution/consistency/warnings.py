"""What is odd in a sound question: told, not refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from distribution.consistency.tables import Question
from distribution.inputs import WeekInputs
from distribution.units import ceil_div, litres_from_ml
from distribution.vaccines import LotStatus, TemperatureBand

Warned = tuple[str, Mapping[str, str]]


def inactive_bans(question: Question) -> Iterator[Warned]:
    """Yield a warning for every ban row that is not applied, with the reason that the row gives."""
    for row in question.tables["bans"]:
        if not row["active"]:
            yield "warning.ban_inactive", {"ban": row["id"], "reason": row["note"] or row["evidence"]}


def overfull_stores(inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every store whose band holds more at the start than its usable litres."""
    held: dict[tuple[str, TemperatureBand], int] = defaultdict(int)
    for line in inputs.stock:
        vaccine = inputs.vaccines[line.product_id]
        held[line.place_id, line.band] += ceil_div(line.doses * vaccine.pack_ml, vaccine.pack_doses)
    stores = {s.site_id: s.stores_ml for s in inputs.network.sites}
    stores |= {c.centre_id: c.stores_ml for c in inputs.network.centres}
    for (place_id, band), volume_ml in sorted(held.items()):
        usable_ml = stores[place_id].get(band, 0)
        if volume_ml > usable_ml:
            yield (
                "warning.store_overfull",
                {
                    "place": inputs.network.name(place_id),
                    "band": band.value,
                    "held": f"{litres_from_ml(volume_ml):.0f}",
                    "usable": f"{litres_from_ml(usable_ml):.0f}",
                },
            )


def withheld_stock(inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every lot on hand that is quarantined or recalled."""
    doses: dict[str, int] = defaultdict(int)
    for line in inputs.stock:
        if inputs.lots[line.lot_id].status is not LotStatus.RELEASED:
            doses[line.lot_id] += line.doses
    for lot_id, total in sorted(doses.items()):
        status = inputs.lots[lot_id].status.value
        yield "warning.lot_withheld", {"lot": lot_id, "status": status, "doses": str(total)}


def input_warnings(question: Question, inputs: WeekInputs) -> tuple[Warned, ...]:
    """Return all warnings, in a fixed order."""
    return (*inactive_bans(question), *overfull_stores(inputs), *withheld_stock(inputs))
