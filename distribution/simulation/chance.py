"""Random numbers by name: two plans that do the same thing meet the same luck.

A draw belongs to a name (``leg``, origin, destination, day …), to the seed and to a block of
replications, never to the order in which a plan is replayed.  Blocks are replayed in any order and in
any process; what they give does not depend on it.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence
from numpy.typing import DTypeLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
BLOCK = 250  # replications replayed together


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The random numbers of one block of replications."""

    seed: int
    block: int
    size: int

    def generator(self, *names: object) -> np.random.Generator:
        """Return the generator that belongs to a name."""
        text = "|".join(str(part) for part in (self.seed, self.block, *names))
        # numpy takes any ISeedSequence; its stubs leave that out
        return np.random.Generator(np.random.Philox(_Key(text)))  # type: ignore[arg-type]

    def normal(self, *names: object) -> Floats:
        """Return a standard normal number for every replication."""
        return self.generator(*names).standard_normal(self.size)

    def uniform(self, *names: object) -> Floats:
        """Return a number from 0 to 1 for every replication."""
        return self.generator(*names).random(self.size)

    def factor(self, cv: float, *names: object) -> Floats:
        """Return lognormal factors of mean 1 and a coefficient of variation (0: all are 1)."""
        if cv <= 0.0:
            return np.ones(self.size)
        return lognormal(self.normal(*names), cv)

    def happens(self, probability: float, *names: object) -> Bools:
        """Return in which replications something of a probability happens."""
        if probability <= 0.0:
            return np.zeros(self.size, np.bool_)
        return self.uniform(*names) < probability


class _Key(ISeedSequence):
    """The digest of a name as a Philox key.

    Handed over as a seed: ``Philox(key=…)`` gives the same numbers, but first asks the system for a seed
    that it then throws away, which takes three times as long as all else.
    """

    def __init__(self, text: str) -> None:
        digest = hashlib.blake2b(text.encode(), digest_size=16).digest()
        self._words = np.frombuffer(digest, "<u8").astype(np.uint64)

    def generate_state(self, n_words: int, dtype: DTypeLike = np.uint32) -> NDArray[Any]:
        """Return the key; Philox asks for its two words of 64 bits."""
        return self._words[:n_words].astype(dtype)


def lognormal(normal: Floats, cv: float) -> Floats:
    """Return lognormal factors of mean 1 and a coefficient of variation from standard normal numbers."""
    sigma = math.sqrt(math.log1p(cv * cv))
    return np.asarray(np.exp(sigma * normal - sigma * sigma / 2.0))


def blocks(seed: int, replications: int) -> tuple[Chance, ...]:
    """Return the blocks of so many replications, the last one filled as far as needed."""
    sizes = [min(BLOCK, replications - first) for first in range(0, replications, BLOCK)]
    return tuple(Chance(seed=seed, block=number, size=size) for number, size in enumerate(sizes))
