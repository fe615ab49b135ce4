"""The quarter as one linear programme (OR-Tools: HiGHS, GLOP or PDLP): a second opinion on flows and bound.

Packs may be broken and litres are rows of their own, so that its optimum is a lower bound on every
allocation, and the best bound that prices of litres can prove.  Where no litre binds it is the cost itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder
from scipy import sparse

from distribution.errors import EngineError
from distribution.quarter.prices import OVERFLOW_VND_ML
from solvers.allocation.quarter_arcs import ENDLESS, ProductArcs
from solvers.allocation.quarter_problem import Frame

Floats = NDArray[np.float64]
LITRE_ML = 1_000  # litres in the rows: figures of the size of packs keep the solver steady
THOUSAND_VND = 1_000


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuarterProgramme:
    """Columns are arcs, then the overflow of every row that is used; rows are nodes, then litres.

    Costs are in thousands of đồng, litre rows in litres.
    """

    cost: Floats
    room: Floats
    low: Floats
    high: Floats
    rows: sparse.csr_matrix


def programme(frame: Frame, arcs: Sequence[ProductArcs], *, litres: bool = True) -> QuarterProgramme:
    """Return the programme of some products; without ``litres`` they do not meet."""
    nodes = [_conservation(product) for product in arcs]
    flows = sparse.block_diag(nodes, format="csr")
    supply = np.concatenate([product.supply for product in arcs]).astype(np.float64)
    cost = np.concatenate([product.cost for product in arcs]) / THOUSAND_VND
    room = np.concatenate([np.where(p.room >= ENDLESS, np.inf, p.room) for p in arcs]).astype(np.float64)
    if not litres:
        return QuarterProgramme(cost=cost, room=room, low=supply, high=supply, rows=sparse.csr_matrix(flows))
    used = sparse.hstack([_litres(product, len(frame.capacity_ml)) for product in arcs], format="csr")
    binding = np.flatnonzero(np.diff(used.indptr))
    over = sparse.vstack([sparse.csr_matrix((flows.shape[0], len(binding))), -sparse.identity(len(binding))])
    return QuarterProgramme(
        cost=np.concatenate([cost, np.full(len(binding), OVERFLOW_VND_ML * LITRE_ML / THOUSAND_VND)]),
        room=np.concatenate([room, np.full(len(binding), np.inf)]),
        low=np.concatenate([supply, np.full(len(binding), -np.inf)]),
        high=np.concatenate([supply, frame.capacity_ml[binding] / LITRE_ML]),
        rows=sparse.csr_matrix(sparse.hstack([sparse.vstack([flows, used[binding]]), over], format="csr")),
    )


def solve_programme(question: QuarterProgramme, engine: str = "glop", seconds: float | None = None) -> float:
    """Return the optimum in đồng.

    Raises
    ------
    EngineError
        When the engine does not reach an optimum (within the seconds, if any).
    """
    model = model_builder.Model()
    none = np.zeros(len(question.cost))
    model.helper.fill_model_from_sparse_data(
        none, question.room, question.cost, question.low, question.high, question.rows
    )
    solver = model_builder.Solver(engine)
    if seconds is not None:
        solver.set_time_limit_in_seconds(seconds)
    status = solver.solve(model)
    if status != model_builder.SolveStatus.OPTIMAL:
        raise EngineError(f"{engine} ended with {status}")
    return float(solver.objective_value) * THOUSAND_VND


def _conservation(product: ProductArcs) -> sparse.csr_matrix:
    """Return what leaves a node less what enters it."""
    arcs = np.arange(len(product.tail))
    ends = np.concatenate([product.tail, product.head])
    signs = np.concatenate([np.ones(len(arcs)), -np.ones(len(arcs))])
    shape = (len(product.supply), len(arcs))
    return sparse.csr_matrix((signs, (ends, np.concatenate([arcs, arcs]))), shape=shape)


def _litres(product: ProductArcs, rows: int) -> sparse.csr_matrix:
    """Return the litres that a pack on each arc takes of each row."""
    found = []
    for row, half in ((product.row, product.half), (product.lane_row, np.full_like(product.half, 2))):
        on = np.flatnonzero(row >= 0)
        litres = half[on] * product.pack_ml / 2 / LITRE_ML
        found.append(sparse.csr_matrix((litres, (row[on], on)), shape=(rows, len(row))))
    return sparse.csr_matrix(found[0] + found[1])
