"""The lots of the example: fresh and older ones, short-dated ones, one in quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from operations.synthetic.world import World

QUARANTINED_PRODUCT = "HEXAXIM"
_SHORT_DATED_EVERY = 7
_NEARLY_OVER_EVERY = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductLots:
    """The lots of one product.

    ``old`` lies at centres alone, ``main`` and ``fresh`` everywhere, ``arriving`` comes in;
    ``short`` lies at hubs and is too short-dated for centres; ``held`` is in quarantine.
    """

    old: str
    main: str
    fresh: str
    arriving: str
    short: str | None
    held: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotBook:
    """All lots: by product, and the expiry of each."""

    by_product: dict[str, ProductLots]
    expiry: dict[str, date]

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows of the table of lots, sorted by id."""
        held = {lots.held for lots in self.by_product.values() if lots.held}
        product = {
            lot: product_id
            for product_id, lots in self.by_product.items()
            for lot in (lots.old, lots.main, lots.fresh, lots.arriving, lots.short, lots.held)
            if lot
        }
        return [
            {
                "lot_id": lot,
                "product_id": product[lot],
                "expiry": self.expiry[lot],
                "status": "quarantined" if lot in held else "released",
                "released_on": None,
            }
            for lot in sorted(product)
        ]


def lot_book(world: World) -> LotBook:
    """Return made-up lots for every product in use."""
    draw = world.draw("lots")
    monday = world.week.monday
    by_product: dict[str, ProductLots] = {}
    expiry: dict[str, date] = {}
    for index, product in enumerate(world.products):
        name = product["id"]
        shelf = int(product["shelf_life_months"]) * 30
        least = int(product["min_remaining_days"])

        def lot(letter: str, days: float, name: str = name) -> str:
            lot_id = f"{name}-{letter}{len(expiry) + 101}"
            expiry[lot_id] = monday + timedelta(days=int(days))
            return lot_id

        nearly_over = index % _NEARLY_OVER_EVERY == 4
        by_product[name] = ProductLots(
            old=lot("A", draw.uniform(9, 26) if nearly_over else draw.uniform(45, 150)),
            main=lot("B", least + draw.uniform(45, 110)),
            fresh=lot("C", shelf * draw.uniform(0.88, 0.92)),
            arriving=lot("D", shelf * draw.uniform(0.94, 0.98)),
            short=lot("S", least * draw.uniform(0.35, 0.9)) if index % _SHORT_DATED_EVERY == 2 else None,
            held=lot("Q", shelf * 0.85) if name == QUARANTINED_PRODUCT else None,
        )
    return LotBook(by_product=by_product, expiry=expiry)
