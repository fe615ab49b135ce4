"""The first two weeks by days as rows and columns: packs stand, ride, are issued, kept and used.

Rows are keyed by what they say: a pile's kind at a site in a period, a pool that rounds empty, a shelf, a
want's part, a cell, the litres of a store or lane.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from distribution.fairness.daily import DailyPile, DailyQuestion, DayRow

LITRE_HALF_ML = 2_000  # rows of litres: figures of the size of packs keep the solver steady

StandKey = tuple[str, int, str, int]  # kind of pile, site, period
PoolKey = tuple[str, str, str, int, int]  # product, site, period, good until
ShelfKey = tuple[str, str, str, int, int]  # centre, product, period, good until
PartKey = tuple[str, int, int]  # cell, day of need
CellKey = tuple[str, int]
LitreKey = tuple[str, DayRow]
Key = StandKey | PoolKey | ShelfKey | PartKey | CellKey | LitreKey


@dataclass(slots=True)
class DayProgramme:
    """Rows with their limits, and columns from zero up, of some ``cells`` of a question.

    Where it is ``fed`` goods are at hand wherever they may be issued, and nothing upstream is modelled.
    """

    daily: DailyQuestion
    cells: tuple[int, ...]
    fed: bool = False
    rows: dict[Key, int] = field(default_factory=dict)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    entries: list[tuple[int, int, float]] = field(default_factory=list)
    columns: int = 0

    def lay_out(self) -> None:
        """Make the columns of all piles and of all centres that take part."""
        pools = self._fed() if self.fed else self._upstream()
        for pool in sorted(pools):
            self._column({pool: 1.0})  # to centres that are not known here
        shelves: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i in self.cells:
            self._row(("cell", i))
            shelves[self.daily.wants[i].centre_id, self.daily.wants[i].product_id].append(i)
        for (centre_id, product_id), mine in shelves.items():
            self._shelf(centre_id, product_id, mine, sorted(p for p in pools if p[1] == product_id))

    def _fed(self) -> set[PoolKey]:
        """Return pools that never run dry, at the sites that serve the cells."""
        pools: set[PoolKey] = set()
        for centre_id, product_id in sorted(
            {(self.daily.wants[i].centre_id, self.daily.wants[i].product_id) for i in self.cells}
        ):
            site_id = self.daily.calls[centre_id][0][0]
            for pile in self.daily.piles:
                issued = enumerate(pile.good_until) if pile.product_id == product_id else ()
                pools |= {("pool", product_id, site_id, t, good) for t, good in issued if good is not None}
        for pool in sorted(pools):
            self._column({pool: -1.0})
        return pools

    def _upstream(self) -> set[PoolKey]:
        """Make the columns of all piles, and return the pools that they fill."""
        products = {self.daily.wants[i].product_id for i in self.cells}
        kinds: dict[tuple[object, ...], list[DailyPile]] = defaultdict(list)
        for pile in self.daily.piles:
            if pile.product_id in products:
                kinds[pile.kind].append(pile)
        pools: set[PoolKey] = set()
        for number, piles in enumerate(kinds.values()):
            pools |= self._stand(number, piles)
        return pools

    def _stand(self, number: int, piles: list[DailyPile]) -> set[PoolKey]:
        """Let piles that can go the same ways stand, ride, and be issued; return the pools that they fill."""
        pile, pools = piles[0], set()
        reached: dict[int, set[str]] = defaultdict(set)
        for one in piles:
            row = self._row(("stand", number, one.site_id, one.period))
            self.low[row] += one.packs
            self.high[row] += one.packs
            reached[one.period].add(one.site_id)
        for t in range(pile.until + 1):
            done: set[str] = set()
            while waiting := sorted(reached[t] - done):
                done.add(waiting[0])
                for arrival, site_id in self._leave(number, pile, waiting[0], t):
                    reached[arrival].add(site_id)
                if (good := pile.good_until[t]) is not None:
                    pools.add(("pool", pile.product_id, waiting[0], t, good))
        return pools

    def _leave(self, number: int, pile: DailyPile, site_id: str, t: int) -> Iterable[tuple[int, str]]:
        """Make the columns of what stands at a site in a period; return when it can be where."""
        daily, product = self.daily, pile.product_id
        here: Key = ("stand", number, site_id, t)
        store: Key = ("litres", daily.site_row(pile, site_id, t))
        stays = {here: 1.0, store: daily.staying(product) / LITRE_HALF_ML}
        leaves = {here: 1.0, store: daily.leaving(product, t) / LITRE_HALF_ML}
        after: list[tuple[int, str]] = []
        if t < pile.until:
            after.append((t + 1, site_id))
            stays["stand", number, site_id, t + 1] = -1.0
        self._column(stays)
        if (good := pile.good_until[t]) is not None:
            self._column({**leaves, ("pool", product, site_id, t, good): -1.0})
        for link in daily.links:
            if link.origin_id != site_id or not daily.may_ride(pile, link, t):
                continue
            rides: dict[Key, float] = dict(leaves)
            rides["litres", (link.lane_id, link.way, t)] = daily.staying(product) / LITRE_HALF_ML
            arrival = link.arrival[t]
            if arrival is not None and arrival <= pile.until:
                after.append((arrival, link.destination_id))
                rides["stand", number, link.destination_id, arrival] = -1.0
            self._column(rides)
        return after

    def _shelf(self, centre_id: str, product_id: str, cells: list[int], pools: list[PoolKey]) -> None:
        """Let rounds bring packs to a centre, and let them be used, kept or left there."""
        sites, receives = self.daily.calls[centre_id]
        first: dict[int, int] = {}
        for pool in pools:
            _, _, site_id, t, good = pool
            if site_id in sites and receives[t]:
                shelf: Key = ("shelf", centre_id, product_id, t, good)
                counted: dict[Key, float] = {("cell", i): 1.0 for i in cells if self._counts(i, t)}
                self._column({pool: 1.0, shelf: -1.0, **counted})
                first[good] = min(first.get(good, t), t)
        for good, begin in first.items():
            for t in range(begin, good + 1):
                self._on_shelf(centre_id, product_id, cells, t, good)

    def _on_shelf(self, centre_id: str, product_id: str, cells: list[int], t: int, good: int) -> None:
        daily = self.daily
        here: Key = ("shelf", centre_id, product_id, t, good)
        store: Key = ("litres", daily.centre_row(centre_id, product_id, t))
        leaves = {here: 1.0, store: daily.leaving(product_id, t) / LITRE_HALF_ML}
        self._column(leaves)
        if t < good:
            stays = {here: 1.0, store: daily.staying(product_id) / LITRE_HALF_ML}
            self._column({**stays, ("shelf", centre_id, product_id, t + 1, good): -1.0})
        for i in cells:
            for day in self._parts(i, t):
                self._column({**leaves, ("cell", i): 1.0, ("part", i, day): 1.0})

    def _counts(self, i: int, period: int) -> bool:
        want = self.daily.wants[i]
        return want.locked and any(period == t for t, _ in want.parts)

    def _parts(self, i: int, t: int) -> list[int]:
        """Return the days of a cell's need that a pack used in a period may meet."""
        want = self.daily.wants[i]
        if want.locked or want.week != self.daily.weeks[t]:
            return []
        return [day for day, _ in want.parts if day == t or (want.waits and day < t)]

    def _row(self, key: Key) -> int:
        """Return the number of a row; by itself a node passes on what it gets."""
        if key not in self.rows:
            low, high = self._limits(key)
            self.rows[key] = len(self.low)
            self.low.append(low)
            self.high.append(high)
        return self.rows[key]

    def _limits(self, key: Key) -> tuple[float, float]:
        match key:
            case ("litres", (str() as place, str() as what, int() as t)):
                half_ml = self.daily.half_ml.get((place, what, t))
                return -np.inf, np.inf if half_ml is None else half_ml / LITRE_HALF_ML
            case ("part", int() as cell, int() as day):
                return -np.inf, float(dict(self.daily.wants[cell].parts)[day])
            case ("cell", _):
                return 0.0, np.inf
            case _:
                return 0.0, 0.0

    def _column(self, entries: Mapping[Key, float]) -> None:
        self.entries += [(self._row(key), self.columns, value) for key, value in entries.items()]
        self.columns += 1
