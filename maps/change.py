"""What is other than in an earlier plan, as the map shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from distribution.network import Place
from maps.geometry import Feature, line


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVisit:
    """A call of the earlier plan: seconds since Monday 00:00 of its week, by whom, how many doses."""

    at_s: int
    vehicle: str
    depot: str
    doses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierLeg:
    """The way of a leg of the earlier plan, on the clock of its own week."""

    places: tuple[Place, ...]
    depart_s: int
    arrive_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The earlier plan, and what moved since.

    Attributes
    ----------
    plan_id, week
        The earlier plan.
    figures
        Catalogue key → figure of the earlier plan and of this one; None where it is not known.
    kinds
        For each centre that moved, how: served, unserved, day, depot, vehicle, hour, doses, lots.
    visits
        The calls of the earlier plan at every centre that moved.
    legs
        The ways of the earlier plan's routes.
    """

    plan_id: str
    week: str
    figures: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    visits: Mapping[str, tuple[EarlierVisit, ...]] = field(default_factory=dict)
    legs: tuple[EarlierLeg, ...] = ()


def change_words(change: Change | None) -> dict[str, Any] | None:
    """Return the change as plain values of the page."""
    if change is None:
        return None
    return {
        "plan": change.plan_id,
        "week": change.week,
        "figures": [[key, *pair] for key, pair in change.figures.items()],
        "kinds": {centre_id: list(kinds) for centre_id, kinds in change.kinds.items()},
        "visits": {centre_id: _visits(visits) for centre_id, visits in change.visits.items()},
    }


def earlier_lines(legs: Iterable[EarlierLeg]) -> list[Feature]:
    """Return one line for each leg of the earlier plan, with its times."""
    return [line(leg.places, {"t0": leg.depart_s, "t1": leg.arrive_s}) for leg in legs]


def _visits(visits: Sequence[EarlierVisit]) -> list[list[Any]]:
    return [[visit.at_s, visit.vehicle, visit.depot, visit.doses] for visit in visits]
