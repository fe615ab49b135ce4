"""What the served centres of a plan lack, product by product, in whole packs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.units import ceil_div

Pair = tuple[str, str]
"""A centre and a product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What a centre lacks of one product, why (``supply``, ``fridge``, ``late``), and whence it is served.

    ``doses`` is what it would then receive in the week, whole packs.
    """

    centre_id: str
    product_id: str
    depot_id: str
    packs: int
    doses: int
    reason: str

    @property
    def pair(self) -> Pair:
        """The centre and the product."""
        return self.centre_id, self.product_id


def lacking_of(plan: WeeklyPlan, inputs: WeekInputs) -> tuple[Lacking, ...]:
    """Return everything that centres which are called at lack of their need."""
    depots = depots_of(plan)
    found = []
    for row in plan.requirements:
        missing = row.need_doses - row.delivered_doses
        if missing > 0 and row.reason and row.centre_id in plan.served and row.centre_id in depots:
            pack = inputs.vaccines[row.product_id].pack_doses
            packs = ceil_div(missing, pack)
            found.append(
                Lacking(
                    centre_id=row.centre_id,
                    product_id=row.product_id,
                    depot_id=depots[row.centre_id],
                    packs=packs,
                    doses=row.delivered_doses + packs * pack,
                    reason=row.reason,
                )
            )
    return tuple(found)


def depots_of(plan: WeeklyPlan) -> dict[str, str]:
    """Return from which depot each centre gets its first delivery of the week."""
    calls = [(s.arrive_s, s.centre_id, r.depot_id) for r in plan.routes for s in r.stops]
    calls += [(c.arrive_s, c.centre_id, c.depot_id) for c in plan.consignments]
    return {centre_id: depot_id for _, centre_id, depot_id in sorted(calls, reverse=True)}


def by_centre(lacking: Iterable[Lacking]) -> dict[str, list[Lacking]]:
    """Return what each centre lacks."""
    found: dict[str, list[Lacking]] = defaultdict(list)
    for one in lacking:
        found[one.centre_id].append(one)
    return dict(found)
