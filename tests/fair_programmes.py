"""Fair levels by sequential linear programmes: a second opinion on progressive filling."""

from __future__ import annotations

from collections import defaultdict

from ortools.linear_solver import pywraplp

from distribution.fairness.shares import FairQuestion, FairRoom, Outlet


def sequential(question: FairQuestion) -> list[float]:
    """Return the levels by linear programs: raise the least level, fix what a dual price holds, again."""
    fixed: dict[int, float] = {}
    while len(fixed) < len(question.cells):
        solver = pywraplp.Solver.CreateSolver("GLOP")
        level = solver.NumVar(0, 1, "level")
        share = [solver.NumVar(0, 1, f"x{i}") for i in range(len(question.cells))]
        rows = {i: solver.Add(share[i] >= level) for i in range(len(share)) if i not in fixed}
        for i, value in fixed.items():
            solver.Add(share[i] >= value - 1e-12)
        _goods_rows(solver, question, share)
        for number, room in enumerate(question.rooms):
            _room_row(solver, question, share, number, room)
        solver.Maximize(level)
        assert solver.Solve() == solver.OPTIMAL
        best = level.solution_value()
        held = [i for i, row in rows.items() if abs(row.dual_value()) > 1e-7]
        if best >= 1 - 1e-12:
            held = list(rows)
        assert held
        fixed.update(dict.fromkeys(held, best))
    return [fixed[i] for i in range(len(question.cells))]


def _room_row(
    solver: pywraplp.Solver,
    question: FairQuestion,
    share: list[pywraplp.Variable],
    number: int,
    room: FairRoom,
) -> None:
    """Let the members of a room, product by product, fill it with what goes beyond what lies behind it."""
    there, taken = dict(room.there), []
    for product in sorted({question.cells[i].product_id for i, _ in room.members}):
        mine = [(i, ml) for i, ml in room.members if question.cells[i].product_id == product]
        brought = solver.NumVar(0, solver.infinity(), f"b{number}-{product}")
        solver.Add(
            sum(share[i] * question.cells[i].need_packs for i, _ in mine) <= brought + there.get(product, 0)
        )
        taken.append(brought * mine[0][1])
    solver.Add(solver.Sum(taken) <= max(room.room_ml, 0))


def _goods_rows(solver: pywraplp.Solver, question: FairQuestion, share: list[pywraplp.Variable]) -> None:
    """Let lots flow to outlets, and from outlets to the parts of every need."""
    at_outlet: dict[tuple[str, Outlet], list[pywraplp.LinearExpr]] = defaultdict(list)
    for number, source in enumerate(question.sources):
        ways = [solver.NumVar(0, source.packs, f"y{number}-{o}") for o in range(len(source.outlets))]
        solver.Add(solver.Sum(ways) <= source.packs)
        for outlet, way in zip(source.outlets, ways, strict=True):
            at_outlet[source.product_id, outlet].append(way)
    for i, cell in enumerate(question.cells):
        met = [solver.NumVar(0, packs, f"m{i}-{period}") for period, packs in cell.parts]
        solver.Add(share[i] * cell.need_packs <= solver.Sum(met))
        for (period, _), part in zip(cell.parts, met, strict=True):
            at_outlet[cell.product_id, (cell.depots, period)].append(-part)
    for _, balance in sorted(at_outlet.items()):
        solver.Add(solver.Sum(balance) >= 0)
