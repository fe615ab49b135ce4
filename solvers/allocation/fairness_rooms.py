"""The litres of one store in one week, as a limit of fair levels."""

from __future__ import annotations

from distribution.fairness.shares import LEVEL_UNITS, FairBound, FairRoom


class Room:
    """``rising`` is ml by which one full level of the rising cells would fill it, ``settled`` ml in units."""

    def __init__(self, room: FairRoom, index: int) -> None:
        self.room = room
        self.index = index
        self.pack_ml = dict(room.members)
        self.rising = 0
        self.settled = 0
        self.used_up = False  # what rounding leaves in it is nobody's

    def rise(self, cell: int, packs: int) -> None:
        """Count packs of a cell among those that rise."""
        self.rising += self.pack_ml[cell] * packs

    def settle(self, cell: int, units: int) -> None:
        """Let a cell draw so many units of packs for good."""
        self.settled += self.pack_ml[cell] * units

    def level(self) -> int:
        """Return how far the rising cells can rise in it."""
        if self.rising == 0:
            return LEVEL_UNITS
        if self.used_up:
            return 0
        left = max(self.room.room_ml, 0) * LEVEL_UNITS - self.settled
        return min(left // self.rising, LEVEL_UNITS)

    def bound(self, level: int) -> tuple[FairBound, tuple[int, ...]]:
        """Return what to name in the certificate, and the cells that it stops."""
        self.used_up = True
        bound = FairBound(
            limit=self.room.limit, subject_id=self.room.subject_id, level=level, room=self.index
        )
        return bound, tuple(self.pack_ml)
