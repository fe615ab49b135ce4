"""In which integers each class is solved, and in which units its best known values are published.

The rounding is PyVRP's: ``round`` to whole units; ``dimacs`` ten times, cut off; ``exact`` a thousand
times, rounded.  ``scale`` is what a cost in those integers is divided by to compare with the literature.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How a class is rounded, and how many integer units are one unit of its published costs."""

    rounding: str
    scale: int


PERIODIC_SCALE = 10_000
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
