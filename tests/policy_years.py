"""Small years made by hand or drawn, for the tests of a year of policy."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from distribution.policy.keys import name_keys
from distribution.policy.question import (
    CentreTables,
    Chance,
    DepotTables,
    PolicyQuestion,
    ProductTables,
    SupplyTables,
)

CERTAIN = Chance(on=False, common_sigma=0.0, persistence=0.0, failure=0.0, breakage_ppm=0)


def one_shelf(
    *,
    demand: list[int],
    level: int,
    opening: int,
    pack: int = 1,
    life: int = 100,
    lead: int = 1,
    vial: int = 1,
    room_ml: int = 10**9,
    chance: Chance = CERTAIN,
    sigma: float = 0.0,
    returns: int = 0,
) -> PolicyQuestion:
    """Return a year of one product at one centre, whose depot never runs out."""
    weeks = len(demand)
    ample = 10**8
    mean = np.array(demand, np.float32).reshape(weeks, 1, 1)
    ones = np.ones((weeks, 1, 1), np.int32)
    return PolicyQuestion(
        weeks=tuple(date(2026, 11, 23) + timedelta(weeks=t) for t in range(weeks)),
        centre_ids=("c",),
        product_ids=("p",),
        depot_ids=("d",),
        centres=CentreTables(
            mean=mean,
            sigma=np.full((weeks, 1, 1), sigma, np.float32),
            whole=mean.astype(np.int32),
            level=level * ones,
            orders=np.ones((weeks, 1), bool),
            opening=np.array([[opening]], np.int32),
            dying=np.zeros((weeks, 1, 1), np.int32),
            depot=np.zeros(1, np.int32),
            room_ml=np.array([room_ml], np.int64),
            keys=name_keys(("c",)),
        ),
        depots=DepotTables(
            level=0 * ones,
            lead=ones,
            orders=np.ones(weeks, bool),
            opening=np.array([[ample]], np.int32),
            dying=np.zeros((weeks, 1, 1), np.int32),
            band=np.zeros((1, 1), np.int32),
        ),
        supply=SupplyTables(
            level=np.zeros((weeks, 1), np.int32),
            lead=np.ones((weeks, 1), np.int32),
            orders=np.ones(weeks, bool),
            late=np.zeros((weeks, 1), np.float32),
            late_weeks=0,
            opening=np.zeros(1, np.int32),
            dying=np.zeros((weeks, 1), np.int32),
            pipeline=np.zeros((weeks, 1), np.int32),
        ),
        products=ProductTables(
            pack=np.array([pack], np.int32),
            vial=np.array([vial], np.int32),
            sessions=np.array([2], np.int32),
            priority=np.ones(1, np.int32),
            dose_ml=np.ones(1, np.float32),
            return_percent=np.array([returns], np.int32),
            centre_life=np.array([life], np.int32),
            depot_life=np.array([life], np.int32),
            supply_life=np.array([life], np.int32),
            keys=name_keys(("p",)),
        ),
        chance=chance,
        centre_lead=lead,
        price_vnd=np.array([100], np.int64),
        depot_room_ml=np.array([[10**9], [0], [0]], np.int64),
    )


def drawn_year(
    seed: int, *, weeks: int = 12, products: int = 3, centres: int = 4, chance: Chance = CERTAIN
) -> PolicyQuestion:
    """Return a year with everything that can bind: short lives, packs, vials, small rooms, scarce depots."""
    draw = np.random.default_rng(seed)
    depots = 2

    def whole(low: int, high: int, *shape: int) -> np.ndarray:
        return draw.integers(low, high, shape, dtype=np.int32)

    mean = draw.uniform(0, 12, (weeks, products, centres))
    # goods that lie there at the opening die before what arrives first, as in the tables of a real year
    centre_life, more, most = whole(2, 6, products), whole(0, 4, products), whole(0, 4, products)
    opening, depot_opening = whole(0, 30, products, centres), whole(0, 60, products, depots)
    supply_opening = whole(0, 60, products)
    dying = np.zeros((weeks, products, centres), np.int32)
    dying[0], dying[1] = opening // 2, opening - opening // 2
    depot_dying = np.zeros((weeks, products, depots), np.int32)
    depot_dying[1] = depot_opening
    supply_dying = np.zeros((weeks, products), np.int32)
    supply_dying[1] = supply_opening
    names = [f"p{i}" for i in range(products)], [f"c{i}" for i in range(centres)]
    return PolicyQuestion(
        weeks=tuple(date(2026, 11, 23) + timedelta(weeks=t) for t in range(weeks)),
        centre_ids=tuple(names[1]),
        product_ids=tuple(names[0]),
        depot_ids=("d0", "d1"),
        centres=CentreTables(
            mean=mean.astype(np.float32),
            sigma=draw.uniform(0.1, 0.8, mean.shape).astype(np.float32),
            whole=np.round(mean).astype(np.int32),
            level=whole(5, 60, weeks, products, centres),
            orders=draw.random((weeks, centres)) < 0.7,
            opening=opening,
            dying=dying,
            depot=whole(0, depots, centres),
            room_ml=draw.integers(40, 400, centres),
            keys=name_keys(names[1]),
        ),
        depots=DepotTables(
            level=whole(20, 120, weeks, products, depots),
            lead=whole(1, 3, weeks, products, depots),
            orders=draw.random(weeks) < 0.7,
            opening=depot_opening,
            dying=depot_dying,
            band=whole(0, 2, products, depots),
        ),
        supply=SupplyTables(
            level=whole(50, 250, weeks, products),
            lead=whole(1, 5, weeks, products),
            orders=draw.random(weeks) < 0.5,
            late=np.full((weeks, products), 0.3, np.float32),
            late_weeks=2,
            opening=supply_opening,
            dying=supply_dying,
            pipeline=whole(0, 20, weeks, products),
        ),
        products=ProductTables(
            pack=whole(1, 6, products),
            vial=np.array([1, 5, 1][:products], np.int32),
            sessions=whole(1, 4, products),
            priority=np.array([1, 2, 3][:products], np.int32),
            dose_ml=draw.uniform(1, 4, products).astype(np.float32),
            return_percent=np.array([70, 0, 50][:products], np.int32),
            centre_life=centre_life,
            depot_life=centre_life + more,
            supply_life=centre_life + more + most,
            keys=name_keys(names[0]),
        ),
        chance=chance,
        centre_lead=int(draw.integers(0, 3)),
        price_vnd=draw.integers(1, 1_000, products),
        depot_room_ml=np.full((3, depots), 10**6, np.int64),
    )
