"""The goods of one product as a limit of fair levels: lots that reach some depots on some days only.

Which demands can be met at once is a maximum flow from lots to outlets, and on to the centres whose need
is dated.  Where it fails, its minimum cut names cells that want more than all lots that reach them hold
(Gale 1957).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow

from distribution.errors import EngineError
from distribution.fairness.shares import LEVEL_UNITS, FairBound, FairCell, FairQuestion, Limit, Outlet

Ints = NDArray[np.int64]
Cut = tuple[frozenset[int], Ints]  # outlets, and ends that want more than there is for them
UNBOUNDED = np.iinfo(np.int64).max


def goods_by_product(question: FairQuestion) -> dict[str, Goods]:
    """Return the goods of every product that a cell wants."""
    cells: dict[str, dict[int, FairCell]] = defaultdict(dict)
    for index, cell in enumerate(question.cells):
        cells[cell.product_id][index] = cell
    found = {product: Goods(product, mine) for product, mine in cells.items()}
    for index, source in enumerate(question.sources):
        if source.product_id in found and source.packs > 0:
            found[source.product_id].add(index, source.packs, source.outlets)
    return found


class Goods:
    """Sources of a product, merged where they reach the same outlets, and what is drawn from them.

    An *end* is where packs are drawn: all undated cells of an outlet together, or one dated cell.  The
    ends of the outlets come first, in their order.  ``_rising[e]`` is the packs that rise at an end,
    ``_settled[e]`` what its other cells have, in units; a dated cell rises no further than its parts.
    """

    def __init__(self, product_id: str, cells: dict[int, FairCell]) -> None:
        self.product_id = product_id
        self.outlets: list[Outlet] = sorted({(c.depots, t) for c in cells.values() for t, _ in c.parts})
        row = {outlet: i for i, outlet in enumerate(self.outlets)}
        dated = [index for index, cell in cells.items() if not cell.undated]
        self._members: list[list[int]] = [[] for _ in self.outlets] + [[index] for index in dated]
        self._end_of = {index: len(self.outlets) + i for i, index in enumerate(dated)}
        for index, cell in cells.items():
            if cell.undated:
                self._end_of[index] = row[cell.depots, cell.parts[0][0]]
                self._members[self._end_of[index]].append(index)
        self._part_outlet, self._part_end, self._part_packs = _columns(
            (row[cells[index].depots, period], self._end_of[index], packs)
            for index in dated
            for period, packs in cells[index].parts
        )
        self._most = np.full(len(self._members), UNBOUNDED)  # packs
        self._most[len(self.outlets) :] = 0
        np.add.at(self._most, self._part_end, self._part_packs)
        self._rising = np.zeros(len(self._members), np.int64)
        self._settled = np.zeros(len(self._members), np.int64)
        self._sources: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        self._packs: Counter[tuple[int, ...]] = Counter()
        self._tight: Cut = (frozenset(), np.zeros(0, np.int64))
        self._level: int | None = None

    def add(self, source: int, packs: int, outlets: tuple[Outlet, ...]) -> None:
        """Add packs that reach some of the outlets."""
        reachable = set(outlets)
        reached = tuple(i for i, outlet in enumerate(self.outlets) if outlet in reachable)
        if reached:
            self._sources[reached].append((source, packs))
            self._packs[reached] += packs

    @property
    def ends(self) -> int:
        """How many ends there are."""
        return len(self._members)

    def end_of(self, cell: int) -> int:
        """Return the end at which a cell draws."""
        return self._end_of[cell]

    def short_of(self, demands: Ints) -> frozenset[int] | None:
        """Return all ends that can have no more when demands are a pack too many; None when they are met."""
        if not demands.any():
            return None
        flow, _ = self._network(demands)
        if flow.optimal_flow() == int(demands.sum()):
            return None
        supplied = np.asarray(flow.get_source_side_min_cut(), np.int64) - 1 - len(self._sources)
        return frozenset(range(self.ends)) - frozenset(supplied.tolist())

    def rise(self, cell: int, packs: int) -> None:
        """Count packs of a cell among those that rise."""
        self._rising[self._end_of[cell]] += packs
        self._level = None

    def settle(self, cell: int, units: int) -> None:
        """Let a cell draw so many units for good."""
        self._settled[self._end_of[cell]] += units
        self._level = None

    def level(self) -> int:
        """Return how far the rising cells can rise, by Newton's steps along the minimum cuts."""
        if self._level is None:
            self._level = self._newton()
        return self._level

    def _newton(self) -> int:
        """The cut of the last time is the first guess: it still bounds what draws on it."""
        level = min(self._highest(self._tight), LEVEL_UNITS)
        while True:
            parts = (
                np.minimum(self._most, self._rising + 1) * LEVEL_UNITS
            )  # one more pack stands for no bound
            cut = self._cut(self._settled + np.minimum(self._rising * level, parts))
            if cut is None:
                return level
            self._tight = cut
            level = self._highest(cut)

    def _highest(self, cut: Cut) -> int:
        """Return the highest level at which the ends of a cut draw no more than there is for them."""
        outlets, ends = cut
        for_them = sum(packs for reached, packs in self._packs.items() if outlets.intersection(reached))
        elsewhere = np.isin(self._part_end, ends) & ~np.isin(self._part_outlet, sorted(outlets))
        for_them += int(self._part_packs[elsewhere].sum())
        left = for_them * LEVEL_UNITS - int(self._settled[ends].sum())
        rising, most = self._rising[ends], self._most[ends]
        full = np.zeros(len(ends), np.bool_)
        while True:  # from below: every end that has all its parts leaves more to the others
            free = int(rising[~full].sum())
            if not free:
                return LEVEL_UNITS
            level = (left - int(most[full].sum()) * LEVEL_UNITS) // free
            # a level over 1 fills every end of which the parts are less than what rises
            now_full = most < rising if level > LEVEL_UNITS else rising * level // LEVEL_UNITS >= most
            now_full &= rising > 0
            if (now_full == full).all():
                return level
            full = now_full

    def _network(self, demands: Ints) -> tuple[max_flow.SimpleMaxFlow, list[tuple[int, int]]]:
        """Return the flow network, solved, and its links from source classes to outlets.

        Its nodes are the start, the classes, the ends, and the sink.
        """
        classes = list(self._sources)
        first = 1 + len(classes)
        most = int(demands.sum())  # no class needs more, and the sums stay within 64 bits
        held = [min(self._packs[reached] * LEVEL_UNITS, most) for reached in classes]
        links = [(k, o) for k, reached in enumerate(classes) for o in reached]
        link_class, link_outlet = _columns(links, 2)
        ends = first + np.arange(len(demands))
        starts = np.zeros(len(classes), np.int64)
        tails = [starts, 1 + link_class, first + self._part_outlet, ends]
        heads = [1 + np.arange(len(classes)), first + link_outlet, first + self._part_end]
        heads.append(np.full(len(demands), first + len(demands)))
        held_units = np.array(held, np.int64)
        rooms = [held_units, held_units[link_class], self._part_packs * LEVEL_UNITS, demands]
        flow = max_flow.SimpleMaxFlow()
        flow.add_arcs_with_capacity(np.concatenate(tails), np.concatenate(heads), np.concatenate(rooms))
        status = flow.solve(0, first + len(demands))
        if status != flow.OPTIMAL:
            raise EngineError(f"max flow of {self.product_id} ended with status {status}")
        return flow, links

    def _cut(self, demands: Ints) -> Cut | None:
        """Return outlets, and ends that want more than there is for them; None when all demands are met."""
        if not demands.any():
            return None
        flow, _ = self._network(demands)
        if flow.optimal_flow() == int(demands.sum()):
            return None
        side = np.asarray(flow.get_sink_side_min_cut(), np.int64) - 1 - len(self._sources)
        ends = np.sort(side[(side >= 0) & (side < len(demands))])
        return frozenset(ends[ends < len(self.outlets)].tolist()), ends

    def bound(self, level: int) -> tuple[FairBound, tuple[int, ...]]:
        """Return what to name in the certificate, and the cells that it stops."""
        outlets, ends = self._tight
        cells = tuple(cell for end in ends.tolist() for cell in self._members[end])
        bound = FairBound(
            limit=Limit.SUPPLY,
            subject_id=self.product_id,
            level=level,
            outlets=tuple(self.outlets[o] for o in sorted(outlets)),
            cells=cells,
        )
        return bound, cells

    def shipments(self) -> tuple[list[tuple[int, Outlet, int]], list[tuple[int, int, int]]]:
        """Return who supplies what was settled: (source, outlet, units), and (dated cell, period, units)."""
        if not self._settled.any():
            return [], []
        flow, links = self._network(self._settled)
        left = {reached: [[s, p * LEVEL_UNITS] for s, p in rows] for reached, rows in self._sources.items()}
        classes = list(self._sources)
        found = []
        for arc, (k, o) in enumerate(links, start=len(classes)):
            units = int(flow.flow(arc))
            for row in left[classes[k]]:
                taken = min(units, row[1])
                if taken:
                    found.append((row[0], self.outlets[o], taken))
                    row[1] -= taken
                    units -= taken
        first = len(classes) + len(links)
        met = [
            (self._members[end][0], self.outlets[o][1], int(flow.flow(arc)))
            for arc, (o, end) in enumerate(
                zip(self._part_outlet.tolist(), self._part_end.tolist(), strict=True), start=first
            )
        ]
        return found, [row for row in met if row[2]]


def _columns(rows: Iterable[tuple[int, ...]], width: int = 3) -> Ints:
    """Return rows of whole numbers as columns."""
    return np.array(list(rows), np.int64).reshape(-1, width).T
