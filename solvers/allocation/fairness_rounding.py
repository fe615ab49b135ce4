"""Who gets the odd packs: where a level ends in a part of a pack, the largest parts are rounded up.

What rounding down leaves over is shared out pack by pack as long as goods and litres reach, so that it
serves a need instead of lying there.  Equal parts are told apart by a hash of their names: the same from
night to night, and no centre is always the lucky one.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict

import numpy as np

from distribution.fairness.shares import LEVEL_UNITS, FairCell, FairCertificate, FairQuestion, whole_packs
from solvers.allocation.fairness_goods import Goods, Ints, goods_by_product


def odd_packs(question: FairQuestion, certificate: FairCertificate) -> frozenset[int]:
    """Return the cells that get one pack more than is sure."""
    cells, levels = question.cells, certificate.levels
    sure = [whole_packs(cell, level) for cell, level in zip(cells, levels, strict=True)]
    waiting: dict[str, list[int]] = defaultdict(list)
    for cell in sorted(range(len(cells)), key=lambda i: _turn(cells[i], levels[i], sure[i])):
        if sure[cell] < cells[cell].need_packs:
            waiting[cells[cell].product_id].append(cell)
    goods, litres = goods_by_product(question), _Litres(question, sure)
    chosen: set[int] = set()
    for product_id, in_turn in waiting.items():
        fitting = [cell for cell in in_turn if litres.take(cell)]
        got = _Pool(goods[product_id], question, sure).serve(fitting)
        for cell in fitting:
            if cell not in got:
                litres.give_back(cell)
        chosen |= got
    return frozenset(chosen)


def _turn(cell: FairCell, level: int, sure: int) -> tuple[int, int, str]:
    part = cell.need_packs * level - sure * LEVEL_UNITS
    name = f"{cell.centre_id}/{cell.product_id}/{cell.week}"
    return cell.urgency, -part, hashlib.sha256(name.encode()).hexdigest()


class _Litres:
    """What the sure packs leave of every room."""

    def __init__(self, question: FairQuestion, sure: list[int]) -> None:
        self.cells = question.cells
        self.rooms: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.there = [dict(room.there) for room in question.rooms]
        self.wanted: list[Counter[str]] = [Counter() for _ in question.rooms]
        self.left = [max(room.room_ml, 0) for room in question.rooms]
        for number, room in enumerate(question.rooms):
            for cell, ml in room.members:
                self.rooms[cell].append((number, ml))
                self._want(number, cell, ml, sure[cell])

    def take(self, cell: int) -> bool:
        """Take the litres of a pack of a cell, if all its rooms have them."""
        if any(self._asked(number, cell, 1) * ml > self.left[number] for number, ml in self.rooms[cell]):
            return False
        for number, ml in self.rooms[cell]:
            self._want(number, cell, ml, 1)
        return True

    def give_back(self, cell: int) -> None:
        """Give the litres of a pack back."""
        for number, ml in self.rooms[cell]:
            self._want(number, cell, ml, -1)

    def _want(self, number: int, cell: int, ml: int, packs: int) -> None:
        self.left[number] -= ml * self._asked(number, cell, packs)
        self.wanted[number][self.cells[cell].product_id] += packs

    def _asked(self, number: int, cell: int, packs: int) -> int:
        """Return how many of some packs more a room must take, beside those that lie behind it."""
        product_id = self.cells[cell].product_id
        wanted, there = self.wanted[number][product_id], self.there[number].get(product_id, 0)
        return max(wanted + packs - there, 0) - max(wanted - there, 0)


class _Pool:
    """The goods of a product while whole packs are given out."""

    def __init__(self, goods: Goods, question: FairQuestion, sure: list[int]) -> None:
        self.goods = goods
        self.demands = np.zeros(goods.ends, np.int64)
        self.spent: set[int] = set()
        for cell, product in enumerate(question.cells):
            if product.product_id == goods.product_id:
                self.demands[goods.end_of(cell)] += sure[cell] * LEVEL_UNITS

    def serve(self, cells: list[int]) -> set[int]:
        """Give a pack to each cell in turn as long as goods reach, and return who got one."""
        open_cells = [cell for cell in cells if self.goods.end_of(cell) not in self.spent]
        if not open_cells:
            return set()
        wanted = self.demands + self._packs(open_cells)
        short = self.goods.short_of(wanted)
        if short is None:
            self.demands = wanted
            return set(open_cells)
        if len(open_cells) == 1:
            self.spent |= short
            return set()
        half = len(open_cells) // 2
        return self.serve(open_cells[:half]) | self.serve(open_cells[half:])

    def _packs(self, cells: list[int]) -> Ints:
        packs = np.zeros_like(self.demands)
        for cell in cells:
            packs[self.goods.end_of(cell)] += LEVEL_UNITS
        return packs
