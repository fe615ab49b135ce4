"""The goods of one product as a limit of fair levels: lots that reach some depots in some weeks only.

Which demands of all outlets can be met at once is a maximum flow from lots to outlets.  Where it fails,
its minimum cut names outlets that want more than all lots that reach any of them hold (Gale 1957).
"""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
from ortools.graph.python import max_flow

from distribution.errors import EngineError
from distribution.fairness import LEVEL_UNITS, FairBound, FairQuestion, Limit, Outlet


def goods_by_product(question: FairQuestion) -> dict[str, Goods]:
    """Return the goods of every product that a cell wants."""
    cells: dict[str, dict[int, Outlet]] = defaultdict(dict)
    for index, cell in enumerate(question.cells):
        cells[cell.product_id][index] = (cell.depot_id, cell.week)
    found = {product: Goods(product, outlets) for product, outlets in cells.items()}
    for index, source in enumerate(question.sources):
        if source.product_id in found and source.packs > 0:
            found[source.product_id].add(index, source.packs, source.outlets)
    return found


class Goods:
    """Sources of a product, merged where they reach the same outlets; what the outlets draw.

    ``_rising[o]`` is the packs that rise at an outlet, ``_settled[o]`` what the others have, in units.
    """

    def __init__(self, product_id: str, outlet_of: dict[int, Outlet]) -> None:
        self.product_id = product_id
        self.outlets = sorted(set(outlet_of.values()))
        row = {outlet: i for i, outlet in enumerate(self.outlets)}
        self._outlet_of = {cell: row[outlet] for cell, outlet in outlet_of.items()}
        self._members: list[list[int]] = [[] for _ in self.outlets]
        for cell, o in self._outlet_of.items():
            self._members[o].append(cell)
        self._rising = [0] * len(self.outlets)
        self._settled = [0] * len(self.outlets)
        self._sources: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
        self._packs: Counter[tuple[int, ...]] = Counter()
        self._tight: tuple[int, ...] = ()
        self._level: int | None = None

    def add(self, source: int, packs: int, outlets: tuple[Outlet, ...]) -> None:
        """Add packs that reach some of the outlets."""
        reachable = set(outlets)
        reached = tuple(i for i, outlet in enumerate(self.outlets) if outlet in reachable)
        if reached:
            self._sources[reached].append((source, packs))
            self._packs[reached] += packs

    def rise(self, cell: int, packs: int) -> None:
        """Count packs of a cell among those that rise."""
        self._rising[self._outlet_of[cell]] += packs
        self._level = None

    def settle(self, cell: int, units: int) -> None:
        """Let a cell draw so many units for good."""
        self._settled[self._outlet_of[cell]] += units
        self._level = None

    def level(self) -> int:
        """Return how far the rising cells can rise, by Newton's steps along the minimum cuts."""
        if self._level is None:
            self._level = self._newton()
        return self._level

    def _newton(self) -> int:
        level = LEVEL_UNITS
        self._tight = ()
        while True:
            cut = self._cut([s + r * level for s, r in zip(self._settled, self._rising, strict=True)])
            if not cut:
                return level
            self._tight = cut
            left = self._reaching(cut) * LEVEL_UNITS - sum(self._settled[o] for o in cut)
            level = left // sum(self._rising[o] for o in cut)

    def _reaching(self, outlets: tuple[int, ...]) -> int:
        wanted = set(outlets)
        return sum(packs for reached, packs in self._packs.items() if wanted.intersection(reached))

    def _network(self, demands: list[int]) -> tuple[max_flow.SimpleMaxFlow, list[tuple[int, int]]]:
        """Return the flow network, solved, and its links from source classes to outlets."""
        classes = list(self._sources)
        first, sink = 1 + len(classes), 1 + len(classes) + len(self.outlets)
        most = sum(demands)  # no class needs more, and the sums stay within 64 bits
        held = [min(self._packs[reached] * LEVEL_UNITS, most) for reached in classes]
        links = [(k, o) for k, reached in enumerate(classes) for o in reached]
        tails = [0] * len(classes) + [1 + k for k, _ in links]
        heads = [1 + k for k in range(len(classes))] + [first + o for _, o in links]
        rooms = held + [held[k] for k, _ in links]
        tails += [first + o for o in range(len(self.outlets))]
        heads += [sink] * len(self.outlets)
        flow = max_flow.SimpleMaxFlow()
        flow.add_arcs_with_capacity(np.array(tails), np.array(heads), np.array(rooms + demands, np.int64))
        status = flow.solve(0, sink)
        if status != flow.OPTIMAL:
            raise EngineError(f"max flow of {self.product_id} ended with status {status}")
        return flow, links

    def _cut(self, demands: list[int]) -> tuple[int, ...]:
        """Return outlets that want more than all sources which reach them hold; none when all is met."""
        if not self._sources:
            return tuple(o for o, demand in enumerate(demands) if demand)
        flow, _ = self._network(demands)
        if flow.optimal_flow() == sum(demands):
            return ()
        first = 1 + len(self._sources)
        side = set(np.asarray(flow.get_sink_side_min_cut()).tolist())
        return tuple(o for o in range(len(self.outlets)) if first + o in side)

    def bound(self, level: int) -> tuple[FairBound, tuple[int, ...]]:
        """Return what to name in the certificate, and the cells that it stops."""
        outlets = tuple(self.outlets[o] for o in self._tight)
        bound = FairBound(limit=Limit.SUPPLY, subject_id=self.product_id, level=level, outlets=outlets)
        return bound, tuple(cell for o in self._tight for cell in self._members[o])

    def shipments(self) -> list[tuple[int, Outlet, int]]:
        """Return units of 10⁻¹² pack from every source to every outlet that meet all that was settled."""
        if not self._sources or not any(self._settled):
            return []
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
        return found
