"""One drill carried out: what is touched is placed anew where it costs least, all else stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from distribution.errors import TravelError
from distribution.plan import Transfer
from distribution.progress import Limits
from distribution.travel import TravelTable
from operations.drills.desk import (
    DrillDesk,
    calls_made,
    depots_asked,
    running_vnd,
    without_vehicles,
)
from operations.drills.drill import Drill, Drilled, Effort, Loss
from operations.drills.goods import Doses, doses_of, lacking, transfers_lost, value_vnd
from operations.drills.reach import reach
from operations.drills.sections import Section, beyond
from operations.drills.trunk import runs_over, trunk_hit
from operations.travel_source import travel_for
from solvers.allocation.problem import Allocation
from solvers.patterns import centre_requests
from solvers.routing.encode import encode
from solvers.routing.mending.present import present
from solvers.routing.mending.repair import repaired
from solvers.routing.problem import RoutingProblem

OTHER_DEPOTS = 2  # asked in the place of one that is lost


def carried_out(desk: DrillDesk, drill: Drill, effort: Effort) -> Drilled:
    """Return what comes of a drill."""
    if drill.loss is Loss.VEHICLE:
        problem = without_vehicles(desk.problem, frozenset({drill.subject_id}))
        lost = transfers_lost(desk.judged, lambda run: run.vehicle_id == drill.subject_id)
        return _mended(desk, drill, problem, lost, effort)
    if drill.loss is Loss.DEPOT:
        lost = transfers_lost(desk.judged, lambda run: run.origin_id == drill.subject_id)
        return _mended(desk, drill, _without_depot(desk, drill.subject_id), lost, effort)
    first, _, last = drill.subject_id.partition("–")
    return _road_lost(desk, drill, (first, last), effort)


def _road_lost(desk: DrillDesk, drill: Drill, section: Section, effort: Effort) -> Drilled:
    inputs = replace(desk.inputs, closed_roads=(*desk.inputs.closed_roads, section))
    hit = runs_over(desk.judged, section)
    try:
        travel: TravelTable = travel_for(inputs)[0]
    except TravelError:
        return _with_trunk(desk, _cut_off(desk, drill), hit, None)
    return _with_trunk(
        desk, _mended(desk, drill, encode(inputs, travel, desk.requests), {}, effort), hit, travel
    )


def _with_trunk(
    desk: DrillDesk, found: Drilled, hit: Sequence[Transfer], travel: TravelTable | None
) -> Drilled:
    """Return what came of a closed road with its trunk runs counted in."""
    if not hit:
        return found
    trunk = trunk_hit(desk.judged, hit, travel, found.left_out)
    return replace(
        found,
        runs=trunk.runs,
        doses_at_risk=found.doses_at_risk + sum(trunk.risk.values()),
        value_vnd=found.value_vnd + value_vnd(desk.judged, trunk.risk),
        extra_vnd=found.extra_vnd + trunk.extra_vnd,
    )


def _without_depot(desk: DrillDesk, depot_id: str) -> RoutingProblem:
    vehicles = frozenset(v.vehicle_id for v in desk.inputs.fleet.vehicles if v.depot_id == depot_id)
    requests = centre_requests(
        desk.inputs,
        _elsewhere(desk, depot_id),
        desk.projection,
        desk.ready,
        frozenset(),
        desk.empty_handed,
    )
    return without_vehicles(encode(desk.inputs, desk.judged.travel, requests), vehicles)


def _elsewhere(desk: DrillDesk, depot_id: str) -> Allocation:
    """Return the allocation with a depot in nobody's list; who had no other asks the nearest two."""
    travel, inputs = desk.judged.travel, desk.inputs
    monday = inputs.calendar.week.monday
    others = [
        d.site_id
        for d in inputs.network.depots
        if d.site_id != depot_id and (d.open_from is None or d.open_from <= monday)
    ]
    truck = travel.profiles["truck"]

    def away_s(centre_id: str, other: str) -> int:
        i, j = travel.index(other), travel.index(centre_id)
        return int(truck.driving_s[i, j]) + int(truck.ferry_s[i, j])

    depots = {}
    for centre_id, near in desk.allocation.depots.items():
        left = tuple(d for d in near if d != depot_id)
        nearest = sorted((away_s(centre_id, d), d) for d in others)[:OTHER_DEPOTS]
        depots[centre_id] = left or tuple(d for _, d in nearest)
    lines = tuple(replace(line, depot_id=depots[line.centre_id][0]) for line in desk.allocation.lines)
    return replace(desk.allocation, lines=lines, depots=depots)


def _mended(desk: DrillDesk, drill: Drill, problem: RoutingProblem, lost: Doses, effort: Effort) -> Drilled:
    """Repair the routes of a changed problem and say what became of the calls."""
    now = present(problem, desk.inputs, desk.judged.plan)
    part = reach(problem, now, desk.crews, desk.waiting, effort.centres)
    limits = Limits(iterations=effort.iterations)
    solution = repaired(part.problem, part.now, part.holding, limits=limits)
    before, after = calls_made(desk.problem, desk.now.solution), calls_made(part.problem, solution)
    standing = calls_made(problem, now.solution)
    hit = [c for c, slot in before.items() if standing.get(c, -1) != slot or slot in now.disturbed]
    out = {centre_id for centre_id, _ in before} - {centre_id for centre_id, _ in after}
    moved = {centre_id for centre_id, day in hit if (centre_id, day) not in after} - out
    risk = Counter(doses_of(desk.judged, out)) + Counter(lost)
    if drill.loss is Loss.DEPOT:
        risk += Counter(lacking(desk.judged, drill.subject_id, depots_asked(part.problem, solution), out))
    return Drilled(
        drill=drill,
        routes_hit=len({before[c] for c in hit if before[c] is not None}),
        calls_hit=len(hit),
        moved_days=len(moved),
        sent=sum(after.get(c, -1) is None for c in hit),
        left_out=tuple(sorted(out)),
        beyond=tuple(sorted(part.beyond)),
        doses_at_risk=sum(risk.values()),
        value_vnd=value_vnd(desk.judged, risk),
        extra_vnd=running_vnd(part.problem, solution) - running_vnd(desk.problem, desk.now.solution),
    )


def _cut_off(desk: DrillDesk, drill: Drill) -> Drilled:
    """Return a drill after which no road or ferry is left: every call beyond the section is lost."""
    centres, routes = beyond(desk.judged, drill.subject_id)
    risk = doses_of(desk.judged, centres)
    return Drilled(
        drill=drill,
        routes_hit=len(routes),
        calls_hit=len(centres),
        moved_days=0,
        sent=0,
        left_out=tuple(sorted(centres)),
        beyond=(),
        doses_at_risk=sum(risk.values()),
        value_vnd=value_vnd(desk.judged, risk),
        extra_vnd=0,
        cut_off=True,
    )
