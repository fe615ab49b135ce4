"""What each engine of the week knows of each rule while it searches; afterwards the referee knows all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

import numpy as np

from distribution.language.sentence import Sentence
from solvers.routing import tables as rule
from solvers.routing.problem import RoutingProblem
from solvers.routing.tables import NEVER, Tables


class Known(StrEnum):
    """How an engine's search holds a rule.

    ``exact``: no answer of the search breaks it, and it pays its price.  ``margin``: in the search's own
    counting, which is near the true one.  ``after``: not at all; a route that breaks it loses stops until it
    does not, and the exact insertion places them anew.  ``start``: what the start has of it stays untouched.
    """

    EXACT = "exact"
    MARGIN = "margin"
    AFTER = "after"
    START = "start"


ORTOOLS: Mapping[str, Known] = {
    "loads": Known.EXACT,
    "windows": Known.MARGIN,
    "breaks": Known.MARGIN,
    "daily_driving": Known.MARGIN,
    "shift": Known.MARGIN,
    "traffic": Known.MARGIN,
    "weekly_driving": Known.AFTER,
    "nights": Known.START,
    "bans": Known.MARGIN,
    "hold": Known.AFTER,
    "refuge": Known.AFTER,
    "value": Known.EXACT,
    "range": Known.EXACT,
    "vehicles": Known.EXACT,
    "trips": Known.START,
    "drivers": Known.MARGIN,
    "depot_hours": Known.MARGIN,
    "bays": Known.AFTER,
    "ready": Known.EXACT,
    "vehicle_locks": Known.EXACT,
    "day_choice": Known.EXACT,
    "linked_visits": Known.START,
    "depot_choice": Known.START,
    "couriers": Known.EXACT,
    "left_out": Known.EXACT,
    "avoided_days": Known.EXACT,
    "overtime": Known.MARGIN,
    "cooling": Known.AFTER,
}
"""OR-Tools' routing model of day routes, part by part (``ortools_parts``)."""

RULES = tuple(ORTOOLS)
EVERYTHING: Mapping[str, Known] = {**dict.fromkeys(RULES, Known.EXACT), "drivers": Known.MARGIN}
"""Our own search: every rule as the referee has it; drivers are counted, named later."""
INSERTION: Mapping[str, Known] = {**EVERYTHING, "trips": Known.START}
"""Insertion knows all rules too, but begins no trip of a vehicle that is out that day already."""

KNOWN: Mapping[str, Mapping[str, Known]] = {
    "insertion": INSERTION,
    "ortools": ORTOOLS,
    "ours": EVERYTHING,
    "portfolio": EVERYTHING,
}


def beyond(engine: str, problem: RoutingProblem) -> tuple[Sentence, ...]:
    """Return the rules of a problem that an engine's search does not hold, with how many they concern."""
    known = KNOWN[engine]
    concerned = ((name, count(problem.tables)) for name, count in CONCERNED.items())
    return tuple(
        Sentence(key=f"engine.beyond.{name}", arguments={"engine": engine, "count": found})
        for name, found in concerned
        if found and known[name] in (Known.AFTER, Known.START)
    )


def _linked(t: Tables) -> int:
    several = t.pattern["last"] - t.pattern["first"] > 1
    owners = {int(c) for c in t.visit["client"][t.pattern["first"][several]]}
    return len(owners)


def _binding_holds(t: Tables) -> int:
    """Count the places where boxes hold for less than a shift."""
    if not len(t.kind):
        return 0
    return int((t.hold_s < t.kind["shift_s"][:, None]).any(axis=0).sum())


CONCERNED: Mapping[str, Callable[[Tables], int]] = {
    "weekly_driving": lambda t: len(t.depot),
    "nights": lambda t: int(t.rules[rule.MAX_NIGHTS]),
    "hold": _binding_holds,
    "refuge": lambda t: int((t.kind["active_ml"] > 0).sum()),
    "trips": lambda t: int(np.unique(t.body[t.body != np.arange(len(t.body))]).size),
    "bays": lambda t: len(t.depot),
    "linked_visits": _linked,
    "depot_choice": lambda t: int(((t.ready_day < NEVER).sum(axis=1) > 1).sum()),
    "cooling": lambda t: int((t.kind["unit_vnd_h"] > 0).sum()),
}
"""How many nights, depots, clients, vehicles or kinds of them a rule concerns in a problem."""
