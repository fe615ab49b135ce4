"""Fair shares of what a route costs, to the đồng.

What depends on the way driven is shared by the Shapley value of the *fixed-order* game: a group of
stops alone would be served in the route's own order, the others passed by.  For an order that is given
the value has a closed form (Levinger, Hazon and Azaria 2019, arXiv 1909.04713), where for an order to be
found even coming near it is NP-hard (Aziz et al. 2016, JAIR 56, who take it as the yardstick of cost to
serve).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, floor

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def fixed_order_shares(legs: Floats) -> Floats:
    """Return each stop's Shapley share of the closed way 0 → 1 → … → n → 0.

    Parameters
    ----------
    legs
        What going from i to j costs, shape (n + 1, n + 1); 0 is the depot, stops follow in the route's
        order.

    Notes
    -----
    A group drives leg i → j when both are in it and none of the b stops between is.  In a random order of
    joining, the a stops at its ends (the depot always takes part) come before those b with probability
    1 / C(a + b, a); the last of the a then adds the leg, the first of the b takes it away again.  The
    shares add up to the whole way.
    """
    stops = len(legs) - 1
    shares = np.zeros(stops + 2)
    for i in range(stops + 1):
        for j in range(i + 1, stops + 2):
            ends = [k for k in (i, j) if 1 <= k <= stops]
            between = j - i - 1
            if not ends:
                continue  # the empty way of a group of nobody
            weight = float(legs[i, j if j <= stops else 0]) / comb(len(ends) + between, between)
            shares[ends] += weight / len(ends)
            if between:
                shares[i + 1 : j] -= weight / between
    return shares[1:-1]


def whole_shares(total: int, weights: Sequence[float]) -> tuple[int, ...]:
    """Return whole shares of a total in proportion to weights, equal ones where none is positive.

    Negative weights count as nought; the shares add up to the total (largest remainders).
    """
    positive = [max(0.0, float(weight)) for weight in weights]
    whole = sum(positive)
    exact = [total * w / whole if whole > 0 else total / len(positive) for w in positive]
    return rounded(total, exact)


def rounded(total: int, exact: Sequence[float]) -> tuple[int, ...]:
    """Return exact shares as whole ones that add up to a total; the largest remainders are rounded up."""
    shares = [floor(share) for share in exact]
    missing = total - sum(shares)
    order = sorted(range(len(shares)), key=lambda i: (shares[i] - exact[i], i))
    each, some = divmod(missing, len(shares)) if shares else (0, 0)
    for rank, i in enumerate(order):
        shares[i] += each + (rank < some)
    return tuple(shares)
