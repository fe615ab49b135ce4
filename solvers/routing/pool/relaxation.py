"""A pool's question when columns may be taken in part: its cost, and the prices that come of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder
from scipy import sparse

from distribution.errors import EngineError
from solvers.routing.pool.model import Question

ENGINE = "glop"
SOME = 1e-6  # of a column or option, from which on it is taken

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relaxation:
    """The cheapest choice when everything may be taken in part.

    ``taken`` and ``reduced`` are by column: how much of it is taken, and what a choice with it costs more
    than ``cost`` at least.  ``worth`` is what another way to cover an item may cost (items without a column
    or an option have none), ``client`` what another way to serve a client may; ``used`` are the items of
    the options taken.
    """

    cost: float
    taken: Floats
    reduced: Floats
    worth: dict[int, float]
    client: Floats
    used: frozenset[int]


def relaxed(question: Question) -> Relaxation:
    """Solve the relaxation, rosters left out.

    Raises
    ------
    EngineError
        When there is no solution.
    """
    columns, options, clients = len(question.columns), len(question.options), len(question.out)
    rows: defaultdict[int, int] = defaultdict(lambda: clients + len(rows))
    row_of, variable_of, weight = zip(*_entries(question, rows), strict=True)
    low = [1.0] * clients + [0.0] * len(rows) + [-np.inf] * len(question.rows)
    high = [1.0] * clients + [0.0] * len(rows) + [float(row.most) for row in question.rows]
    cost = [c.cost for c in question.columns] + [o.price for o in question.options]
    cost += [price or 0 for price in question.out]
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
    variables = model.get_variables()
    taken = solver.values(variables).to_numpy()
    prices = solver.dual_values(model.get_linear_constraints()).to_numpy()
    whole = zip(question.options, taken[columns : columns + options], strict=True)
    return Relaxation(
        cost=float(solver.objective_value),
        taken=np.asarray(taken[:columns], float),
        reduced=np.asarray(solver.reduced_costs(variables).to_numpy()[:columns], float),
        worth={item: float(prices[row]) for item, row in rows.items()},
        client=np.asarray(prices[:clients], float),
        used=frozenset(item for option, part in whole if part > SOME for item in option.items),
    )


def _entries(question: Question, rows: defaultdict[int, int]) -> Iterator[tuple[int, int, float]]:
    """Yield row, variable, weight; ``rows`` gets one for each item.

    First are the clients' rows, in which each has one option or is out; then those of items, of which as
    much is covered as is used; then what columns share.
    """
    columns, options = len(question.columns), len(question.options)
    for number, option in enumerate(question.options):
        yield option.client, columns + number, 1.0
    for client in range(len(question.out)):
        yield client, columns + options + client, 1.0
    for number, column in enumerate(question.columns):
        for item in column.items:
            yield rows[item], number, 1.0
    for number, option in enumerate(question.options):
        for item in option.items:
            yield rows[item], columns + number, -1.0
    shared = len(question.out) + len(rows)
    for number, row in enumerate(question.rows):
        for column_number, w in zip(row.columns, row.weights, strict=True):
            yield shared + number, column_number, float(w)
