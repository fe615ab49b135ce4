"""A need of which some days can be met by no goods, as a limit of a fair level."""

from __future__ import annotations

from distribution.fairness.shares import LEVEL_UNITS, FairBound, FairCell, Limit


class Dates:
    """The parts of one cell's need, when they are less than the whole."""

    def __init__(self, index: int, cell: FairCell) -> None:
        self.index = index
        self.cell = cell

    def level(self) -> int:
        """Return the level at which all its parts are met."""
        return sum(packs for _, packs in self.cell.parts) * LEVEL_UNITS // self.cell.need_packs

    def bound(self, level: int) -> tuple[FairBound, tuple[int, ...]]:
        """Return what to name in the certificate, and the cell that it stops."""
        cells = (self.index,)
        bound = FairBound(limit=Limit.DATES, subject_id=self.cell.product_id, level=level, cells=cells)
        return bound, cells
