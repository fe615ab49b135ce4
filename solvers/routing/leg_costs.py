"""What the legs of a road cost a type of vehicle."""

from __future__ import annotations

import numpy as np

from solvers.routing.tables import Ints


def leg_costs(rates: tuple[int, int, int], distance_m: Ints, tolled_m: Ints, ferries: Ints) -> Ints:
    """Return đồng for every leg: kilometres and tolls each rounded up as in a plan's cost, and the ferries.

    Parameters
    ----------
    rates
        Đồng a kilometre, đồng a tolled kilometre, đồng a ferry.
    distance_m, tolled_m
        Metres of every leg, and those of them on roads with a toll.
    ferries
        Crossings of every leg.
    """
    km, toll, ferry = rates
    metres, tolled = distance_m.astype(np.int64), tolled_m.astype(np.int64)
    costs: Ints = -(-metres * km // 1000) - (-tolled * toll // 1000) + ferries.astype(np.int64) * ferry
    return costs
