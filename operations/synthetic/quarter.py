"""What arrives after the first four weeks of a synthetic quarter, in lots of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from operations.synthetic.amounts import SHORT_PRODUCTS, supply_shares
from operations.synthetic.stock import ARRIVAL_WEEKS
from operations.synthetic.world import World

Row = dict[str, Any]
_SHORT_FILL = 0.75  # of the use of the coming weeks, for products that are short in the whole country
_LOT_WEEKS = 3  # a new lot every so many weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterArrivals:
    """Rows of lots and of the arrivals that bring them."""

    lots: list[Row]
    arrivals: list[Row]


def later_arrivals(world: World) -> LaterArrivals:
    """Return arrivals from the fifth week on: every second week about two weeks' use, short products less."""
    draw = world.draw("later arrivals")
    weeks = len(world.days) // 7
    lots: dict[str, Row] = {}
    arrivals: list[Row] = []
    for j, product in enumerate(world.products):
        pack, shelf = int(product["pack_doses"]), int(product["shelf_life_months"]) * 30
        for week in range(ARRIVAL_WEEKS, weeks):
            share, day = draw.uniform(0.85, 1.15), int(draw.integers(0, 6))
            if (week + j) % 2:
                continue
            monday = world.week.monday + timedelta(days=7 * week)
            use = float(world.forecast[:, j, 7 * week : 7 * week + 14].sum()) * 14
            use /= max(len(world.days[7 * week : 7 * week + 14]), 1)
            wanted = use * share * (_SHORT_FILL if product["id"] in SHORT_PRODUCTS else 1.0)
            lot = _lot(product["id"], world, (week - ARRIVAL_WEEKS) // _LOT_WEEKS, shelf)
            for site, part in supply_shares(product["supply"]).items():
                doses = round(wanted * part / pack) * pack
                if doses:
                    lots[lot["lot_id"]] = lot
                    arrivals.append(
                        {
                            "arrival_id": f"ARR-L{len(arrivals) + 1:03d}",
                            "site_id": site,
                            "product_id": product["id"],
                            "lot_id": lot["lot_id"],
                            "day": monday + timedelta(days=day),
                            "doses": doses,
                        }
                    )
    return LaterArrivals(lots=list(lots.values()), arrivals=arrivals)


def _lot(product_id: str, world: World, number: int, shelf_days: int) -> Row:
    made = world.week.monday + timedelta(days=7 * (ARRIVAL_WEEKS + _LOT_WEEKS * number))
    return {
        "lot_id": f"{product_id}-L{number + 1}",
        "product_id": product_id,
        "expiry": made + timedelta(days=round(shelf_days * 0.95)),
        "status": "released",
        "released_on": None,
    }
