"""What packs can weigh at the most when every litre has its price: an upper bound that no solver proves.

Every pack of a pile takes the best way that prices leave it: it stands, rides, is issued, and what it is
used for has a weight.  Summed over all piles, with what all litres are worth, this is more than any
allocation can weigh (weak duality: a row that is overrun pays for it).  The best way is found period by
period from the last; all is whole numbers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from distribution.fairness.daily import DailyLink, DailyPile, DailyQuestion, DayBound, DayRow


def highest(daily: DailyQuestion, bound: DayBound) -> int:
    """Return what all that is met, weighed, and the wants' parts at their prices, can come to at the most."""
    ways = _Ways.of(daily, bound)
    litres = sum(price * daily.half_ml[row] for row, price in ways.prices.items())
    packs = {(cell, t): n for cell, want in enumerate(daily.wants) for t, n in want.parts}
    parts = sum(price * packs.get((cell, t), 0) for (cell, t), price in ways.part_prices.items())
    return litres + parts + sum(pile.packs * ways.best(pile) for pile in daily.piles if pile.packs)


def in_range(daily: DailyQuestion, bound: DayBound) -> bool:
    """Whether weights and prices are none below zero, and all cells are known."""
    cells = [*(c for c, _ in bound.weights), *(c for c, _, _ in bound.parts)]
    figures = [*(w for _, w in bound.weights), *(p for _, p in bound.prices), *(p for *_, p in bound.parts)]
    return all(0 <= c < len(daily.wants) for c in cells) and all(figure >= 0 for figure in figures)


