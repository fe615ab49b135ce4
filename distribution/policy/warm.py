"""Compile the year ahead of the first one, by the smallest year that there is."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from distribution.policy.question import (
    BANDS,
    CentreTables,
    Chance,
    DepotTables,
    PolicyQuestion,
    ProductTables,
    SupplyTables,
)
from distribution.policy.replications import live


def compile_year() -> None:
    """Compile it once; the compiler's cache on disk keeps it."""
    live(smallest_year(), 1, threads=1)


def smallest_year() -> PolicyQuestion:
    """Return a week of one product at one centre of one depot, its arrays of the sorts of a real year."""
    return PolicyQuestion(
        weeks=(date(2026, 11, 23),),
        centre_ids=("c",),
        product_ids=("p",),
        depot_ids=("d",),
        centres=_centres(),
        depots=DepotTables(
            level=_one(3),
            lead=_one(3),
            orders=_one(1, np.bool_),
            opening=_one(2),
            dying=_one(3),
            band=0 * _one(2),
        ),
        supply=SupplyTables(
            level=_one(2),
            lead=_one(2),
            orders=_one(1, np.bool_),
            late=_one(2, np.float32),
            late_weeks=1,
            opening=_one(1),
            dying=_one(2),
            pipeline=_one(2),
        ),
        products=_products(),
        chance=Chance(on=True, common_sigma=0.1, persistence=0.5, failure=0.1, breakage_ppm=1),
        centre_lead=1,
        price_vnd=_one(1, np.int64),
        depot_room_ml=np.ones((BANDS, 1), np.int64),
    )


def _centres() -> CentreTables:
    return CentreTables(
        mean=_one(3, np.float32),
        sigma=_one(3, np.float32),
        whole=_one(3),
        level=_one(3),
        orders=_one(2, np.bool_),
        opening=_one(2),
        dying=_one(3),
        depot=0 * _one(1),
        room_ml=_one(1, np.int64),
        keys=_one(1, np.uint64),
    )


def _products() -> ProductTables:
    return ProductTables(
        pack=_one(1),
        vial=_one(1),
        sessions=_one(1),
        priority=_one(1),
        dose_ml=_one(1, np.float32),
        return_percent=_one(1),
        centre_life=_one(1),
        depot_life=_one(1),
        supply_life=_one(1),
        keys=_one(1, np.uint64),
    )


def _one(dimensions: int, sort: Any = np.int32) -> NDArray[Any]:
    return np.ones((1,) * dimensions, sort)
