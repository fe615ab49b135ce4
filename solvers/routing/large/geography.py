"""Where places stand, and sets of neighbours of about equal weight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from solvers.routing.instance import Ints
from solvers.routing.large.instance import Floats, LargeInstance, Travel

LANDMARKS = 8
CHUNK = 100  # places asked for at once beside the fixed ones: a block costs its square


def client_points(large: LargeInstance) -> Floats:
    """Return where each client stands, shape (clients, axes).

    Where no points are known, they are the distances to a few landmarks far from each other.
    """
    places = np.array([client.place for client in large.clients], dtype=np.int64)
    points = large.travel.points
    return points[places] if points is not None else _by_landmarks(large.travel, places)


def from_fixed(travel: Travel, fixed: Ints, places: Ints) -> tuple[Ints, Ints]:
    """Return distance and duration from few places to many, shape (profiles, fixed, places), by chunks."""
    chunks = [
        np.stack(travel.block(np.concatenate([fixed, places[a : a + CHUNK]])))
        for a in range(0, len(places), CHUNK)
    ]
    distance, duration = np.concatenate([c[:, :, : len(fixed), len(fixed) :] for c in chunks], axis=3)
    return distance, duration


def bisected(points: Floats, weights: Ints, groups: int, turn: float) -> NDArray[np.int64]:
    """Return for each point its group: halves of equal weight along the longest axis, again and again.

    ``turn`` (radians) turns every cut, so that another round finds other neighbours.
    """
    labels = np.zeros(len(points), dtype=np.int64)
    _bisect(points, weights, np.arange(len(points)), (0, groups), turn, labels)
    return labels


def _bisect(
    points: Floats,
    weights: Ints,
    members: NDArray[np.int64],
    span: tuple[int, int],
    turn: float,
    labels: NDArray[np.int64],
) -> None:
    first, groups = span
    if groups <= 1 or len(members) <= 1:
        labels[members] = first
        return
    left = groups // 2
    order = members[np.argsort(points[members] @ _axis(points[members], turn), kind="stable")]
    passed = np.cumsum(weights[order])
    cut = int(np.searchsorted(passed, passed[-1] * left / groups, side="right"))
    cut = min(max(cut, 1), len(order) - 1)
    _bisect(points, weights, order[:cut], (first, left), turn, labels)
    _bisect(points, weights, order[cut:], (first + left, groups - left), turn, labels)


def _axis(points: Floats, turn: float) -> Floats:
    """Return the direction in which points are most spread, turned towards the next one."""
    if points.shape[1] == 1:
        return np.ones(1)
    centred = points - points.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return np.asarray(np.cos(turn) * axes[:, 0] + np.sin(turn) * axes[:, 1])


def _by_landmarks(travel: Travel, places: Ints) -> Floats:
    seen = places[:1]
    nearest = np.full(len(places), np.inf)
    rows: list[Ints] = []
    for _ in range(min(LANDMARKS, len(places))):
        rows.append(from_fixed(travel, seen, places)[0][0, 0])
        nearest = np.minimum(nearest, rows[-1])
        seen = places[[int(nearest.argmax())]]
    return np.array(rows, dtype=float).T.reshape(len(places), -1)
