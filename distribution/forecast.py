"""Expected use of every product at every centre, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

FORECAST_DAYS = 28  # the least that a forecast covers; the quarter's allocation wants thirteen weeks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast:
    """Doses expected to be given.

    ``doses`` has shape (centres, products, days), int32, in the order of the three tuples;
    ``days`` are consecutive and start on the Monday of the planned week.
    """

    centre_ids: tuple[str, ...]
    product_ids: tuple[str, ...]
    days: tuple[date, ...]
    doses: NDArray[np.int32]
