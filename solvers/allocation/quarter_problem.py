"""The quarter's allocation in integers: what every product asks, and the litres that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from distribution.quarter.prices import PackPrices
from distribution.vaccines import TemperatureBand

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
BANDS = (TemperatureBand.COLD, TemperatureBand.FROZEN, TemperatureBand.ULTRA)
UNRELEASED = -1  # a period in which nothing released is comparable
UNLOCKED = -1


def no_surplus() -> Ints:
    """Return the surplus of a product that no centre can spare."""
    return np.zeros((0, 6), np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Packs of one lot that are alike: the same use-by, frozen or not."""

    lot_id: str
    use_by: date
    frozen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """What is the same for every product: periods, lanes, rounds, and the rows of shared litres.

    ``days`` and ``weeks`` are the length and the week of each period.  ``lanes`` are (origin, destination);
    ``lane_arrival[l, t]`` is the period in which what leaves in ``t`` is at hand (-1: it does not run or
    comes after the horizon).  ``rounds`` are (site, centre); ``open[c, t]`` says when a centre receives,
    ``rush_vnd[c, t]`` what a pack costs there besides.

    Rows are numbered sites, centres, lanes; within a place by band and period, so that
    ``place_row(p, band) + t`` is the row of place ``p`` (a site, or sites + centre); ``lane_row(l) + t``
    that of a lane.  ``capacity_ml`` is what a row has free beside everything that is not decided here.
    """

    days: Ints
    weeks: Ints
    sites: int
    centres: int
    lanes: Sequence[tuple[int, int]]
    lane_arrival: Ints
    rounds: Ints
    open: Bools
    rush_vnd: Ints
    capacity_ml: Ints

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return len(self.days)

    def place_row(self, place: int, band: int) -> int:
        """Return the first row of a place and band; band -1 (ambient) has none."""
        return (place * len(BANDS) + band) * self.periods

    def lane_row(self, lane: int) -> int:
        """Return the first row of a lane."""
        return ((self.sites + self.centres) * len(BANDS) + lane) * self.periods


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProductQuestion:
    """One product: supply in packs, who may have what when, need and prices.

    ``supply[s, k, t]`` of batch ``k``.  ``alive[k, t]``: not past its use-by.  ``shelf[k, t]``: the centre
    shelf on which a pack issued in ``t`` stands (-1: it may not be issued); the packs of a shelf are
    good until period ``shelf_ends``.  ``lane_into[l, k, t]`` is the batch that it becomes on a lane (-1: it
    may not go).  Prices a pack: ``hold_vnd[s]`` for a day at a site, ``lane_vnd``, ``round_vnd``.
    ``wasted[k]``: it can serve centres now, and what is left of it at the end can serve nobody.
    ``batch_band[k]`` and ``shelf_band`` index `BANDS` (-1: ambient, no litres).

    ``least_met[c, w]`` packs of each week's need are held by fairness.  ``released[c, g, t]`` is what was
    released before (`UNRELEASED`: not comparable); ``locked[c, t]`` what a planner wants (`UNLOCKED`: free).

    ``surplus`` has a row for packs that a centre can pass on: centre, batch, site, the period in which
    they leave, that in which they are at hand, packs; ``surplus_vnd`` is the price of a pack on the way.
    """

    product_id: str
    pack_ml: int
    back_orderable: bool
    prices: PackPrices
    batches: tuple[Batch, ...]
    batch_band: Ints
    shelf_band: int
    supply: Ints
    alive: Bools
    shelf: Ints
    shelf_ends: Ints
    lane_into: Ints
    hold_vnd: Ints
    lane_vnd: Ints
    round_vnd: Ints
    wasted: Bools
    need: Ints
    safety: Ints
    least_met: Ints
    released: Ints
    locked: Ints
    change_vnd: int = 0
    surplus: Ints = field(default_factory=no_surplus)
    surplus_vnd: Ints = field(default_factory=lambda: np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuarterProblem:
    """The whole question in integers, with the names of sites, centres and lanes."""

    frame: Frame
    products: tuple[ProductQuestion, ...]
    site_ids: tuple[str, ...]
    centre_ids: tuple[str, ...]
    lane_ids: tuple[str, ...]
