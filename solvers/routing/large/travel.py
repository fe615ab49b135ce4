"""Sources of travel in blocks: points on a plane, or a matrix that is there anyway."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from solvers.routing.instance import Instance, Ints
from solvers.routing.large.instance import Floats, LargeInstance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlaneTravel:
    """Straight lines rounded to the nearest unit, as the libraries' EUC_2D; duration is distance."""

    points: Floats

    def block(self, places: Ints) -> tuple[Ints, Ints]:
        """Return distance and duration among some places, each of shape (1, k, k)."""
        gaps = self.points[places][:, None] - self.points[places][None]
        distance = np.floor(np.hypot(gaps[..., 0], gaps[..., 1]) + 0.5).astype(np.int64)[None]
        return distance, distance


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MatrixTravel:
    """Blocks cut from whole matrices, each of shape (profiles, places, places)."""

    distance: Ints
    duration: Ints

    @property
    def points(self) -> None:
        """A matrix knows no points."""
        return

    def block(self, places: Ints) -> tuple[Ints, Ints]:
        """Return distance and duration among some places, each of shape (profiles, k, k)."""
        cut = np.ix_(np.arange(len(self.distance)), places, places)
        return self.distance[cut], self.duration[cut]


def in_blocks(instance: Instance) -> LargeInstance:
    """Return an instance that is dense already as one to be solved in parts."""
    return LargeInstance(
        name=instance.name,
        travel=MatrixTravel(distance=instance.distance, duration=instance.duration),
        clients=instance.clients,
        types=instance.types,
    )
