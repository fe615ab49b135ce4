"""The litres of lanes into depots, as a limit of fair levels: what lies there already takes none of them."""

from __future__ import annotations

from collections import defaultdict

from distribution.fairness.shares import LEVEL_UNITS, FairBound, FairCell, FairRoom


class LaneRoom:
    """Packs of every product that the depots' centres draw, and what of them lanes must bring.

    ``_rising`` is packs that rise, ``_settled`` packs in units, both by product.
    """

    def __init__(self, room: FairRoom, index: int, cells: tuple[FairCell, ...]) -> None:
        self.room = room
        self.index = index
        self.product_of = {i: cells[i].product_id for i, _ in room.members}
        self.pack_ml = dict(room.members)
        self._ml = {cells[i].product_id: ml for i, ml in room.members}
        self._there = {product: packs * LEVEL_UNITS for product, packs in room.there}
        self._rising: dict[str, int] = defaultdict(int)
        self._settled: dict[str, int] = defaultdict(int)
        self._used_up = False  # what rounding leaves of it is nobody's

    @property
    def rising(self) -> bool:
        """Whether any cell rises that may draw on it."""
        return any(self._rising.values())

    def rise(self, cell: int, packs: int) -> None:
        """Count packs of a cell among those that rise."""
        self._rising[self.product_of[cell]] += packs

    def settle(self, cell: int, units: int) -> None:
        """Let a cell draw so many units for good."""
        self._settled[self.product_of[cell]] += units

    def level(self) -> int:
        """Return how far the rising cells can rise: once it is used up, to what lies there."""
        rising = {product: packs for product, packs in self._rising.items() if packs}
        if self._used_up:
            levels = [(self._left_there(product)) // packs for product, packs in rising.items()]
            return max(min([*levels, LEVEL_UNITS]), 0)
        most = max(self.room.room_ml, 0) * LEVEL_UNITS
        if self._brought(LEVEL_UNITS) <= most:
            return LEVEL_UNITS
        low, high = 0, LEVEL_UNITS
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._brought(middle) <= most else (low, middle)
        return low

    def bound(self, level: int) -> tuple[FairBound, tuple[int, ...]]:
        """Return what to name in the certificate, and the cells of which nothing more lies there."""
        self._used_up = True
        bound = FairBound(
            limit=self.room.limit, subject_id=self.room.subject_id, level=level, room=self.index
        )
        drawing = {
            product
            for product, packs in self._rising.items()
            if packs and packs * (level + 1) > self._left_there(product)
        }
        return bound, tuple(cell for cell, product in self.product_of.items() if product in drawing)

    def _left_there(self, product: str) -> int:
        return self._there.get(product, 0) - self._settled[product]

    def _brought(self, level: int) -> int:
        """Return the units of millilitres that lanes bring when the rising cells are at a level."""
        return sum(
            max(self._rising[product] * level - self._left_there(product), 0) * ml
            for product, ml in self._ml.items()
        )
