"""The week of a plan in integers, from which a centre is taken and put in again, all else kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from distribution.feasibility.windows import visit_day
from distribution.findings.told import told
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.plan import WeeklyPlan
from distribution.projection import project
from distribution.travel import TravelTable
from operations.replanning.changes import Changes
from operations.replanning.need import allocation_of, empty_handed
from solvers.patterns import centre_requests
from solvers.routing.encode import encode
from solvers.routing.mending.present import present
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.unserved.instead import Instead, Place, place_of, ways_instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The question, the week in integers, the first day on which each centre is called at (Monday 0)."""

    inputs: WeekInputs
    problem: RoutingProblem
    solution: RoutingSolution
    zones: tuple[str, ...]
    first_days: Mapping[str, int]


def week_of(inputs: WeekInputs, plan: WeeklyPlan, travel: TravelTable) -> Week:
    """Return a plan as a week in integers; goods count as there from Monday on."""
    changes = Changes()
    requests = centre_requests(
        inputs,
        allocation_of(plan, inputs, travel, changes),
        project(inputs),
        {},
        frozenset(),
        empty_handed(plan, changes),
    )
    problem = encode(inputs, travel, requests)
    return Week(
        inputs=inputs,
        problem=problem,
        solution=present(problem, inputs, plan).solution,
        zones=tuple(zone.zone_id for zone in inputs.calendar.zones),
        first_days=_first_days(inputs, plan),
    )


def _first_days(inputs: WeekInputs, plan: WeeklyPlan) -> Mapping[str, int]:
    monday, first = inputs.calendar.week.monday, dict[str, int]()
    calls = [(s.centre_id, s.start_s) for r in plan.routes for s in r.stops]
    for centre_id, time_s in [*calls, *((c.centre_id, c.arrive_s) for c in plan.consignments)]:
        day = (visit_day(inputs, centre_id, time_s) - monday).days
        first[centre_id] = min(day, first.get(centre_id, day))
    return first


def place_in(week: Week, centre_id: str) -> Place | None:
    """Return what the place of a centre is worth, None where it has none that can be taken out."""
    if centre_id not in week.problem.centre_ids:
        return None
    client = week.problem.centre_ids.index(centre_id)
    return None if client in week.solution.unserved else place_of(week.problem, week.solution, client)


def cheapest_instead(week: Week, place: Place, centre_id: str, days: range | None = None) -> Instead | None:
    """Return the cheapest other way to serve a centre (with ``days`` one that begins on them), if any."""
    client = week.problem.centre_ids.index(centre_id)
    ways = ways_instead(week.problem, place, client, week.zones, days)
    return min(ways, key=lambda way: way.extra_vnd, default=None)


def change_of(way: Instead, week: Week) -> Sentence:
    """Return what is changed for another way, places, zones and vehicles by their names."""
    return Sentence(key=f"finding.if.{way.key or 'nothing'}", arguments=told(way.arguments, week.inputs))


def difference_vnd(way: Instead) -> Sentence:
    """Return what another way costs more or less."""
    key = "finding.change.less" if way.extra_vnd < 0 else "finding.change.more"
    return Sentence(key=key, arguments={"vnd": abs(way.extra_vnd)})
