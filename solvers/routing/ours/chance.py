"""Random numbers of the search (compiled)."""
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

import numpy as np

from solvers.routing.compiled import inlined
from solvers.routing.ours.state import State


@inlined
def draw(s: State) -> float:
    """Return a random number in [0, 1) (xorshift64*, Vigna 2016)."""
    x = s.random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    s.random[0] = x
    return np.float64((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
