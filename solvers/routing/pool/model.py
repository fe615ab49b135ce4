"""Which columns to take so that each client has one of its options whole: the model in CP-SAT.

A column is a route or a consignment; it covers items (visits).  What routes share is given as rows and
rosters, so that the solver's library is known in this file alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import ceil

from ortools.sat.python import cp_model

from distribution.errors import EngineError
from distribution.progress import Limits

WORK = 6.0  # of CP-SAT's deterministic clock, so that a run repeats


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Something that may be taken once: its cost, and the items that it covers."""

    cost: int
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to serve a client: every one of its items is covered, at a price."""

    client: int
    items: tuple[int, ...]
    price: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Columns that share something: the sum of their weights is at most ``most``."""

    columns: tuple[int, ...]
    weights: tuple[int, ...]
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A column as one driver would have it: from ``start`` to ``end`` (rest included), ``wheel`` of work."""

    column: int
    start: int
    end: int
    wheel: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Drivers one by one: the seats that each may take, at most ``longest`` of work; crews by column."""

    seats: tuple[tuple[Seat, ...], ...]
    crew: dict[int, int]
    longest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Columns, options of the clients, and ``out[c]``: the price of leaving a client out, None never."""

    columns: tuple[Column, ...]
    options: tuple[Option, ...]
    out: tuple[int | None, ...]
    rows: tuple[Row, ...] = ()
    rosters: tuple[Roster, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The columns taken, the clients left out, the cost, and what is proved of it (for this pool alone).

    ``work`` is what it took of CP-SAT's deterministic clock.
    """

    columns: tuple[int, ...]
    left_out: tuple[int, ...]
    cost: int
    bound: int
    work: float


def choose(question: Question, hint: Set[int], *, limits: Limits, work: float = WORK) -> Choice | None:
    """Return the cheapest choice found, None when none was found.

    Parameters
    ----------
    hint
        Columns of a choice already known.
    limits
        Seed and, when given, seconds; a run that the seconds do not cut short repeats.
    work
        CP-SAT's deterministic time.

    Raises
    ------
    EngineError
        When the model is refused, as with costs near the end of 64 bits.
    """
    model, taken, used, out = _model(question, hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    # Its own handler would leave the process deaf to Ctrl-C: the default action then kills the plan.
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = limits.seed
    # with the whole relaxation the example week's pool is proved in the time in which the default finds
    # a choice 4 % dearer
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = work
    if limits.seconds is not None:
        solver.parameters.max_time_in_seconds = limits.seconds
    status = solver.solve(model)
    if status == cp_model.MODEL_INVALID:
        raise EngineError(f"recombination: {model.validate()}")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    columns, options, left_out = (
        tuple(i for i, var in enumerate(group) if solver.value(var)) for group in (taken, used, out)
    )
    return Choice(
        columns=columns,
        left_out=left_out,
        cost=sum(question.columns[i].cost for i in columns)
        + sum(question.options[i].price for i in options)
        + sum(question.out[c] or 0 for c in left_out),
        bound=ceil(solver.best_objective_bound - 0.5),
        work=float(solver.response_proto.deterministic_time),
    )


def _model(
    question: Question, hint: Set[int]
) -> tuple[cp_model.CpModel, list[cp_model.IntVar], list[cp_model.IntVar], list[cp_model.IntVar]]:
    """Return the model and its variables: columns taken, options used, clients out."""
    model = cp_model.CpModel()
    taken = [model.new_bool_var(f"column {i}") for i in range(len(question.columns))]
    used = [model.new_bool_var(f"option {i}") for i in range(len(question.options))]
    out = [model.new_bool_var(f"out {c}") for c in range(len(question.out))]
    _cover(model, question, taken, used, out)
    for row in question.rows:
        model.add(sum(w * taken[i] for i, w in zip(row.columns, row.weights, strict=True)) <= row.most)
    for roster in question.rosters:
        _crew(model, roster, taken)
    model.minimize(
        sum(c.cost * var for c, var in zip(question.columns, taken, strict=True))
        + sum(o.price * var for o, var in zip(question.options, used, strict=True))
        + sum((price or 0) * var for price, var in zip(question.out, out, strict=True))
    )
    for i, var in enumerate(taken):
        model.add_hint(var, i in hint)
    covered = {item for i in hint for item in question.columns[i].items}
    for option, var in zip(question.options, used, strict=True):
        model.add_hint(var, set(option.items) <= covered)
    return model, taken, used, out


def _cover(
    model: cp_model.CpModel,
    question: Question,
    taken: Sequence[cp_model.IntVar],
    used: Sequence[cp_model.IntVar],
    out: Sequence[cp_model.IntVar],
) -> None:
    """Each client has exactly one option or is out; an item is covered once if its option is used."""
    covering: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for column, var in zip(question.columns, taken, strict=True):
        for item in column.items:
            covering[item].append(var)
    ways: list[list[cp_model.IntVar]] = [[var] for var in out]
    wanted: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for option, var in zip(question.options, used, strict=True):
        ways[option.client].append(var)
        for item in option.items:
            wanted[item].append(var)
    for client, price in enumerate(question.out):
        model.add_exactly_one(ways[client])
        if price is None:
            model.add(out[client] == 0)
    for item in sorted(covering.keys() | wanted.keys()):
        model.add(sum(covering[item]) == sum(wanted[item]))


def _crew(model: cp_model.CpModel, roster: Roster, taken: Sequence[cp_model.IntVar]) -> None:
    """Every column taken has its crew; a driver has one at a time, and no more work than allowed."""
    aboard: dict[int, list[cp_model.IntVar]] = defaultdict(list)
    for number, seats in enumerate(roster.seats):
        spans, wheel = [], []
        for seat in seats:
            var = model.new_bool_var(f"driver {number} on {seat.column}")
            aboard[seat.column].append(var)
            spans.append(
                model.new_optional_fixed_size_interval_var(
                    seat.start, seat.end - seat.start, var, f"duty {number} {seat.column}"
                )
            )
            wheel.append(seat.wheel * var)
        model.add_no_overlap(spans)
        model.add(sum(wheel) <= roster.longest)
    for column, crew in sorted(roster.crew.items()):
        model.add(sum(aboard[column]) == crew * taken[column])
