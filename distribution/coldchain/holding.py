"""How long boxes keep a load inside limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from distribution.coldchain.passive import BoxStack, BoxState, advance
from distribution.roads.graph import Floats

STEP_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """For every box and replication: seconds until too warm, seconds until too cold, and the extremes (°C).

    What has not happened by the horizon is ``inf``.
    """

    warm_s: Floats
    cold_s: Floats
    coldest_c: Floats
    warmest_c: Floats

    @property
    def hold_s(self) -> Floats:
        """Seconds inside both limits."""
        return np.minimum(self.warm_s, self.cold_s)


def held(
    boxes: BoxStack,
    start: BoxState,
    *,
    ambient_c: ArrayLike,
    high_c: ArrayLike,
    low_c: ArrayLike,
    horizon_s: float,
    step_s: float = STEP_S,
    ua_factor: ArrayLike = 1.0,
) -> Held:
    """Return how long boxes hold in constant surroundings.

    Parameters
    ----------
    ambient_c, high_c, low_c
        Broadcast to (boxes, replications); the warmest part decides on ``high_c``, the coldest on ``low_c``.
    horizon_s
        When to stop looking.

    Notes
    -----
    A crossing is placed inside its step by a straight line, so that the step hardly shows.
    """
    high, low = np.asarray(high_c, dtype=float), np.asarray(low_c, dtype=float)
    shape = start.cold_c.shape
    warm_s, cold_s = np.full(shape, np.inf), np.full(shape, np.inf)
    coldest, warmest = _coldest(start), _warmest(start)
    state, passed_s = start, 0.0
    while passed_s < horizon_s and not np.isfinite(np.minimum(warm_s, cold_s)).all():
        after = advance(boxes, state, ambient_c=ambient_c, step_s=step_s, ua_factor=ua_factor)
        warm_s = _crossed(warm_s, _warmest(state) - high, _warmest(after) - high, passed_s, step_s)
        cold_s = _crossed(cold_s, low - _coldest(state), low - _coldest(after), passed_s, step_s)
        coldest, warmest = np.minimum(coldest, _coldest(after)), np.maximum(warmest, _warmest(after))
        state, passed_s = after, passed_s + step_s
    return Held(warm_s=warm_s, cold_s=cold_s, coldest_c=coldest, warmest_c=warmest)


def _crossed(known_s: Floats, before: Floats, after: Floats, passed_s: float, step_s: float) -> Floats:
    new = np.isinf(known_s) & (after > 0)
    share = np.where(before < 0, -before / np.where(after > before, after - before, 1.0), 0.0)
    return np.where(new, passed_s + share * step_s, known_s)


def _coldest(state: BoxState) -> Floats:
    return np.minimum(state.cold_c, state.warm_c)


def _warmest(state: BoxState) -> Floats:
    return np.maximum(state.cold_c, state.warm_c)
