"""One year of one replication, compiled: goods arrive, are ordered and shipped, doses are given or lost.

A week is: what was shipped arrives; centres, depots and the chain order up to their levels; depots and the
chain ship what they have, in whole packs, in equal parts of what was ordered when it is not enough; the
week's demand is met from the earliest use-by; what breaks, fails or dies is taken away.
"""

from __future__ import annotations

import numpy as np

from distribution.policy.compiled import compiled
from distribution.policy.question import (
    CentreTables,
    Chance,
    DepotTables,
    Floats,
    ProductTables,
    SupplyTables,
)
from distribution.policy.year_chance import draw_common
from distribution.policy.year_orders import order_at_centres, order_supply, ship_to_centres, supply_depots
from distribution.policy.year_state import Counts, State
from distribution.policy.year_use import arrive, expire, give, lose, measure


@compiled
def live_year(
    base: np.uint64,
    lead: int,
    centres: CentreTables,
    depots: DepotTables,
    supply: SupplyTables,
    products: ProductTables,
    chance: Chance,
    normal: Floats,
    state: State,
    counts: Counts,
) -> None:
    """Run all weeks of a replication; ``state`` is at its opening, ``counts`` at nought."""
    draw_common(state, products, chance, base, normal)
    for t in range(centres.mean.shape[0]):
        arrive(t, state, products, counts)
        measure(t, state, centres, depots, products, counts)
        order_at_centres(t, state, centres, products, counts)
        ship_to_centres(t, lead, state, centres, products, counts)
        supply_depots(t, state, depots, products, counts)
        order_supply(t, state, supply, products, chance, base)
        give(t, state, centres, products, chance, base, normal, counts)
        lose(t, state, centres, chance, base, counts)
        expire(t, state, counts)
