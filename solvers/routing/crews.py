"""Which driver takes which route: an exact assignment by depot (CP-SAT)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ortools.sat.python import cp_model

from distribution.units import HOUR_S
from solvers.routing.rosters import Duty, Hand

# of CP-SAT's deterministic clock, so that a run repeats; on the example week ten times as much for
# wishes brings a hundredth
WORK_LIMIT, WISH_LIMIT = 2.0, 0.1
LONGEST_WEEK, OVERQUALIFIED = 1, 3_600
NOBODY = 100  # a duty without a crew weighs as much as so many drivers that are not the ones there were

Takes = Mapping[tuple[int, int], cp_model.IntVar]  # (duty, driver)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """Prices, đồng: of each stop by a driver who does not know it, and of each hour between the longest
    and the shortest week on duty at a depot."""

    unfamiliar_vnd: int = 0
    imbalance_vnd_h: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who has a duty at present; ``out`` when they have left with it."""

    driver_ids: tuple[str, ...]
    out: bool = False


def crews(
    duties: Sequence[Duty],
    hands: Sequence[Hand],
    *,
    rest_s: int,
    weekly_s: int,
    wishes: Wishes | None = None,
    present: Mapping[int, Crew] | None = None,
) -> tuple[tuple[str, ...] | None, ...]:
    """Return each duty's drivers, None where it cannot be manned with the others.

    A driver has one duty at a time with a night's rest between two, the licence, is on duty on all
    its days and within the weekly hours; the trips of an outing are one duty.  As few duties as
    possible stay unmanned, and then as few drivers as possible leave the duties that they have at
    ``present``, those who are out not at all.
    Without ``wishes`` it is all the same who drives; else they are met next, and then the longest week
    at the wheel is short and high licences are spared.
    """
    outings = _outings(duties)
    together = [one_duty([duties[i] for i in rows]) for rows in outings]
    held = {at: present[rows[0]] for at, rows in enumerate(outings) if present and rows[0] in present}
    found = _crews(together, hands, rest_s, weekly_s, wishes, held)
    crew_of = {i: drivers for rows, drivers in zip(outings, found, strict=True) for i in rows}
    return tuple(crew_of[i] for i in range(len(duties)))


def _outings(duties: Sequence[Duty]) -> list[list[int]]:
    """Return the rows of the duties that are one outing, each of the others by itself."""
    rows: dict[object, list[int]] = {}
    for i, duty in enumerate(duties):
        rows.setdefault(i if duty.outing is None else (duty.outing,), []).append(i)
    return list(rows.values())


def one_duty(trips: Sequence[Duty]) -> Duty:
    """Return the trips of an outing as one duty, from the first loading to the last return."""
    return replace(
        trips[0],
        start_s=min(d.start_s for d in trips),
        end_s=max(d.end_s for d in trips),
        first_day=min(d.first_day for d in trips),
        last_day=max(d.last_day for d in trips),
        driving_s=sum(d.driving_s for d in trips),
        centre_ids=tuple(centre_id for d in trips for centre_id in d.centre_ids),
    )


def _crews(
    duties: Sequence[Duty],
    hands: Sequence[Hand],
    rest_s: int,
    weekly_s: int,
    wishes: Wishes | None,
    present: Mapping[int, Crew],
) -> list[tuple[str, ...] | None]:
    made: list[tuple[str, ...] | None] = [None] * len(duties)
    for depot_id in sorted({d.depot_id for d in duties}):
        rows = [i for i, d in enumerate(duties) if d.depot_id == depot_id]
        there = [h for h in hands if h.depot_id == depot_id]
        own = [duties[i] for i in rows]
        held = {at: present[i] for at, i in enumerate(rows) if i in present}
        for row, drivers in zip(rows, _of_depot(own, there, rest_s, weekly_s, wishes, held), strict=True):
            made[row] = drivers
    return made


def _of_depot(
    duties: list[Duty],
    hands: list[Hand],
    rest_s: int,
    weekly_s: int,
    wishes: Wishes | None,
    held: Mapping[int, Crew],
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
    leaving = sum(1 - var for (i, j), var in takes.items() if hands[j].driver_id in _there(held, i))
    aims: list[cp_model.LinearExprT] = [NOBODY * sum(1 - one for one in manned) + leaving]
    for (i, j), var in takes.items():
        if i in held and held[i].out:
            model.add(var == (hands[j].driver_id in held[i].driver_ids))
    if wishes:
        spare = sum((hands[j].level - duties[i].level) * var for (i, j), var in takes.items())
        aims += [_price(model, duties, hands, takes, wishes), LONGEST_WEEK * week + OVERQUALIFIED * spare]
    return _answer(model, takes, manned, hands, aims)


def _there(held: Mapping[int, Crew], duty: int) -> tuple[str, ...]:
    return held[duty].driver_ids if duty in held else ()


def _price(
    model: cp_model.CpModel, duties: Sequence[Duty], hands: Sequence[Hand], takes: Takes, wishes: Wishes
) -> cp_model.LinearExprT:
    """Return what the wishes cost, in đồng × 3,600, so that hours stay whole."""
    cost: cp_model.LinearExprT = sum(
        wishes.unfamiliar_vnd * HOUR_S * len(set(duties[i].centre_ids) - hands[j].known) * var
        for (i, j), var in takes.items()
    )
    able = sorted({j for _, j in takes})
    if wishes.imbalance_vnd_h and len(able) > 1:
        work = [duty.end_s - duty.start_s for duty in duties]
        longest, shortest = (model.new_int_var(0, sum(work), name) for name in ("longest", "shortest"))
        for j in able:
            own = sum(work[i] * var for (i, driver), var in takes.items() if driver == j)
            model.add(own <= longest)
            model.add(own >= shortest)
        cost += wishes.imbalance_vnd_h * (longest - shortest)
    return cost


def _answer(
    model: cp_model.CpModel,
    takes: Takes,
    manned: Sequence[cp_model.IntVar],
    hands: Sequence[Hand],
    aims: Sequence[cp_model.LinearExprT],
) -> list[tuple[str, ...] | None]:
    """Minimise one aim after the other, each held at what it reached while the next is minimised."""
    made: list[tuple[str, ...] | None] = [None] * len(manned)
    for number, aim in enumerate(aims):
        model.minimize(aim)
        solver = _solver(WISH_LIMIT if number else WORK_LIMIT)
        if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            break
        model.add(aim <= solver.value(aim))
        model.clear_hints()
        for var in (*takes.values(), *manned):
            model.add_hint(var, solver.value(var))
        made = [
            tuple(hands[j].driver_id for (duty, j), var in takes.items() if duty == i and solver.value(var))
            if solver.value(one)
            else None
            for i, one in enumerate(manned)
        ]
    return made


def _solver(work: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # Its own handler would leave the process deaf to Ctrl-C: the default action then kills the plan.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = work
    return solver


def may_take(hand: Hand, duty: Duty) -> bool:
    """Return whether a driver is licensed for a duty and there on all its days."""
    return hand.level >= duty.level and set(range(duty.first_day, duty.last_day + 1)) <= hand.days


def _clash(one: Duty, other: Duty, rest_s: int) -> bool:
    first, second = (one, other) if one.start_s <= other.start_s else (other, one)
    return second.start_s - first.end_s < rest_s
