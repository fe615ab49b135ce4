"""Order levels: what must be there when an order is placed so that it lasts until the next one has come."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from distribution.policy.expected import Reals
from distribution.policy.question import Flags, Ints
from distribution.units import WEEK_DAYS

_MEAN_WEEKS = 4  # safety stock is in days of the mean use of the coming weeks


def stock_use(demand: Reals, vial: Ints, sessions: Ints) -> Reals:
    """Return the doses that leave the shelf: with a multi-dose vial, whole vials at each session."""
    use = demand.copy()
    for p in np.nonzero(vial > 1)[0]:
        doses = np.ceil(demand[:, p]).astype(np.int64)
        each, more = doses // sessions[p], doses % sessions[p]
        vials = more * -(-(each + 1) // vial[p]) + (sessions[p] - more) * -(-each // vial[p])
        use[:, p] = vials * vial[p]
    return use


def order_weeks(deliverable: Flags, review: Ints, phase: Ints, lead: int) -> Flags:
    """Return in which weeks each centre orders: at its rhythm, where the goods can be brought ``lead`` later.

    An order that falls on a week without deliveries is placed in the next week that has them.
    """
    weeks = len(deliverable)
    brings = np.append(deliverable[lead:], np.ones(lead, bool))
    following = np.full(weeks, weeks)
    for t in range(weeks - 1, -1, -1):
        following[t] = t if brings[t] else (following[t + 1] if t + 1 < weeks else weeks)
    orders = np.zeros((weeks, len(review)), bool)
    for c in range(len(review)):
        due = following[np.arange(int(phase[c]), weeks, int(review[c]))]
        orders[due[due < weeks], c] = True
    return orders


def centre_levels(use: Reals, orders: Flags, lead: int, safety_days: int, weeks: int) -> Ints:
    """Return the level of every week, product and centre, in doses.

    Use from the week of the order until the next order has come, and the safety stock.
    """
    running = _running(use)
    level = np.zeros((weeks, *use.shape[1:]), np.int32)
    patterns, which = np.unique(orders, axis=1, return_inverse=True)
    for pattern in range(patterns.shape[1]):
        columns = np.nonzero(which.ravel() == pattern)[0]
        times = np.nonzero(patterns[:, pattern])[0]
        for i, t in enumerate(times[times < weeks]):
            after = times[i + 1] if i + 1 < len(times) else len(use) - lead
            until = min(after + lead, len(use))
            wanted = running[until][:, columns] - running[t][:, columns]
            level[t][:, columns] = _up(wanted + _safety(running, t, safety_days)[:, columns])
    return level


def upstream_levels(use: Reals, lead: Ints, review: int, shift: int, safety_days: int, weeks: int) -> Ints:
    """Return the levels of a store that ships ``use``; shape (weeks, products, stores).

    An order of week ``t``, placed after that week's shipments, must serve those of ``lead + review - 1``
    weeks; stores below order ``shift`` weeks ahead of use.
    """
    running = _running(use)
    level = np.zeros((weeks, *use.shape[1:]), np.int32)
    rows, columns = np.indices(use.shape[1:])
    for t in range(weeks):
        first = min(t + 1 + shift, len(use))
        until = np.minimum(first + lead[t] + review - 1, len(use))
        wanted = running[until, rows, columns] - running[first]
        level[t] = _up(wanted + _safety(running, t, safety_days))
    return level


def _running(use: Reals) -> Reals:
    return np.concatenate([np.zeros((1, *use.shape[1:])), np.cumsum(use, axis=0)])


def _safety(running: Reals, t: int, safety_days: int) -> Reals:
    until = min(t + _MEAN_WEEKS, len(running) - 1)
    return np.asarray((running[until] - running[t]) / (until - t) / WEEK_DAYS * safety_days)


def _up(doses: Reals) -> NDArray[np.int32]:
    return np.ceil(doses - 1e-6).astype(np.int32)
