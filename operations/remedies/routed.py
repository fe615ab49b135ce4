"""Late and dear centres put on the routes again, all else of the week kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from distribution.feasibility.windows import visit_day
from distribution.findings import Finding
from distribution.findings.told import told
from distribution.inputs import WeekInputs
from distribution.language.sentence import Sentence
from distribution.plan import WeeklyPlan
from distribution.projection import project
from distribution.travel import TravelTable
from operations.plan_folder import Judged
from operations.replanning.changes import Changes
from operations.replanning.need import allocation_of, empty_handed
from solvers.patterns import centre_requests
from solvers.routing.encode import encode
from solvers.routing.mending.present import present
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.tables import DAYS
from solvers.routing.unserved.instead import Instead, Place, place_of, ways_instead

MOST = 20  # of each kind, the gravest first: each is some dozens of insertions


@dataclass(frozen=True, slots=True, kw_only=True)
class _Week:
    """The question, the week in integers, the first day on which each centre is called at (Monday 0)."""

    inputs: WeekInputs
    problem: RoutingProblem
    solution: RoutingSolution
    zones: tuple[str, ...]
    first_days: dict[str, int]


def with_other_ways(
    found: tuple[Finding, ...], inputs: WeekInputs, plan: WeeklyPlan, travel: TravelTable
) -> tuple[Finding, ...]:
    """Return late findings with the cheapest earlier call, and dear ones with the cheapest other way.

    Goods that come to the depot only later are no matter of routes: such a finding stays as it is.
    """
    asked = [f for kind in ("late", "dear") for f in [g for g in found if g.kind == kind][:MOST]]
    if not asked:
        return found
    week = _week(inputs, plan, travel)
    helped = {id(f): _helped(f, week) for f in asked}
    return tuple(helped.get(id(f), f) for f in found)


def later_calls(judged: Judged, ready: Mapping[str, date]) -> dict[str, Sentence]:
    """Return by centre the cheapest call that begins no earlier than a day, and what it costs more."""
    if not ready:
        return {}
    inputs, found = judged.inputs, dict[str, Sentence]()
    week = _week(inputs, judged.plan, judged.travel)
    for centre_id in sorted(ready)[:MOST]:
        place = _place(centre_id, week)
        if place is None:
            continue
        first = (ready[centre_id] - inputs.calendar.week.monday).days
        client = week.problem.centre_ids.index(centre_id)
        best = _cheapest(ways_instead(week.problem, place, client, week.zones, range(first, DAYS)))
        if best is not None:
            found[centre_id] = _later(best, first, week)
    return found


def _later(best: Instead, first: int, week: _Week) -> Sentence:
    key = "finding.remedy.later_saves" if best.extra_vnd < 0 else "finding.remedy.later"
    day = Sentence(key=f"paper.day.{first}")
    return Sentence(key=key, arguments={"day": day, "if": _change(best, week), "vnd": abs(best.extra_vnd)})


def _place(centre_id: str, week: _Week) -> Place | None:
    """Return what the place of a centre is worth, None where it has none that can be taken out."""
    if centre_id not in week.problem.centre_ids:
        return None
    client = week.problem.centre_ids.index(centre_id)
    return None if client in week.solution.unserved else place_of(week.problem, week.solution, client)


def _week(inputs: WeekInputs, plan: WeeklyPlan, travel: TravelTable) -> _Week:
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
    monday = inputs.calendar.week.monday
    first_days: dict[str, int] = {}
    calls = [(s.centre_id, s.start_s) for r in plan.routes for s in r.stops]
    for centre_id, time_s in [*calls, *((c.centre_id, c.arrive_s) for c in plan.consignments)]:
        day = (visit_day(inputs, centre_id, time_s) - monday).days
        first_days[centre_id] = min(day, first_days.get(centre_id, day))
    return _Week(
        inputs=inputs,
        problem=problem,
        solution=present(problem, inputs, plan).solution,
        zones=tuple(zone.zone_id for zone in inputs.calendar.zones),
        first_days=first_days,
    )


def _helped(finding: Finding, week: _Week) -> Finding:
    why = finding.what.arguments["why"]
    waits = isinstance(why, Sentence) and why.key == "finding.late_why.stock"
    place = None if waits else _place(finding.centre_id, week)
    if place is None:
        return finding
    client = week.problem.centre_ids.index(finding.centre_id)
    first = week.first_days[finding.centre_id]
    days = range(first) if finding.kind == "late" else None
    best = _cheapest(ways_instead(week.problem, place, client, week.zones, days))
    if finding.kind == "late":
        return replace(finding, remedy=_earlier(best, first, week))
    return replace(finding, remedy=_cheaper(best, place.saved_vnd, week))


def _cheapest(ways: Iterable[Instead]) -> Instead | None:
    return min(ways, key=lambda way: way.extra_vnd, default=None)


def _earlier(best: Instead | None, first: int, week: _Week) -> Sentence | None:
    if best is None:
        return None
    day = Sentence(key=f"paper.day.{first}")
    key = "finding.remedy.earlier_saves" if best.extra_vnd < 0 else "finding.remedy.earlier"
    return Sentence(key=key, arguments={"day": day, "if": _change(best, week), "vnd": abs(best.extra_vnd)})


def _cheaper(best: Instead | None, saved_vnd: int, week: _Week) -> Sentence:
    if best is None or best.extra_vnd >= 0:
        return Sentence(key="finding.remedy.none_cheaper", arguments={"vnd": saved_vnd})
    return Sentence(
        key="finding.remedy.cheaper", arguments={"if": _change(best, week), "vnd": -best.extra_vnd}
    )


def _change(way: Instead, week: _Week) -> Sentence:
    """Return what is changed, places and zones by their names."""
    return Sentence(key=f"finding.if.{way.key or 'nothing'}", arguments=told(way.arguments, week.inputs))
