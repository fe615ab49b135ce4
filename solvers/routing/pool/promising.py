"""Which columns of a large pool may be part of a better choice, by the prices of its relaxation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set

import numpy as np
from ortools.linear_solver.python import model_builder
from scipy import sparse

from distribution.errors import EngineError
from solvers.routing.pool.model import Question

ENGINE = "glop"


def promising(question: Question, hint: Set[int], most: int) -> tuple[int, ...]:
    """Return at most ``most`` columns worth choosing from, and with them all those of ``hint``.

    The reduced cost of a column is what any choice with it costs more than the relaxation at least.  Where
    that is more than what the hint lies above the relaxation, the column is in no better choice; of the
    others those of least reduced cost are returned.

    Raises
    ------
    EngineError
        When the relaxation is not solved.
    """
    relaxed, reduced = _relaxation(question)
    room = cost_of(question, hint) - relaxed
    order = np.argsort(reduced, kind="stable")[:most]
    return tuple(sorted({*order[reduced[order] <= room + 0.5].tolist(), *hint}))


def cost_of(question: Question, taken: Set[int]) -> int:
    """Return what a choice of columns costs; whose items are not all covered is left out."""
    covered = {item for i in taken for item in question.columns[i].items}
    served: dict[int, int] = {}
    for one in question.options:
        if covered.issuperset(one.items):
            served[one.client] = min(one.price, served.get(one.client, one.price))
    out = sum(price or 0 for client, price in enumerate(question.out) if client not in served)
    return sum(question.columns[i].cost for i in taken) + sum(served.values()) + out


def _relaxation(question: Question) -> tuple[float, np.ndarray]:
    """Return the least cost when columns may be taken in part, and the reduced cost of each."""
    columns, options, clients = len(question.columns), len(question.options), len(question.out)
    cost = [c.cost for c in question.columns] + [o.price for o in question.options]
    cost += [price or 0 for price in question.out]
    entries: list[tuple[int, int, float]] = []  # row, variable, weight
    for number, option in enumerate(question.options):
        entries.append((option.client, columns + number, 1.0))
    for client in range(clients):
        entries.append((client, columns + options + client, 1.0))
    rows: defaultdict[int, int] = defaultdict(lambda: clients + len(rows))
    for number, column in enumerate(question.columns):
        entries += [(rows[item], number, 1.0) for item in column.items]
    for number, option in enumerate(question.options):
        entries += [(rows[item], columns + number, -1.0) for item in option.items]
    shared = clients + len(rows)
    for number, row in enumerate(question.rows):
        entries += [(shared + number, i, float(w)) for i, w in zip(row.columns, row.weights, strict=True)]
    row_of, variable_of, weight = zip(*entries, strict=True)
    low = [1.0] * clients + [0.0] * len(rows) + [-np.inf] * len(question.rows)
    high = [1.0] * clients + [0.0] * len(rows) + [float(row.most) for row in question.rows]
    room = [1.0] * (columns + options) + [0.0 if price is None else 1.0 for price in question.out]
    model = model_builder.Model()
    model.helper.fill_model_from_sparse_data(
        np.zeros(len(cost)),
        np.array(room),
        np.array(cost, float),
        np.array(low),
        np.array(high),
        sparse.csr_matrix((weight, (row_of, variable_of)), shape=(len(low), len(cost))),
    )
    solver = model_builder.Solver(ENGINE)
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        raise EngineError(f"recombination: no relaxation by {ENGINE}")
    reduced = solver.reduced_costs(model.get_variables()).to_numpy()[:columns]
    return float(solver.objective_value), np.asarray(reduced, float)
