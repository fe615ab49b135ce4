"""The week's stock followed from departure to departure: which doses are not there when they should leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from distribution.feasibility.ledger import Entry, entries
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from operations.drills.goods import Doses


def missed(plan: WeeklyPlan, inputs: WeekInputs, out: Collection[str] = ()) -> Doses:
    """Return the doses that departures to centres lack when they leave, by product; not those of ``out``.

    A depot may send any released lot that it has; a transfer takes on only what is there.
    """
    held: Counter[tuple[str, str]] = Counter()
    shipped: dict[tuple[str, Drop | None], int] = {}
    lacking: Counter[str] = Counter()
    for entry in entries(plan, inputs):
        place, delivery = (entry.batch.place_id, entry.batch.product_id), entry.delivery
        if delivery is None:
            held[place] += entry.doses if _released(entry, plan, inputs) else 0
        elif entry.doses > 0:
            held[place] += shipped[delivery.departure_id, entry.drop]
        else:
            taken = min(held[place], -entry.doses)
            held[place] -= taken
            if delivery.transfer:
                shipped[delivery.departure_id, entry.drop] = taken
            elif delivery.destination_id not in out:
                lacking[entry.batch.product_id] -= entry.doses + taken
    return dict(+lacking)


def _released(entry: Entry, plan: WeeklyPlan, inputs: WeekInputs) -> bool:
    return inputs.lots[entry.batch.lot_id].usable(plan.week.days[-1])
