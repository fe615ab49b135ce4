"""The judgement on a solution: what it costs, part by part, and every rule that it breaks."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import pairwise

from distribution.units import DAY_S
from solvers.routing import tables as rule
from solvers.routing.kernel import REST
from solvers.routing.manning import unmanned
from solvers.routing.problem import Outing, RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import Breach, breaches, outing_cost_vnd, outings, trip

UNMANNED, ENDLESS = "unmanned", "endless"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostParts:
    """Đồng: of routes by cause, of couriers, of the days chosen, of clients left out."""

    days: int
    legs: int
    nights: int
    cooling: int
    overtime: int
    avoided_days: int
    couriers: int
    patterns: int
    left_out: int

    @property
    def total(self) -> int:
        """The objective."""
        return sum(getattr(self, f.name) for f in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Lawful when nothing is broken; leaving a client out is dear but no breach."""

    cost: CostParts
    breaches: tuple[Breach, ...]
    routes: int
    couriers: int
    unserved: int

    @property
    def lawful(self) -> bool:
        """Whether every rule is kept."""
        return not self.breaches


def verdict(problem: RoutingProblem, solution: RoutingSolution) -> Verdict:
    """Return the judgement on a solution whose positions are all those of the problem."""
    return Verdict(
        cost=_cost(problem, solution),
        breaches=_breaches(problem, solution),
        routes=len(solution.routes),
        couriers=len(solution.couriers),
        unserved=len(solution.unserved),
    )


def _breaches(problem: RoutingProblem, solution: RoutingSolution) -> tuple[Breach, ...]:
    """Return the rules broken.

    A route that is still under way when the clock ends has no place in the shared counts: it is told,
    and nothing is said of the others.  Crews are looked for only when all else is kept.
    """
    clock = rule.CLOCK_DAYS * DAY_S
    endless = [r for r in solution.routes if trip(problem, r).return_s >= clock]
    if endless:
        return tuple(_breach(problem, route, ENDLESS) for route in endless)
    found = breaches(problem, solution)
    return found or tuple(_breach(problem, route, UNMANNED) for route in unmanned(problem, solution))


def _breach(problem: RoutingProblem, route: RouteChoice, code: str) -> Breach:
    return Breach(subject=problem.vehicle_ids[route.vehicle], day=route.day, rule=code)


def _cost(problem: RoutingProblem, solution: RoutingSolution) -> CostParts:
    t = problem.tables
    parts = [_route_parts(problem, route) for route in solution.routes]
    parts += [_shared(problem, outing) for outing in outings(problem, solution) if len(outing) > 1]
    visits = [v for r in solution.routes for v in r.visits] + [v for v, _ in solution.couriers]
    patterns = sorted({int(t.visit["pattern"][v]) for v in visits})
    return CostParts(
        **{name: sum(p[name] for p in parts) for name in _ROUTE_PARTS},
        couriers=sum(int(t.courier_vnd[v, q]) for v, q in solution.couriers),
        patterns=sum(int(t.pattern["vnd"][p]) for p in patterns),
        left_out=sum(int(t.client["out_vnd"][c]) for c in solution.unserved),
    )


_ROUTE_PARTS = ("days", "legs", "nights", "cooling", "overtime", "avoided_days")


def _shared(problem: RoutingProblem, outing: Outing) -> dict[str, int]:
    """Return what the trips of an outing cost together beside their parts one by one."""
    kind = problem.tables.kind[problem.tables.vehicle_kind[outing[0].vehicle]]
    days = -int(kind["day_vnd"]) * (len(outing) - 1)
    alone = sum(trip(problem, route).cost_vnd for route in outing)
    return {
        **dict.fromkeys(_ROUTE_PARTS, 0),
        "days": days,
        "overtime": outing_cost_vnd(problem, outing) - alone - days,
    }


def _route_parts(problem: RoutingProblem, route: RouteChoice) -> dict[str, int]:
    """Return the parts of a route's cost; overtime is what the others leave of the whole."""
    t, when = problem.tables, trip(problem, route)
    kind = t.kind[t.vehicle_kind[route.vehicle]]
    home = int(t.depot["place"][kind["depot"]])
    places = [home, *(int(t.client["place"][t.visit["client"][v]]) for v in route.visits), home]
    nights = sum(1 for pause in when.pauses if pause[0] == REST)
    away_s = when.return_s - when.depart_s
    parts = {
        "days": int(kind["day_vnd"]) * (when.return_s // DAY_S - when.depart_s // DAY_S + 1),
        "legs": sum(int(t.leg_vnd[kind["type"], a, b]) for a, b in pairwise(places)),
        "nights": nights * int(t.rules[rule.NIGHT_VND]) * int(kind["crew"]),
        "cooling": -(-away_s * int(kind["unit_vnd_h"]) // 3_600) if when.active else 0,
        "avoided_days": sum(int(t.visit["avoid_vnd"][v]) for v in route.visits),
    }
    return {**parts, "overtime": when.cost_vnd - sum(parts.values())}
