"""Random bits of names: the same for the same seed, replication, names and week, whoever asks."""

from __future__ import annotations

import numpy as np

from distribution.policy.compiled import compiled
from distribution.policy.question import Chance, Floats, ProductTables
from distribution.policy.year_state import State

GOLD = np.uint64(0x9E3779B97F4A7C15)
MIX = np.uint64(0xBF58476D1CE4E5B9)
_MIX2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)
LOW_BITS = np.uint64(16_383)  # as many as there are steps of the normal
_SCALE32 = 1.0 / 4_294_967_296.0
COMMON, LATE, FAILURE = np.uint64(1), np.uint64(2), np.uint64(3)


@compiled
def mixed(key: np.uint64) -> np.uint64:
    """Return the key's 64 random bits (the finalizer of SplitMix64, public domain)."""
    key = (key ^ (key >> _S30)) * MIX
    key = (key ^ (key >> _S27)) * _MIX2
    return key ^ (key >> _S31)


@compiled
def uniform(bits: np.uint64) -> float:
    """Return a number from nought to one of the upper half of random bits."""
    return np.int64(bits >> _S32) * _SCALE32


@compiled
def draw_common(
    state: State, products: ProductTables, chance: Chance, base: np.uint64, normal: Floats
) -> None:
    """Draw by week how much more or less the whole country asks of each product: mean one, persistent."""
    weeks = state.common.shape[0]
    fresh = np.sqrt(1.0 - chance.persistence**2)
    for p in range(products.keys.shape[0]):
        swing = 0.0
        for t in range(weeks):
            bits = mixed(base + products.keys[p] + COMMON + np.uint64(t) * GOLD)
            z = normal[bits & LOW_BITS]
            swing = z if t == 0 else chance.persistence * swing + fresh * z
            s = chance.common_sigma
            state.common[t, p] = np.exp(s * swing - 0.5 * s * s) if chance.on else 1.0
