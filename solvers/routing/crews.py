"""Which driver takes which route: an exact assignment by depot (CP-SAT)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from solvers.routing.rosters import Duty, Hand

WORK_LIMIT = 2.0  # of CP-SAT's deterministic clock, so that a run repeats
UNMANNED, LONGEST_WEEK, OVERQUALIFIED = 1_000_000, 1, 3_600


def crews(
    duties: Sequence[Duty], hands: Sequence[Hand], *, rest_s: int, weekly_s: int
) -> tuple[tuple[str, ...] | None, ...]:
    """Return each duty's drivers, None where it cannot be manned with the others.

    A driver has one duty at a time with a night's rest between two, the licence, is on duty on all
    its days and within the weekly hours.  As few duties as possible stay unmanned; then the longest
    week is made short, and high licences are spared.
    """
    made: list[tuple[str, ...] | None] = [None] * len(duties)
    for depot_id in sorted({d.depot_id for d in duties}):
        rows = [i for i, d in enumerate(duties) if d.depot_id == depot_id]
        there = [h for h in hands if h.depot_id == depot_id]
        for row, drivers in zip(
            rows, _of_depot([duties[i] for i in rows], there, rest_s, weekly_s), strict=True
        ):
            made[row] = drivers
    return tuple(made)


def _of_depot(
    duties: list[Duty], hands: list[Hand], rest_s: int, weekly_s: int
) -> list[tuple[str, ...] | None]:
    model = cp_model.CpModel()
    takes = {
        (i, j): model.new_bool_var(f"{i},{j}")
        for i, duty in enumerate(duties)
        for j, hand in enumerate(hands)
        if may_take(hand, duty)
    }
    manned = [model.new_bool_var(f"manned {i}") for i in range(len(duties))]
    for i, duty in enumerate(duties):
        model.add(sum(takes[i, j] for j in range(len(hands)) if (i, j) in takes) == duty.crew * manned[i])
    for (a, one), (b, other) in combinations(enumerate(duties), 2):
        if _clash(one, other, rest_s):
            for j in range(len(hands)):
                if (a, j) in takes and (b, j) in takes:
                    model.add_at_most_one(takes[a, j], takes[b, j])
    week = model.new_int_var(0, weekly_s, "longest week")
    for j in range(len(hands)):
        model.add(
            sum(duties[i].driving_s * takes[i, j] for i in range(len(duties)) if (i, j) in takes) <= week
        )
    spare = sum((hands[j].level - duties[i].level) * var for (i, j), var in takes.items())
    model.minimize(UNMANNED * sum(1 - m for m in manned) + LONGEST_WEEK * week + OVERQUALIFIED * spare)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # Its own handler would leave the process deaf to Ctrl-C: the default action then kills the plan.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = WORK_LIMIT
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return [None] * len(duties)
    return [
        tuple(hands[j].driver_id for j in range(len(hands)) if (i, j) in takes and solver.value(takes[i, j]))
        if solver.value(manned[i])
        else None
        for i in range(len(duties))
    ]


def may_take(hand: Hand, duty: Duty) -> bool:
    return hand.level >= duty.level and set(range(duty.first_day, duty.last_day + 1)) <= hand.days


def _clash(one: Duty, other: Duty, rest_s: int) -> bool:
    first, second = (one, other) if one.start_s <= other.start_s else (other, one)
    return second.start_s - first.end_s < rest_s
