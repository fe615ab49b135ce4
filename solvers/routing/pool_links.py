"""What the routes of a pool share: vehicles, loading bays, drivers by day and licence, weekly hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from solvers.routing import tables as rule
from solvers.routing.crews import may_take
from solvers.routing.manning import duty
from solvers.routing.pool_fleets import DAY, Alike, busy, peaks
from solvers.routing.pool_model import Roster, Row, Seat
from solvers.routing.problem import RouteChoice, RoutingProblem
from solvers.routing.referee import Trip

GRID = 1_800
LEVELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A route with its schedule, and the number of the group of vehicles that would take it."""

    route: RouteChoice
    when: Trip
    group: int
    depot: int


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
        i: duty(problem, o.route, o.when)
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
        spans = [busy(problem, offers[i].route, offers[i].when) for i in columns]
        for together in peaks(spans):
            yield _row([columns[i] for i in together], len(groups[group].vehicles))


def _bays(problem: RoutingProblem, offers: Sequence[Offer]) -> Iterator[Row]:
    """No more departures in a half hour than the depot has bays."""
    slots: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, offer in enumerate(offers):
        slots[offer.depot, offer.route.depart_s // GRID].append(i)
    for (depot, _), columns in sorted(slots.items()):
        yield _row(columns, int(problem.tables.depot["bays"][depot]))


def _drivers(problem: RoutingProblem, offers: Sequence[Offer]) -> Iterator[Row]:
    """No more crew under way on a day than drivers with the licence are on duty."""
    t = problem.tables
    days: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for i, offer in enumerate(offers):
        level = int(_kind(problem, offer)["level"])
        for day in range(offer.route.day, offer.when.return_s // DAY + 1):
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
        yield _row(columns, hours, [sum(offers[i].when.driving_s) for i in columns])


def _kind(problem: RoutingProblem, offer: Offer) -> rule.Ints:
    kind: rule.Ints = problem.tables.kind[problem.tables.vehicle_kind[offer.route.vehicle]]
    return kind


def _row(columns: Sequence[int], most: int, weights: Sequence[int] | None = None) -> Row:
    return Row(columns=tuple(columns), weights=tuple(weights or [1] * len(columns)), most=most)
