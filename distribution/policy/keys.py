"""Keys of chance: what is drawn for a centre and product hangs on their names, never on their place.

So a change that adds a product or leaves a centre out changes no other draw, and two policies meet the
same year: common random numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from distribution.policy.question import Keys

NORMAL_STEPS = 16_384


def name_keys(names: Sequence[str]) -> Keys:
    """Return a 64-bit key of each name."""
    digests = (blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.array([int.from_bytes(d, "little") for d in digests], np.uint64)


def normal_quantiles() -> NDArray[np.float32]:
    """Return equally likely values of the standard normal, scaled so that their variance is one.

    The middle of each of 16,384 steps of probability: beyond ±4 there is none.
    """
    normal = NormalDist()
    values = np.array([normal.inv_cdf((i + 0.5) / NORMAL_STEPS) for i in range(NORMAL_STEPS)])
    return np.asarray(values / values.std(), np.float32)
