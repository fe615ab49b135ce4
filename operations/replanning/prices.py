"""What each moved day is worth: the same plan with one centre put back on the days that it had."""

from __future__ import annotations

from collections.abc import Set

from distribution.plan import WeeklyPlan
from operations.replanning.past import to_come
from operations.replanning.solve import Desk, Question, days_to_come
from solvers.routing.mending.present import present
from solvers.routing.problem import RoutingProblem
from solvers.routing.unserved.staying import staying_vnd


def staying_prices(desk: Desk, today: Question, after: WeeklyPlan, moved: Set[str]) -> dict[str, int | None]:
    """Return by centre what staying on its days would cost more, đồng; None where it has no place there.

    One whose visits have all left has no day to stay on and is not among them.

    Everybody else is kept where the new plan has them: two that only together could stay are not found.
    """
    if not moved:
        return {}
    problem = today.problem
    solution = present(problem, desk.inputs, to_come(after, desk.past)).solution
    promised = days_to_come(desk)
    rows = {centre_id: row for row, centre_id in enumerate(problem.centre_ids)}
    found: dict[str, int | None] = {}
    for centre_id in sorted(moved):
        if not promised[centre_id]:
            continue  # it has had all that it was promised; the new day is one more
        client = rows.get(centre_id)
        pattern = None if client is None else _pattern(problem, client, promised[centre_id])
        if client is None or pattern is None:
            found[centre_id] = None
        else:
            found[centre_id] = staying_vnd(problem, solution, client, pattern)
    return found


def _pattern(problem: RoutingProblem, client: int, days: frozenset[int]) -> int | None:
    """Return the pattern of a client on some days, None where the question has none."""
    t = problem.tables
    for pattern in range(int(t.client["first"][client]), int(t.client["last"][client])):
        visits = range(int(t.pattern["first"][pattern]), int(t.pattern["last"][pattern]))
        if {int(t.visit["day"][v]) for v in visits} == days:
            return pattern
    return None
