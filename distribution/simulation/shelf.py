"""Doses on hand at one centre, all replications at once; the earliest use-by is used first."""

from __future__ import annotations

import numpy as np

from distribution.simulation.chance import Floats


class Shelf:
    """Doses by replication and product: those that last, and those whose use-by comes within the days."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._lasting = np.zeros(shape)
        self._dated: dict[int, Floats] = {}

    def add(self, column: int, doses: Floats | int, last: int | None) -> None:
        """Put doses of a product on the shelf, usable up to a day (None: throughout).

        A single figure is put there in all replications.
        """
        if last is None:
            self._lasting[:, column] += doses
            return
        if last not in self._dated:
            self._dated[last] = np.zeros(self._lasting.shape)
        self._dated[last][:, column] += doses

    def take(self, wanted: Floats, day: int) -> Floats:
        """Use doses, the earliest use-by first, and return what is missing."""
        for last in sorted(self._dated):
            if last >= day:
                used = np.minimum(self._dated[last], wanted)
                self._dated[last] = self._dated[last] - used
                wanted = wanted - used
        used = np.minimum(self._lasting, wanted)
        self._lasting = self._lasting - used
        return wanted - used

    def usable(self, day: int) -> Floats:
        """Return the doses that can be used on a day."""
        return sum((d for last, d in self._dated.items() if last >= day), start=self._lasting)
