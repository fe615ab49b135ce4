"""The rows of stock: doses of lots at every place, and what arrives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np

from operations.synthetic.amounts import SHORT_PRODUCTS, centre_doses, site_doses, supply_shares
from operations.synthetic.lots import LotBook, ProductLots
from operations.synthetic.world import Record, World

Row = dict[str, Any]
_HUB_OF_HELD_LOT = "dc-hcm-hoang-van-thu"
ARRIVAL_WEEKS = 4


def stock_rows(world: World, book: LotBook) -> list[Row]:
    """Return what lies where, by lot: at most three lots of a product at one place."""
    rows = [*_centre_rows(world, book), *_site_rows(world, book)]
    return [row for row in rows if row["doses"] > 0]


def arrival_rows(world: World, book: LotBook) -> list[Row]:
    """Return four weeks of arrivals: every product each second week, short ones only in the fourth."""
    draw = world.draw("arrivals")
    national = world.daily.sum(axis=0)
    rows: list[Row] = []
    for j, product in enumerate(world.products):
        for week in range(ARRIVAL_WEEKS):
            late = product["id"] in SHORT_PRODUCTS
            if week != 3 if late else (week + j) % 2:
                continue
            day = world.week.monday + timedelta(days=7 * week + int(draw.integers(0, 6)))
            for site, share in supply_shares(product["supply"]).items():
                pack = int(product["pack_doses"])
                doses = round(national[j] * 14 * share / pack) * pack
                if doses:
                    rows.append(
                        {
                            "arrival_id": f"ARR-{len(rows) + 1:03d}",
                            "site_id": site,
                            "product_id": product["id"],
                            "lot_id": book.by_product[product["id"]].arriving,
                            "day": day,
                            "doses": doses,
                        }
                    )
    return rows


def _centre_rows(world: World, book: LotBook) -> Iterator[Row]:
    draw = world.draw("centre lots")
    doses = centre_doses(world)
    old_part = draw.uniform(0.1, 0.4, doses.shape) * (draw.random(doses.shape) < 0.25)
    thawed_days = draw.integers(18, 50, len(world.centres))
    for i, centre in enumerate(world.centres):
        for j, product in enumerate(world.products):
            lots = book.by_product[product["id"]]
            old = int(doses[i, j] * old_part[i, j])
            use_by = world.week.monday + timedelta(days=int(thawed_days[i]))
            for lot, amount in ((lots.old, old), (lots.main, int(doses[i, j]) - old)):
                yield _row(centre["id"], product, lot, amount, book, _thawed(product, use_by))


def _site_rows(world: World, book: LotBook) -> Iterator[Row]:
    by_site = site_doses(world)
    records = {s["id"]: s for s in world.sites}
    for site, doses in by_site.items():
        freezer = float(records[site]["litres_minus20"]) > 0
        for j, product in enumerate(world.products):
            lots = book.by_product[product["id"]]
            use_by = world.week.monday + timedelta(days=45)
            thawed = None if freezer else _thawed(product, use_by)
            for lot, amount in _split(int(doses[j]), product, lots, records[site]["kind"]).items():
                yield _row(site, product, lot, amount, book, thawed)
            if lots.held and site == _HUB_OF_HELD_LOT:
                held = int(np.floor(doses[j] * 0.2 / int(product["pack_doses"]))) * int(product["pack_doses"])
                yield _row(site, product, lots.held, held, book, thawed)


def _split(doses: int, product: Record, lots: ProductLots, kind: str) -> Mapping[str, int]:
    """Return a site's doses by lot, in whole packs."""
    pack = int(product["pack_doses"])
    packs = doses // pack
    if kind in ("gateway", "maker"):
        return {lots.fresh: packs * pack}
    short = packs // 25 if lots.short and kind == "hub" else 0
    main = (packs - short) * (7 if kind == "depot" else 4) // 10
    parts = {lots.main: main * pack, lots.fresh: (packs - short - main) * pack}
    return {lots.short: short * pack, **parts} if lots.short and short else parts


def _thawed(product: Record, use_by: date) -> date | None:
    """Return the use-by of a frozen product once thawed; None for products never frozen."""
    return use_by if product["storage_class"] == "F25_15" else None


def _row(place: str, product: Record, lot: str, doses: int, book: LotBook, thawed: date | None) -> Row:
    expiry = book.expiry[lot]
    return {
        "place_id": place,
        "product_id": product["id"],
        "lot_id": lot,
        "storage_class": product["storage_class"] if thawed is None else "C2_8",
        "use_by": expiry if thawed is None else min(thawed, expiry),
        "doses": doses,
    }
