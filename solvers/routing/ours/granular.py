"""Which clients are worth trying beside which: near in cost, and not in each other's way in time."""

from __future__ import annotations

import numpy as np

from solvers.routing.ours.ground import Array

GRANULAR = 40  # predecessors and successors of a client that are tried
AROUND = 200  # neighbours in which a ruin finds its routes
WAIT_WEIGHT = 0.2  # a second of waiting against a unit of cost
NONE = np.inf


def proximity(cost: Array, time: Array, service: Array, early: Array, late: Array) -> Array:
    """Return how well client j follows client i: cost and weighted waiting, infinite where impossible."""
    onward = service[:, None] + time
    waiting = np.maximum(early[None, :] - onward - late[:, None], 0)
    near: Array = cost + WAIT_WEIGHT * waiting
    near[early[:, None] + onward > late[None, :]] = NONE
    np.fill_diagonal(near, NONE)
    return near


def nearest(near: Array) -> Array:
    """Return (2, clients, granular): the best predecessors and successors of each client, -1 after all."""
    width = max(1, min(GRANULAR, len(near) - 1))
    chosen = np.full((2, len(near), width), -1, np.int32)
    for side, ranked in enumerate((near.T, near)):
        order = np.argsort(ranked, axis=1, kind="stable")[:, :width]
        chosen[side] = np.where(np.take_along_axis(ranked, order, 1) < NONE, order, -1)
    return chosen


def legs(cost: Array, place: Array, near: Array) -> Array:
    """Return (2, clients, granular): what the leg from each predecessor, to each successor costs."""
    here, other = place[:, None], place[near]
    made: Array = np.stack([cost[other[0], here], cost[here, other[1]]])
    return made


def least(cost: Array, place: Array, depots: Array) -> Array:
    """Return (2, clients): the cheapest leg onward from each client, and the cheapest to it."""
    others = np.concatenate([place, depots])
    apart = np.stack([cost[place[:, None], others], cost[others, place[:, None]]])
    itself = np.arange(len(place))
    apart[:, itself, itself] = np.iinfo(apart.dtype).max
    made: Array = apart.min(axis=2, initial=np.iinfo(apart.dtype).max)
    return made


def around(cost: Array) -> Array:
    """Return, for each client, the clients around it, nearest first."""
    apart = cost.astype(float)
    np.fill_diagonal(apart, NONE)
    width = min(AROUND, max(0, len(cost) - 1))
    return np.argsort(apart, axis=1, kind="stable")[:, :width].astype(np.int32)


def near_depot(cost: Array, depot: Array) -> Array:
    """Return whether the depot is as near to a client as its granular neighbours."""
    apart = cost.astype(float)
    np.fill_diagonal(apart, NONE)
    rank = min(GRANULAR, len(cost)) - 1
    return depot <= np.partition(apart, max(rank - 1, 0), axis=1)[:, max(rank - 1, 0)]
