"""One part of the week as an OR-Tools routing model: plain data in, sequences out; runs in a child process.

Times are seconds on the week clock, driving inflated so that breaks and traffic mostly fit; the
exact referee judges what comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A visit as some kinds of vehicle may make it: spans in which unloading may start, and its load.

    ``vehicles`` index the part's; ``extra_vnd`` is the price of its pattern and day; nodes of one
    ``choice`` exclude each other, and leaving all out costs the choice's price.
    """

    visit: int
    choice: int
    place: int
    spans: tuple[Span, ...]
    service_s: int
    loads: tuple[int, int, int]
    extra_vnd: int
    vehicles: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheels:
    """A vehicle on a day: its depot's place, profile of times, type of costs, limits and hours."""

    vehicle: int
    day: int
    place: int
    profile: int
    type: int
    loads: tuple[int, int, int]
    range_m: int
    day_vnd: int
    span_s: int
    soft_span_s: int
    overtime_vnd_s: int
    start: tuple[Span, ...]
    end: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the week that shares nothing with the others.

    ``places`` maps a node's place to rows of the tables: ``seconds`` and ``metres`` by profile,
    ``vnd`` by type.
    ``crews`` bound how many of some vehicles run at once; ``start`` are node sequences by vehicle.
    """

    nodes: tuple[Node, ...]
    wheels: tuple[Wheels, ...]
    prices: tuple[int, ...]
    seconds: dict[int, list[list[int]]]
    metres: dict[int, list[list[int]]]
    vnd: dict[int, list[list[int]]]
    crews: tuple[tuple[tuple[int, ...], int], ...]
    start: tuple[tuple[int, tuple[int, ...]], ...]


def solve_part(part: Part, solutions: int | None, seconds: float | None) -> list[tuple[int, list[int]]]:
    """Search by guided local search and return ``(index of wheels, visits in order)`` of used vehicles."""
    model = _Model(part)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    meta = routing_enums_pb2.LocalSearchMetaheuristic
    parameters.local_search_metaheuristic = meta.GUIDED_LOCAL_SEARCH
    if solutions is not None:
        parameters.solution_limit = solutions
    if seconds is not None:
        parameters.time_limit.FromMilliseconds(max(1, int(seconds * 1_000)))
    model.routing.CloseModelWithParameters(parameters)
    start = model.warm_start()
    if start is None:
        answer = model.routing.SolveWithParameters(parameters)
    else:
        answer = model.routing.SolveFromAssignmentWithParameters(start, parameters)
    return [] if answer is None else model.sequences(answer)


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
        horizon = max((hi for w in self.part.wheels for _, hi in w.end), default=1)
        transits = self._by_profile(self.part.seconds, service)
        self.routing.AddDimensionWithVehicleTransits(transits, horizon, horizon, False, "time")
        time = self.routing.GetDimensionOrDie("time")
        for i, node in enumerate(self.part.nodes):
            _within(time.CumulVar(self._index(i)), node.spans)
        for v, wheels in enumerate(self.part.wheels):
            _within(time.CumulVar(self.routing.Start(v)), wheels.start)
            _within(time.CumulVar(self.routing.End(v)), wheels.end)
            time.SetSpanUpperBoundForVehicle(wheels.span_s, v)
            if wheels.overtime_vnd_s:
                soft = pywrapcp.BoundCost(wheels.soft_span_s, wheels.overtime_vnd_s)
                time.SetSoftSpanUpperBoundForVehicle(soft, v)
            self.routing.AddVariableMinimizedByFinalizer(time.CumulVar(self.routing.End(v)))

    def _loads(self) -> None:
        for row, name in enumerate(("boxes", "grams", "value")):
            amounts = [0] * self.first + [n.loads[row] for n in self.part.nodes]
            evaluator = self.routing.RegisterUnaryTransitVector(amounts)
            limits = [w.loads[row] for w in self.part.wheels]
            self.routing.AddDimensionWithVehicleCapacity(evaluator, 0, limits, True, name)

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

    def warm_start(self) -> Any:
        """Return the start as an assignment, without the routes that the inflated times refuse."""
        kept: list[list[int]] = [[] for _ in self.part.wheels]
        for v, nodes in self.part.start:
            alone: list[list[int]] = [[] for _ in self.part.wheels]
            alone[v] = [self._index(i) for i in nodes]
            if self.routing.ReadAssignmentFromRoutes(alone, True) is not None:
                kept[v] = alone[v]
        return self.routing.ReadAssignmentFromRoutes(kept, True)

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


def _within(variable: Any, spans: tuple[Span, ...]) -> None:
    """Confine a time to spans, sorted and apart."""
    variable.SetRange(spans[0][0], spans[-1][1])
    for (_, before), (after, _) in pairwise(spans):
        if after > before + 1:
            variable.RemoveInterval(before + 1, after - 1)
