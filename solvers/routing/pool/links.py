"""What the routes of a pool share: vehicles, loading bays, drivers by day and licence, weekly hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from distribution.units import DAY_S
from solvers.routing import tables as rule
from solvers.routing.crews import may_take, one_duty
from solvers.routing.departures import GRID
from solvers.routing.manning import duty
from solvers.routing.pool.fleets import Alike, busy, peaks
from solvers.routing.pool.model import Roster, Row, Seat
from solvers.routing.problem import Outing, RoutingProblem
from solvers.routing.referee import Trip

LEVELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An outing with the schedules of its trips, its cost, and the group of vehicles that would take it."""

    outing: Outing
    whens: tuple[Trip, ...]
    cost_vnd: int
    group: int
    depot: int

    @property
    def visits(self) -> tuple[int, ...]:
        """The visits of all its trips."""
        return tuple(v for route in self.outing for v in route.visits)


def shared(problem: RoutingProblem, groups: Sequence[Alike], offers: Sequence[Offer]) -> tuple[Row, ...]:
    """Return every row that the offers share; column ``i`` is offer ``i``."""
    return (
        *_vehicles(problem, groups, offers),
        *_bays(problem, offers),
        *_drivers(problem, offers),
        *_weekly(problem, offers),
    )


def roster(problem: RoutingProblem, offers: Sequence[Offer], depot_id: str) -> Roster:
    """Return the drivers of a depot, each with the routes that he may take."""
    rules = problem.tables.rules
    duties = {
        i: one_duty([duty(problem, *trip) for trip in zip(o.outing, o.whens, strict=True)])
        for i, o in enumerate(offers)
        if problem.depot_ids[o.depot] == depot_id
    }
    there = [h for h in problem.hands if h.depot_id == depot_id]
    return Roster(
        seats=tuple(
            tuple(
                Seat(column=i, start=d.start_s, end=d.end_s + int(rules[rule.REST_S]), wheel=d.driving_s)
                for i, d in duties.items()
                if may_take(hand, d)
            )
            for hand in there
        ),
        crew={i: d.crew for i, d in duties.items()},
        longest=int(rules[rule.WEEKLY_DRIVING_S]),
    )


def _vehicles(problem: RoutingProblem, groups: Sequence[Alike], offers: Sequence[Offer]) -> Iterator[Row]:
    """No more routes of a group are under way at once than it has vehicles."""
    members: dict[int, list[int]] = defaultdict(list)
    for i, offer in enumerate(offers):
        members[offer.group].append(i)
    for group, columns in sorted(members.items()):
        spans = [busy(problem, offers[i].outing, offers[i].whens) for i in columns]
        for together in peaks(spans):
            yield _row([columns[i] for i in together], len(groups[group].vehicles))


def _bays(problem: RoutingProblem, offers: Sequence[Offer]) -> Iterator[Row]:
    """No more departures in a half hour than the depot has bays."""
    slots: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, offer in enumerate(offers):
        for route in offer.outing:
            slots[offer.depot, route.depart_s // GRID].append(i)
    for (depot, _), columns in sorted(slots.items()):
        yield _row(columns, int(problem.tables.depot["bays"][depot]))


def _drivers(problem: RoutingProblem, offers: Sequence[Offer]) -> Iterator[Row]:
    """No more crew under way on a day than drivers with the licence are on duty."""
    t = problem.tables
    days: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for i, offer in enumerate(offers):
        level = int(_kind(problem, offer)["level"])
        for day in range(offer.outing[0].day, offer.whens[-1].return_s // DAY_S + 1):
            for held in range(level + 1):
                days[offer.depot, day, held].append(i)
    for (depot, day, held), columns in sorted(days.items()):
        crews = [int(_kind(problem, offers[i])["crew"]) for i in columns]
        yield _row(columns, int(t.drivers[depot, day, held]), crews)


def _weekly(problem: RoutingProblem, offers: Sequence[Offer]) -> Iterator[Row]:
    """All drivers of a depot who hold a licence drive together no more than their weekly hours."""
    t = problem.tables
    wheels: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, offer in enumerate(offers):
        for held in range(int(_kind(problem, offer)["level"]) + 1):
            wheels[offer.depot, held].append(i)
    for (depot, held), columns in sorted(wheels.items()):
        hours = int(t.rules[rule.WEEKLY_DRIVING_S]) * int(t.drivers[depot, rule.HEADCOUNT, held])
        yield _row(columns, hours, [sum(s for w in offers[i].whens for s in w.driving_s) for i in columns])


def _kind(problem: RoutingProblem, offer: Offer) -> rule.Ints:
    kind: rule.Ints = problem.tables.kind[problem.tables.vehicle_kind[offer.outing[0].vehicle]]
    return kind


def _row(columns: Sequence[int], most: int, weights: Sequence[int] | None = None) -> Row:
    return Row(columns=tuple(columns), weights=tuple(weights or [1] * len(columns)), most=most)