@dataclass(slots=True, kw_only=True)
class _Ways:
    """The best ways under a bound's prices; what is found once is kept."""

    daily: DailyQuestion
    prices: dict[DayRow, int]
    part_prices: dict[tuple[int, int], int]
    weighed: dict[tuple[str, str], list[tuple[int, int]]]  # by centre and product: cell, weight
    centres: dict[tuple[str, str], list[str]]  # by site and product: those that weigh anything
    links: dict[str, list[DailyLink]]
    sites: frozenset[str]
    priced: frozenset[str]
    products: frozenset[str]
    _worth: dict[tuple[object, ...], list[dict[str, int]]] = field(default_factory=dict)
    _shelves: dict[tuple[str, str, int, int], int] = field(default_factory=dict)
    _issues: dict[tuple[str, str, int, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, daily: DailyQuestion, bound: DayBound) -> _Ways:
        weighed: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for cell, weight in bound.weights:
            want = daily.wants[cell]
            weighed[want.centre_id, want.product_id].append((cell, weight))
        centres: dict[tuple[str, str], list[str]] = defaultdict(list)
        for centre_id, product_id in weighed:
            for site_id in daily.calls[centre_id][0]:
                centres[site_id, product_id].append(centre_id)
        links: dict[str, list[DailyLink]] = defaultdict(list)
        for link in daily.links:
            links[link.origin_id].append(link)
        return cls(
            daily=daily,
            prices={row: price for row, price in bound.prices if row in daily.half_ml},
            part_prices={(cell, t): price for cell, t, price in bound.parts},
            weighed=weighed,
            centres=centres,
            links=links,
            sites=frozenset(s for link in daily.links for s in (link.origin_id, link.destination_id))
            | {pile.site_id for pile in daily.piles},
            priced=frozenset(place for (place, _, _), _ in bound.prices),
            products=frozenset(product for _, product in weighed),
        )

    def best(self, pile: DailyPile) -> int:
        """Return what a pack of a pile can come to on its best way from where it is at hand."""
        if pile.product_id not in self.products and pile.site_id not in self.priced:
            return 0  # it weighs nothing, and stays where nothing has a price
        if pile.kind not in self._worth:
            self._worth[pile.kind] = self._from_the_last(pile)
        return self._worth[pile.kind][pile.period][pile.site_id]

    def _from_the_last(self, pile: DailyPile) -> list[dict[str, int]]:
        """Return what a pack like those of a pile is worth by period and site."""
        worth: list[dict[str, int]] = [{} for _ in self.daily.days]
        for t in range(pile.until, -1, -1):
            after = worth[t + 1] if t < pile.until else {}
            worth[t] = self._stays(pile, t, after)
            found: dict[str, int] = {}
            while found != worth[t]:  # more than once only where a lane is at hand in its own period
                found = worth[t]
                worth[t] = {site_id: self._leaves(pile, site_id, t, worth) for site_id in self.sites}
        return worth

    def _stays(self, pile: DailyPile, t: int, after: Mapping[str, int]) -> dict[str, int]:
        half_ml = self.daily.staying(pile.product_id)
        return {s: after.get(s, 0) - self._price(pile, s, t) * half_ml for s in self.sites}

    def _leaves(self, pile: DailyPile, site_id: str, t: int, worth: Sequence[Mapping[str, int]]) -> int:
        """Return what a pack is worth at a site that may leave in a period: on a lane, or on a round."""
        leaving = self._price(pile, site_id, t) * self.daily.leaving(pile.product_id, t)
        options = [worth[t][site_id]]
        if (good := pile.good_until[t]) is not None:
            options.append(self._issued(pile.product_id, site_id, t, good) - leaving)
        for link in self.links.get(site_id, ()):
            if self.daily.may_ride(pile, link, t):
                price = self.prices.get((link.lane_id, link.way, t), 0)
                paid = price * self.daily.staying(pile.product_id)
                options.append(self._there(link, t, worth) - paid - leaving)
        return max(options)

    def _there(self, link: DailyLink, t: int, worth: Sequence[Mapping[str, int]]) -> int:
        """Return what a pack is worth where a lane takes it; nothing after the last near period."""
        arrival = link.arrival[t]
        known = arrival is not None and arrival < len(worth)
        return worth[arrival].get(link.destination_id, 0) if known and arrival is not None else 0

    def _price(self, pile: DailyPile, site_id: str, t: int) -> int:
        return self.prices.get(self.daily.site_row(pile, site_id, t), 0)

    def _issued(self, product_id: str, site_id: str, t: int, good: int) -> int:
        """Return what a pack is worth that a round takes from a site: none where it weighs nothing."""
        key = (product_id, site_id, t, good)
        if key not in self._issues:
            calls = (c for c in self.centres.get((site_id, product_id), ()) if self.daily.calls[c][1][t])
            weights = (
                self._counted(c, product_id, t) + self._on_shelf(c, product_id, t, good) for c in calls
            )
            self._issues[key] = max(weights, default=0)
            self._issues[key] = max(self._issues[key], 0)
        return self._issues[key]

    def _counted(self, centre_id: str, product_id: str, t: int) -> int:
        """Return what a pack weighs for being issued while a lock holds."""
        return max(
            (
                weight - self.part_prices.get((cell, t), 0)
                for cell, weight in self.weighed[centre_id, product_id]
                if self.daily.wants[cell].locked and any(t == s for s, _ in self.daily.wants[cell].parts)
            ),
            default=0,
        )

    def _on_shelf(self, centre_id: str, product_id: str, t: int, good: int) -> int:
        """Return what a pack is worth on a centre's shelf: used now, kept, or left."""
        key = (centre_id, product_id, t, good)
        if key not in self._shelves:
            price = self.prices.get(self.daily.centre_row(centre_id, product_id, t), 0)
            leaves = self._used(centre_id, product_id, t) - price * self.daily.leaving(product_id, t)
            stays = -price * self.daily.staying(product_id)
            if t < good:
                stays += self._on_shelf(centre_id, product_id, t + 1, good)
            self._shelves[key] = max(leaves, stays)
        return self._shelves[key]

    def _used(self, centre_id: str, product_id: str, t: int) -> int:
        """Return what a pack weighs that is used in a period: for the best part of a want, or for none."""
        best = 0
        for cell, weight in self.weighed[centre_id, product_id]:
            want = self.daily.wants[cell]
            if want.locked or want.week != self.daily.weeks[t]:
                continue
            for day, _ in want.parts:
                if day == t or (want.waits and day < t):
                    best = max(best, weight - self.part_prices.get((cell, day), 0))
        return best
