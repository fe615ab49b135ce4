"""Two plans on the same random numbers: the paired difference, how sure it is, and what it comes to."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from distribution.simulation.chance import Floats
from distribution.simulation.outcome import TOTALS, Outcome

NORMAL_95 = 1.959964  # both sides of a normal distribution, 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A total of one plan less that of another: mean, half of its 95 % confidence interval.

    ``unpaired`` is what half of the interval would be had the plans met different luck.
    """

    name: str
    mean: float
    half_width: float
    unpaired: float

    @property
    def sure(self) -> bool:
        """Whether the interval leaves out nought."""
        return abs(self.mean) > self.half_width


def differences(plan: Outcome, other: Outcome) -> tuple[Difference, ...]:
    """Return the paired difference of every total, ``plan`` less ``other``.

    Raises
    ------
    ValueError
        When the outcomes have different numbers of replications.
    """
    if plan.replications != other.replications:
        raise ValueError(f"{plan.replications} replications against {other.replications}")
    return tuple(difference(name, plan.totals[name], other.totals[name]) for name in TOTALS)


def difference(name: str, ours: Floats, theirs: Floats) -> Difference:
    """Return the paired difference of one quantity."""
    apart = math.hypot(half_width(ours), half_width(theirs))
    return Difference(
        name=name, mean=float(np.mean(ours - theirs)), half_width=half_width(ours - theirs), unpaired=apart
    )


def half_width(values: Floats) -> float:
    """Return half of the 95 % confidence interval of a mean (0 for a single replication)."""
    if len(values) < 2:
        return 0.0
    return NORMAL_95 * float(np.std(values, ddof=1)) / math.sqrt(len(values))
