"""One part of the week as an OR-Tools routing model: plain data in, sequences out; runs in a child process.

Times are seconds on the week clock, driving inflated so that breaks and traffic mostly fit; the
exact referee judges what comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

Span = tuple[int, int]
FAILURES, LEAST_FAILURES = 500, 5_000  # dead ends for each solution asked for: some six are usual


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A visit in one window as some vehicles may make it: when unloading may start, and its load.

    ``vehicles`` index the part's; ``extra_vnd`` is the price of its pattern and day; nodes of one
    ``choice`` exclude each other, and leaving all out costs the choice's price.
    """

    visit: int
    choice: int
    place: int
    span: Span
    service_s: int
    loads: tuple[int, int, int]
    extra_vnd: int
    vehicles: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheels:
    """A vehicle on a day: its depot's place, profile of times, type of costs, limits and hours.

    ``span_s`` bounds the time away, ``driving_s`` that at the wheel; each second away beyond
    ``regular_s`` costs ``overtime_vnd_s``.
    """

    vehicle: int
    day: int
    place: int
    profile: int
    type: int
    loads: tuple[int, int, int]
    range_m: int
    day_vnd: int
    span_s: int
    driving_s: int
    regular_s: int
    overtime_vnd_s: int
    leave: Span
    back: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the week that shares nothing with the others.

    A node's place is a row of the tables: ``seconds``, ``wheel`` (those at the wheel alone) and ``metres``
    by profile, ``vnd`` by type.
    ``crews`` bound how many of some vehicles run at once; ``start`` are node sequences by vehicle.
    """

    nodes: tuple[Node, ...]
    wheels: tuple[Wheels, ...]
    prices: tuple[int, ...]
    seconds: dict[int, list[list[int]]]
    wheel: dict[int, list[list[int]]]
    metres: dict[int, list[list[int]]]
    vnd: dict[int, list[list[int]]]
    crews: tuple[tuple[tuple[int, ...], int], ...]
    start: tuple[tuple[int, tuple[int, ...]], ...]


def solve_part(part: Part, solutions: int | None, seconds: float | None) -> list[tuple[int, list[int]]]:
    """Search by guided local search and return ``(index of wheels, visits in order)`` of used vehicles."""
    kept = tuple(route for route in part.start if _takes(part, *route))
    answer = _search(replace(part, start=kept), solutions, seconds)
    return answer or _search(replace(part, start=()), solutions, seconds)


def _search(part: Part, solutions: int | None, seconds: float | None) -> list[tuple[int, list[int]]]:
    model, parameters = _Model(part), _parameters(solutions, seconds)
    if solutions is not None:
        # where no neighbour is a solution, the count of solutions alone would never end the search
        model.bound_failures(max(LEAST_FAILURES, solutions * FAILURES))
    model.routing.CloseModelWithParameters(parameters)
    start = model.warm_start()
    if start is None:
        answer = model.routing.SolveWithParameters(parameters)
    else:
        answer = model.routing.SolveFromAssignmentWithParameters(start, parameters)
    return [] if answer is None else model.sequences(answer)


def _parameters(solutions: int | None, seconds: float | None) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    # exact times come from the referee: finding them by linear programs took nine tenths of the time
    parameters.disable_scheduling_beware_this_may_degrade_performance = True
    meta = routing_enums_pb2.LocalSearchMetaheuristic
    parameters.local_search_metaheuristic = meta.GUIDED_LOCAL_SEARCH
    if solutions is not None:
        parameters.solution_limit = solutions
    if seconds is not None:
        parameters.time_limit.FromMilliseconds(max(1, int(seconds * 1_000)))
    return parameters


def _takes(part: Part, v: int, route: tuple[int, ...]) -> bool:
    """Return whether a route of the start stands in the model with its inflated times.

    Tried in a model of this vehicle alone: one route refused makes the library refuse a whole start.
    """
    nodes = tuple(replace(part.nodes[i], choice=row, vehicles=(0,)) for row, i in enumerate(route))
    alone = replace(
        part,
        nodes=nodes,
        wheels=(part.wheels[v],),
        prices=tuple(part.prices[part.nodes[i].choice] for i in route),
        crews=(),
        start=((0, tuple(range(len(nodes)))),),
    )
    model, parameters = _Model(alone), _parameters(1, None)
    model.routing.CloseModelWithParameters(parameters)
    start = model.warm_start()
    return (
        start is not None and model.routing.SolveFromAssignmentWithParameters(start, parameters) is not None
    )


class _Model:
    """The library's view of a part."""

    def __init__(self, part: Part) -> None:
        self.part = part
        depots = sorted({w.place for w in part.wheels})
        self.rows = [*depots, *(n.place for n in part.nodes)]
        self.first = len(depots)
        homes = [depots.index(w.place) for w in part.wheels]
        self.manager = pywrapcp.RoutingIndexManager(len(self.rows), len(part.wheels), homes, homes)
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._costs()
        self._time()
        self._loads()
        self._wheel()
        self._range()
        self._choices()
        self._crews()

    def _index(self, node: int) -> int:
        index: int = self.manager.NodeToIndex(self.first + node)
        return index

    def _matrix(self, table: list[list[int]], added: Sequence[int], *, into: bool) -> int:
        """Register a table over all nodes; ``added`` is put on the arcs into, or out of, each node."""
        rows = [
            [table[a][b] + (added[j] if into else added[i]) for j, b in enumerate(self.rows)]
            for i, a in enumerate(self.rows)
        ]
        registered: int = self.routing.RegisterTransitMatrix(rows)
        return registered

    def _by_profile(self, tables: dict[int, list[list[int]]], added: Sequence[int]) -> list[int]:
        made = {name: self._matrix(table, added, into=False) for name, table in sorted(tables.items())}
        return [made[w.profile] for w in self.part.wheels]

    def _costs(self) -> None:
        prices = [0] * self.first + [n.extra_vnd for n in self.part.nodes]
        made = {name: self._matrix(t, prices, into=True) for name, t in sorted(self.part.vnd.items())}
        for v, wheels in enumerate(self.part.wheels):
            self.routing.SetArcCostEvaluatorOfVehicle(made[wheels.type], v)
            self.routing.SetFixedCostOfVehicle(wheels.day_vnd, v)

    def _time(self) -> None:
        service = [0] * self.first + [n.service_s for n in self.part.nodes]
        horizon = max((w.back[1] for w in self.part.wheels), default=1)
        transits = self._by_profile(self.part.seconds, service)
        self.routing.AddDimensionWithVehicleTransits(transits, horizon, horizon, False, "time")
        time = self.routing.GetDimensionOrDie("time")
        for i, node in enumerate(self.part.nodes):
            time.CumulVar(self._index(i)).SetRange(*node.span)
        for v, wheels in enumerate(self.part.wheels):
            time.CumulVar(self.routing.Start(v)).SetRange(*wheels.leave)
            time.CumulVar(self.routing.End(v)).SetRange(*wheels.back)
            time.SetSpanUpperBoundForVehicle(wheels.span_s, v)
            if wheels.overtime_vnd_s:
                regular = pywrapcp.BoundCost(wheels.regular_s, wheels.overtime_vnd_s)
                time.SetSoftSpanUpperBoundForVehicle(regular, v)

    def _loads(self) -> None:
        for row, name in enumerate(("boxes", "grams", "value")):
            amounts = [0] * self.first + [n.loads[row] for n in self.part.nodes]
            evaluator = self.routing.RegisterUnaryTransitVector(amounts)
            limits = [w.loads[row] for w in self.part.wheels]
            self.routing.AddDimensionWithVehicleCapacity(evaluator, 0, limits, True, name)

    def _wheel(self) -> None:
        limits = [w.driving_s for w in self.part.wheels]
        transits = self._by_profile(self.part.wheel, [0] * len(self.rows))
        self.routing.AddDimensionWithVehicleTransitAndCapacity(transits, 0, limits, True, "wheel")

    def _range(self) -> None:
        limits = [w.range_m for w in self.part.wheels]
        if min(limits, default=1 << 50) >= 1 << 40:
            return
        transits = self._by_profile(self.part.metres, [0] * len(self.rows))
        capped = [min(limit, 1 << 40) for limit in limits]
        self.routing.AddDimensionWithVehicleTransitAndCapacity(transits, 0, capped, True, "metres")

    def _choices(self) -> None:
        for choice, price in enumerate(self.part.prices):
            members = [self._index(i) for i, n in enumerate(self.part.nodes) if n.choice == choice]
            if members:
                self.routing.AddDisjunction(members, price, 1)
        for i, node in enumerate(self.part.nodes):
            # -1: on no vehicle; the library's own call takes no list in this release
            self.routing.VehicleVar(self._index(i)).SetValues([-1, *node.vehicles])

    def _crews(self) -> None:
        solver = self.routing.solver()
        for vehicles, most in self.part.crews:
            solver.Add(sum(self.routing.ActiveVehicleVar(v) for v in vehicles) <= most)

    def bound_failures(self, most: int) -> None:
        """End the search after so many dead ends."""
        self.routing.AddSearchMonitor(self.routing.solver().FailuresLimit(most))

    def warm_start(self) -> Any:
        """Return the start as an assignment, None when there is none or the model refuses it."""
        if not self.part.start:
            return None
        routes: list[list[int]] = [[] for _ in self.part.wheels]
        for v, nodes in self.part.start:
            routes[v] = [self._index(i) for i in nodes]
        return self.routing.ReadAssignmentFromRoutes(routes, True)

    def sequences(self, answer: Any) -> list[tuple[int, list[int]]]:
        """Return the visits of every used vehicle in order."""
        found = []
        for v in range(len(self.part.wheels)):
            index, visits = answer.Value(self.routing.NextVar(self.routing.Start(v))), []
            while not self.routing.IsEnd(index):
                visits.append(self.part.nodes[self.manager.IndexToNode(index) - self.first].visit)
                index = answer.Value(self.routing.NextVar(index))
            if visits:
                found.append((v, visits))
        return found
