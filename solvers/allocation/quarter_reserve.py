"""How much of the litres a flow needs: what passes through, and what waits at centres for its use."""

from __future__ import annotations

import numpy as np

from solvers.allocation.quarter_arcs import ProductArcs
from solvers.allocation.quarter_problem import Ints

PASSING = ("use", "use_late", "pour", "ride")
HELD = ("keep", "safety")


def reserved_half_ml(arcs: ProductArcs, flow: Ints, rows: int) -> Ints:
    """Return the half millilitres of every row without which the flow's needs would not be met.

    Safety stock is not among them.  A shelf must keep what is used before more is delivered.
    """
    needed = np.zeros_like(flow)
    for name in PASSING:
        if name in arcs.families:
            family = arcs.families[name]
            needed[family.first : family.last] = flow[family.first : family.last]
    _waiting(arcs, flow, needed)
    return arcs.used_half_ml(needed, rows)


def _waiting(arcs: ProductArcs, flow: Ints, needed: Ints) -> None:
    """Put what must wait on shelves for later use on their waiting arcs."""
    keep = arcs.families["keep"]
    if keep.first == keep.last:
        return
    shape = tuple(int(label.max()) + 1 for label in arcs.families["use"].labels)
    used, held = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for names, total in ((("use", "use_late"), used), (HELD, held)):
        for name in names:
            if name in arcs.families:
                family = arcs.families[name]
                np.add.at(total, family.labels, flow[family.first : family.last])
    before = np.concatenate([np.zeros_like(held[:, :, :1]), held[:, :, :-1]], axis=2)
    delivered = used + held - before  # short by what spoils, which no need waits for
    waits = np.zeros_like(held)
    for period in range(shape[2] - 2, -1, -1):
        later = waits[:, :, period + 1] + used[:, :, period + 1] - delivered[:, :, period + 1]
        waits[:, :, period] = np.clip(later, 0, held[:, :, period])
    for name in HELD:
        family = arcs.families[name]
        c, g, t = family.labels
        part = np.minimum(waits[c, g, t], flow[family.first : family.last])
        needed[family.first : family.last] = part
        np.subtract.at(waits, (c, g, t), part)
