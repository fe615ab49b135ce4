"""Time at the wheel in the traffic of the hour.

A leg advances at rate ``1 / (1 + big_city·(m_big − 1) + city·(m_city − 1))`` of free flow, where
``big_city`` and ``city`` are the fractions of it in the traffic of Hà Nội and HCMC, and of the other
large cities, and ``m`` the multiplier of the half hour.  A rate that depends on the clock alone
keeps order: who leaves later never arrives earlier.  The multipliers are judgement (facts of the
road graph, section 4): night 1.0, day 1.25, peaks 1.7 in the two great cities and 1.3 elsewhere.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

_HALF = np.arange(48) / 2.0
_DAYTIME = np.where((_HALF >= 22) | (_HALF < 6), 1.0, 1.25)
_PEAK = ((_HALF >= 7) & (_HALF < 9)) | ((_HALF >= 16) & (_HALF < 19.5))
BIG = np.where(_PEAK, 1.7, _DAYTIME)
OTHER = np.where(_PEAK, 1.3, _DAYTIME)


@njit(cache=True)  # type: ignore[untyped-decorator]
def driving_s(free_s: int, big_city: float, city: float, depart_s: int) -> int:
    """Return the seconds at the wheel of a leg that leaves at a time of the week clock."""
    if big_city + city <= 0.0:
        return free_s
    left, now = float(free_s), float(depart_s)
    while left > 0.0:
        half = int(now // 1800)
        slow = 1.0 + big_city * (BIG[half % 48] - 1.0) + city * (OTHER[half % 48] - 1.0)
        room = (half + 1) * 1800.0 - now
        if left * slow <= room:
            now += left * slow
            left = 0.0
        else:
            left -= room / slow
            now = (half + 1) * 1800.0
    return int(math.ceil(now - depart_s - 1e-6))  # noqa: RUF046 (numba's ceil is a float)
