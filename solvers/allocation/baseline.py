"""The plain allocation that the flow must beat: every depot shares what it has in proportion to need.

Week by week a depot serves its centres from the earliest lots; then hubs share what they have left
among their own depots in proportion to what is still missing there.  Nothing looks ahead.
"""

from __future__ import annotations

import numpy as np

from solvers.allocation.flow import Ints, ProductFlow


def share_in_proportion(flow: ProductFlow) -> Ints:
    """Return the packs delivered, shape (centres, weeks)."""
    sites, _, weeks = flow.supply.shape
    stock = np.zeros(flow.supply.shape[:2], np.int64)
    packs = np.zeros_like(flow.need)
    for week in range(weeks):
        stock += flow.supply[:, :, week]
        for site in range(sites):
            _serve(flow, stock, packs, site, week)
        for hub in range(sites):
            ends = [d for o, d, lead in flow.lanes if o == hub and lead == 0]
            missing = np.array([_missing(flow, packs, end, week) for end in ends], np.int64)
            usable = int(stock[hub, flow.eligible[:, week]].sum())
            for end, share in zip(ends, proportional(usable, missing).tolist(), strict=True):
                stock[end] += _take(stock[hub], flow.eligible[:, week], share)
                _serve(flow, stock, packs, end, week)
    return packs


def proportional(available: int, wanted: Ints) -> Ints:
    """Return whole shares in proportion to what is wanted, the largest remainders rounded up."""
    total = int(wanted.sum())
    if total <= available:
        return wanted.copy()
    exact = wanted * available
    given = exact // total
    order = np.lexsort((np.arange(len(wanted)), -(exact % total)))
    given[order[: available - int(given.sum())]] += 1
    return np.asarray(given, np.int64)


def _missing(flow: ProductFlow, packs: Ints, site: int, week: int) -> int:
    mine = flow.depot == site
    return int((flow.need[mine, week] - packs[mine, week]).sum())


def _serve(flow: ProductFlow, stock: Ints, packs: Ints, site: int, week: int) -> None:
    mine = np.flatnonzero(flow.depot == site)
    usable = int(stock[site, flow.eligible[:, week]].sum())
    given = proportional(usable, flow.need[mine, week] - packs[mine, week])
    packs[mine, week] += given
    _take(stock[site], flow.eligible[:, week], int(given.sum()))


def _take(shelf: Ints, eligible: np.ndarray[tuple[int], np.dtype[np.bool_]], packs: int) -> Ints:
    """Take packs of the eligible lots, earliest first, and return them by lot."""
    before = np.cumsum(np.where(eligible, shelf, 0)) - np.where(eligible, shelf, 0)
    taken = np.where(eligible, np.clip(packs - before, 0, shelf), 0)
    shelf -= taken
    return taken
