"""In which integers each class is solved, and in which units its best known values are published.

The rounding is PyVRP's: ``round`` to whole units, ``trunc`` cut off; ``dimacs`` ten times, cut off; ``exact``
a thousand times, rounded.  ``scale`` is what a cost in those integers is divided by to compare with the
literature.  A class that is not in the table, or a rounding other than its own, counts in the file's units.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How a class is rounded, and how many integer units are one unit of its published costs."""

    rounding: str
    scale: int


PERIODIC_SCALE = 10_000
UNITS = {"round": 1, "trunc": 1, "dimacs": 10, "exact": 1_000}  # integers in one unit of the file
WINDOWED, PLAIN = "dimacs", "round"  # roundings where neither the class nor the table says any
LEAST_SHARE, MOST_TIMES = 0.5, 20.0  # of the best known: beyond, it was published in other units
SCALES = {
    "CVRP": Scale(rounding="round", scale=1),
    "VRPTW": Scale(rounding="dimacs", scale=10),
    # Costs a kilometre and a vehicle stand a hundredfold in these files, so that they are whole.
    "HFVRP": Scale(rounding="exact", scale=100_000),
    "MDVRPTW": Scale(rounding="exact", scale=1),
    "MTVRPTWR": Scale(rounding="dimacs", scale=1),
    "PCVRPTW": Scale(rounding="dimacs", scale=1),
    "PVRP": Scale(rounding="none", scale=PERIODIC_SCALE),
}


def scale_of(class_name: str, rounding: str | None, *, windows: bool) -> Scale:
    """Return how an instance is rounded and counted.

    Raises
    ------
    ValueError
        When nobody knows the rounding.
    """
    usual = SCALES.get(class_name)
    word = rounding.split()[0] if rounding else ""
    if usual is not None and word in ("", usual.rounding):
        return usual
    word = word or (WINDOWED if windows else PLAIN)
    if word == "none":
        word = "exact"  # figures as they are have fractions, and engines count in integers
    if word not in UNITS:
        raise ValueError(f"a rounding {rounding!r} is not known, only {', '.join(UNITS)}")
    return Scale(rounding=word, scale=UNITS[word])


def units(scale: Scale, cost: int, best_known: float | None) -> int:
    """Return what a cost is divided by so that it compares with the best known.

    That is the scale, unless the cost lies below half of the best known or above twenty times: then it was
    published in the integers themselves or in units of the file, whichever is nearer.
    """
    if not best_known or not cost or LEAST_SHARE <= cost / scale.scale / best_known <= MOST_TIMES:
        return scale.scale
    offered = (scale.scale, 1, UNITS.get(scale.rounding, 1))
    return min(offered, key=lambda one: abs(math.log(cost / one / best_known)))
