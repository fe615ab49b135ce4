"""Max-min fair fill levels by progressive filling, with the certificate that proves them.

All cells rise together.  When goods or litres are used up, the cells that draw on them stay where they
are, and the others rise on (Bertsekas and Gallager 1992, section 6.5.2; Megiddo 1974 for goods that
reach some depots only).  The most urgent products fill first.
"""

from __future__ import annotations

import heapq
from collections import defaultdict

from distribution.fairness.shares import LEVEL_UNITS, FairBound, FairCertificate, FairQuestion, Limit
from distribution.progress import OnProgress, Progress
from solvers.allocation.fairness_dates import Dates
from solvers.allocation.fairness_goods import Goods, goods_by_product
from solvers.allocation.fairness_lanes import LaneRoom
from solvers.allocation.fairness_rooms import Room


def fair_levels(question: FairQuestion, *, on_progress: OnProgress | None = None) -> FairCertificate:
    """Return the fair levels of all cells and what stops each of them; exact, without a time limit."""
    filling = _Filling(question)
    urgencies = sorted({cell.urgency for cell in question.cells})
    for done, urgency in enumerate(urgencies, start=1):
        filling.fill(urgency)
        if on_progress is not None:
            on_progress(Progress(phase="fairness", done=done, total=len(urgencies)))
    return filling.certificate()


_Limit = Goods | Room | LaneRoom | Dates


class _Filling:
    """The state of a filling: cells that still rise, and what every limit has left."""

    def __init__(self, question: FairQuestion) -> None:
        self.question = question
        self.levels = [0] * len(question.cells)
        self.held_by: list[int | None] = [None] * len(question.cells)
        self.bounds: list[FairBound] = []
        self.goods = goods_by_product(question)
        self.rooms: list[Room | LaneRoom] = [
            LaneRoom(room, i, question.cells) if room.limit is Limit.LANE else Room(room, i)
            for i, room in enumerate(question.rooms)
        ]
        self.rising: set[int] = set()
        self.rooms_of: dict[int, list[Room | LaneRoom]] = defaultdict(list)
        for room in self.rooms:
            for cell in room.pack_ml:
                self.rooms_of[cell].append(room)

    def fill(self, urgency: int) -> None:
        """Raise all cells of an urgency until each is full or stopped.

        What a limit has left for each cell never shrinks while others stop, so that a level computed
        earlier is never too high: it is computed anew when its turn comes.
        """
        cells = self.question.cells
        wanting = [i for i, cell in enumerate(cells) if cell.urgency == urgency and cell.need_packs]
        self.rising = set(wanting)
        for cell in wanting:
            self._count(cell, cells[cell].need_packs)
        limits: list[_Limit] = [Dates(i, cells[i]) for i in wanting if not cells[i].undated]
        limits += [self.goods[p] for p in sorted({cells[i].product_id for i in wanting})]
        limits += [room for room in self.rooms if room.rising]
        queue = [(limit.level(), order) for order, limit in enumerate(limits)]
        heapq.heapify(queue)
        while queue and self.rising:
            level, order = heapq.heappop(queue)
            now = limits[order].level()
            if now == level < LEVEL_UNITS and self._stop(limits[order], level):
                now = limits[order].level()
            elif now == level:
                continue
            if now < LEVEL_UNITS:
                heapq.heappush(queue, (now, order))
        for cell in sorted(self.rising):
            self._settle(cell, LEVEL_UNITS)
        self.rising = set()

    def _count(self, cell: int, packs: int) -> None:
        """Count a cell among those that rise (or, with negative packs, no longer)."""
        self.goods[self.question.cells[cell].product_id].rise(cell, packs)
        for room in self.rooms_of[cell]:
            room.rise(cell, packs)

    def _stop(self, limit: _Limit, level: int) -> bool:
        """Stop the cells that draw on a limit; return False when none of them was rising any more."""
        bound, members = limit.bound(level)
        stopped = [cell for cell in members if cell in self.rising]
        for cell in stopped:
            self.held_by[cell] = len(self.bounds)
            self._settle(cell, level)
            self.rising.discard(cell)
        if stopped:
            self.bounds.append(bound)
        return bool(stopped)

    def _settle(self, cell: int, level: int) -> None:
        packs = self.question.cells[cell].need_packs
        self._count(cell, -packs)
        self.levels[cell] = level
        self.goods[self.question.cells[cell].product_id].settle(cell, packs * level)
        for room in self.rooms_of[cell]:
            room.settle(cell, packs * level)

    def certificate(self) -> FairCertificate:
        ways = [self.goods[product].shipments() for product in sorted(self.goods)]
        return FairCertificate(
            levels=tuple(self.levels),
            held_by=tuple(self.held_by),
            bounds=tuple(self.bounds),
            shipments=tuple(row for shipments, _ in ways for row in shipments),
            dated=tuple(row for _, dated in ways for row in dated),
        )
