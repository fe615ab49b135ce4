"""The whole journey of a week, top to bottom: need, allocation, patterns, routes, crews, lots, plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from distribution.demand import demand
from distribution.feasibility import problems
from distribution.inputs import WeekInputs
from distribution.plan import Consignment, Route, Unserved, WeeklyPlan
from distribution.progress import OnProgress, Progress
from distribution.projection import project
from distribution.quarter.answer import QuarterAllocation
from distribution.travel import TravelTable
from operations.assembly import Answers, assemble, named
from operations.calls import departures_of
from operations.settings import PlanSettings
from operations.stopwatch import Stopwatch
from solvers.allocation.allocate import allocate
from solvers.allocation.problem import Allocation
from solvers.allocation.published_week import week_of_quarter
from solvers.outcome import Outcome
from solvers.patterns import centre_requests
from solvers.routing.decode import decode
from solvers.routing.drivers import with_drivers
from solvers.routing.encode import encode
from solvers.routing.engines import ENGINES
from solvers.routing.portfolio.engine import replay
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.unserved.explain import explained
from solvers.routing.week_rules import beyond
from solvers.transfers.assign import LotsOutcome, assign_lots
from solvers.visits import CentreRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan and how it was found: the baseline for the same need, and the search."""

    plan: WeeklyPlan
    baseline: Outcome[RoutingSolution]
    search: Outcome[RoutingSolution]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A routing answer in the field's terms, and the lots for it."""

    routes: tuple[Route, ...]
    consignments: tuple[Consignment, ...]
    unserved: tuple[Unserved, ...]
    lots: LotsOutcome


class Learned:
    """What the lots have taught: from when, and whether at all, a depot can supply a centre."""

    def __init__(self) -> None:
        self.ready: dict[tuple[str, str], date] = {}
        self.forbidden: set[tuple[str, str]] = set()
        self.empty_handed: set[str] = set()

    def news(self, decoded: Decoded) -> bool:
        """Take in the shortfalls of an answer; return whether they change the question."""
        before = (dict(self.ready), set(self.forbidden), set(self.empty_handed))
        for shortfall in decoded.lots.shortfalls:
            pair = (shortfall.centre_id, shortfall.depot_id)
            if shortfall.ready_day is None:
                self.forbidden.add(pair)
            else:
                self.ready[pair] = max(shortfall.ready_day, self.ready.get(pair, shortfall.ready_day))
        self.empty_handed |= _empty_handed(decoded)
        return before != (self.ready, self.forbidden, self.empty_handed)


def plan_week(
    inputs: WeekInputs,
    travel: TravelTable,
    settings: PlanSettings,
    on_progress: OnProgress,
    watch: Stopwatch,
    published: QuarterAllocation | None = None,
) -> Planned:
    """Plan one week, from the published allocation of the quarter or, without one, from one of its own.

    The quick baseline engine first settles which depots can supply whom from which day on; the
    engine asked for then starts from its answer, for the same need.
    """
    with watch.phase("allocate"):
        projection = project(inputs)
        if published is None:
            allocation = allocate(inputs, travel, demand(inputs, projection), on_progress=on_progress)
        else:
            allocation = week_of_quarter(inputs, travel, projection, published)
    with watch.phase("route"):
        on_progress(Progress(phase="patterns"))
        learned = Learned()
        for _ in range(settings.reconcile_rounds):
            requests = centre_requests(
                inputs, allocation, projection, learned.ready, learned.forbidden, learned.empty_handed
            )
            problem = encode(inputs, travel, requests)
            baseline = ENGINES["insertion"](problem, limits=settings.limits, on_progress=on_progress)
            decoded = _decoded(inputs, travel, problem, requests, baseline.value)
            if not learned.news(decoded):
                break
        safe = assemble(inputs, travel, _answers(allocation, decoded), settings)
        if settings.engine == "insertion":
            return Planned(plan=safe, baseline=baseline, search=baseline)
        search = _sought(problem, baseline.value, settings, on_progress)
        on_progress(Progress(phase="lots"))
        found = _decoded(inputs, travel, problem, requests, search.value)
        better = with_bounds_told(assemble(inputs, travel, _answers(allocation, found), settings), problem)
    worse = _drawback(better, safe, inputs, travel)
    if worse is None:
        return Planned(plan=better, baseline=baseline, search=search)
    told = (*safe.warnings, ("warning.baseline_kept", {"engine": settings.engine, "reason": worse}))
    return Planned(plan=named(replace(safe, warnings=told)), baseline=baseline, search=baseline)


def _sought(
    problem: RoutingProblem, start: RoutingSolution, settings: PlanSettings, on_progress: OnProgress
) -> Outcome[RoutingSolution]:
    """Ask the engine, or run the searches of an earlier plan again."""
    if settings.legs:
        return replay(problem, settings.legs, start=start, on_progress=on_progress)
    return ENGINES[settings.engine](problem, limits=settings.limits, start=start, on_progress=on_progress)


def with_bounds_told(plan: WeeklyPlan, problem: RoutingProblem) -> WeeklyPlan:
    """Return the plan with a warning for each rule of the week that its engine's search does not hold."""
    told = tuple(
        (one.key, {name: str(figure) for name, figure in one.arguments.items()})
        for one in beyond(plan.engine, problem)
    )
    return named(replace(plan, warnings=(*plan.warnings, *told))) if told else plan


def _drawback(better: WeeklyPlan, safe: WeeklyPlan, inputs: WeekInputs, travel: TravelTable) -> str | None:
    """Return why the engine's plan may not replace the baseline's: a rule, or a centre lost; else None.

    The engine's routes are lawful by the referee; lots and crews come after it and can still fail.
    """
    lost = sorted(safe.served - better.served)
    if lost:
        return ", ".join(lost)
    found = problems(better, inputs, travel)
    return f"{found[0].rule} {found[0].subject_id}" if found else None


def _answers(allocation: Allocation, decoded: Decoded) -> Answers:
    return Answers(
        allocation=allocation,
        routes=decoded.routes,
        consignments=decoded.consignments,
        transfers=decoded.lots.transfers,
        drops=decoded.lots.drops,
        unserved=decoded.unserved,
    )


def _decoded(
    inputs: WeekInputs,
    travel: TravelTable,
    problem: RoutingProblem,
    requests: tuple[CentreRequest, ...],
    solution: RoutingSolution,
) -> Decoded:
    routes, consignments, left_out = decode(problem, solution, inputs, travel)
    unserved = explained(problem, solution, left_out, inputs, requests, travel)
    crews = with_drivers(routes, inputs)
    manned = tuple(r for r in crews if r.driver_ids)
    stranded = {s.centre_id for r in crews if not r.driver_ids for s in r.stops}
    calls = departures_of(inputs, problem, solution, requests, manned, consignments)
    return Decoded(
        routes=manned,
        consignments=consignments,
        unserved=(*unserved, *(_no_driver(centre_id) for centre_id in sorted(stranded))),
        lots=assign_lots(inputs, travel, calls, manned),
    )


def _no_driver(centre_id: str) -> Unserved:
    return Unserved(centre_id=centre_id, reason="no_driver", proof="not_found", doses=0)


def _empty_handed(decoded: Decoded) -> frozenset[str]:
    """Return the centres that are called at and for which no lot was left."""
    got = {centre_id for (_, centre_id), drops in decoded.lots.drops.items() if drops}
    called = {s.centre_id for r in decoded.routes for s in r.stops}
    return frozenset(called | {c.centre_id for c in decoded.consignments}) - got
