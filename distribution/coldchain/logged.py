"""What a temperature logger wrote down on a trip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from distribution.roads.graph import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedSeries:
    """Readings at equal steps of one sensor, local time; what was not read is NaN.

    ``unit`` is the one of the file (readings here are °C); ``missing`` counts steps without a reading.
    ``moved_s`` was added to the clock of the file, which is of another time zone.
    """

    source: str
    first: datetime
    step_s: float
    celsius: Floats
    unit: str
    moved_s: int = 0

    @property
    def last(self) -> datetime:
        """When the last reading was taken."""
        return self.first + timedelta(seconds=self.step_s * (len(self.celsius) - 1))

    @property
    def missing(self) -> int:
        """Steps without a reading."""
        return int(np.isnan(self.celsius).sum())

    def moment(self, index: int) -> datetime:
        """Return when a reading was taken."""
        return self.first + timedelta(seconds=self.step_s * index)
