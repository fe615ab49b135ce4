"""OR-Tools' routing model on plain instances, at its best by class.

Without windows: ruin and recreate by strings (SISR) under simulated annealing, which its
``SolveWithIteratedLocalSearch`` offers.  With windows, or for a number of solutions, which that search does
not count: guided local search.  The search knows no seed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from distribution.language.sentence import Sentence
from distribution.progress import Limits, OnProgress, Progress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.plain.features import asks
from solvers.routing.plain.ortools_model import RoutingWorld, world_of
from solvers.routing.plain.reasons import UnmodelledError, unsound
from solvers.routing.plain.referee import judge

NAME = "ortools"
SOLUTIONS = 2_000  # when no limit is given
HARD_S = 30.0  # where no seconds are asked for: a count of solutions alone may never end the library's search
NOBODY = InstanceSolution(routes=())
First = routing_enums_pb2.FirstSolutionStrategy
Improve = routing_enums_pb2.LocalSearchMetaheuristic


def expresses(instance: Instance) -> Sentence | None:
    """Return why the model built here cannot hold the instance, None when it can."""
    if (reason := unsound(instance)) is not None:
        return reason
    types = instance.types
    if asks(instance)["days"]:  # the visits of a pattern would be tied by constraints that no move keeps
        dated = sum(bool(client.patterns) for client in instance.clients)
        days = sum(kind.day is not None for kind in types)
        return Sentence(key="ortools.days", arguments={"clients": dated, "types": days})
    if asks(instance)["several trips"] and not _reloads_alike(instance):
        least = min(kind.reloads for kind in types) + 1
        return Sentence(key="ortools.trips", arguments={"types": len(types), "least": least})
    return None


def ortools_solve(
    instance: Instance,
    *,
    limits: Limits,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[InstanceSolution]:
    """Search from the library's own first solution; a ``start`` that is better stays.

    The library may try without end to lay a start out in time, so it is not given one.
    ``limits.iterations`` bounds the solutions accepted (repeatable), ``limits.seconds`` counts from the call.
    Where a first strategy finds no solution, the next one has what is left; where none does, those who must
    be visited may be left out at a price above all else, and the status is unknown.

    Raises
    ------
    UnmodelledError
        When the model cannot hold the instance; ``expresses`` says beforehand.
    """
    begun = time.perf_counter()
    if (reason := expresses(instance)) is not None:
        raise UnmodelledError(reason)
    found = [NOBODY, *([] if start is None else [start])]
    status = Status.FEASIBLE
    try:
        found += _found(instance, limits, begun)
    except KeyboardInterrupt:
        status = Status.INTERRUPTED
    ranked = [(*_rank(instance, one), number) for number, one in enumerate(found)]
    broken, cost, number = min(ranked)
    spent = time.perf_counter() - begun
    if broken and status is Status.FEASIBLE:
        status = Status.UNKNOWN
    if on_progress:
        on_progress(Progress(phase=NAME, done=1, total=1, best_vnd=cost, unserved=broken, elapsed_s=spent))
    return Outcome(
        value=found[number],
        objective=cost,
        status=status,
        runtime_s=spent,
        incumbents=(Incumbent(seconds=spent, iteration=1, engine=NAME, objective=cost),),
    )


def _rank(instance: Instance, solution: InstanceSolution) -> tuple[int, int]:
    """Return how many rules a solution breaks, clients left out among them, and its cost."""
    judgement = judge(instance, solution)
    return len(judgement.violations), judgement.cost


def _found(instance: Instance, limits: Limits, begun: float) -> Iterator[InstanceSolution]:
    """Yield the first answer: of the model as it is, else of the one in which all may be left out."""
    solutions = limits.iterations or (None if limits.seconds is not None else SOLUTIONS)
    until = begun + (HARD_S if limits.seconds is None else limits.seconds)
    for leave_out in (False, True):
        for first in _first_strategies(instance):
            world = world_of(instance, leave_out=leave_out)
            if not world.kinds:
                return
            if (assignment := _searched(world, first, solutions, until)) is not None:
                yield world.decode(assignment)
                return
            if time.perf_counter() > until:
                return


def _searched(world: RoutingWorld, first: int, solutions: int | None, until: float) -> Any:
    parameters = _parameters(world.instance, first, annealed=solutions is None)
    if solutions is not None:
        parameters.solution_limit = solutions
    parameters.time_limit.FromMilliseconds(max(1, int(1_000 * (until - time.perf_counter()))))
    if parameters.use_iterated_local_search:
        return world.model.SolveWithIteratedLocalSearch(parameters)
    return world.model.SolveWithParameters(parameters)


def _reloads_alike(instance: Instance) -> bool:
    kind = instance.types[0]
    return len(instance.types) == 1 and kind.reloads >= len(instance.clients)


def _first_strategies(instance: Instance) -> tuple[int, ...]:
    """Return what was best by class on the instances measured, and what else to try."""
    wants = asks(instance)
    if wants["several trips"] or len({kind.start for kind in instance.types}) > 1:
        return (First.PARALLEL_CHEAPEST_INSERTION,)
    if wants["vehicles of several types"]:
        return (First.PATH_CHEAPEST_ARC, First.SAVINGS, First.PARALLEL_CHEAPEST_INSERTION)
    return (First.SAVINGS, First.PARALLEL_CHEAPEST_INSERTION)


def _parameters(instance: Instance, first: int, *, annealed: bool) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = first
    wants = asks(instance)
    if wants["windows"] or wants["several trips"] or not annealed:
        parameters.local_search_metaheuristic = Improve.GUIDED_LOCAL_SEARCH
        # Departures and releases are tied by plain constraints, which light propagation passes over.
        parameters.use_full_propagation = wants["releases"]
        return parameters
    parameters.use_iterated_local_search = True
    parameters.use_full_propagation = wants["releases"]
    _set_ruin_and_recreate(parameters.iterated_local_search_parameters)
    return parameters


def _set_ruin_and_recreate(search: Any) -> None:
    """Choose strings as Christiaens and Vanden Berghe do (2020, doi:10.1287/trsc.2019.0914)."""
    strings = search.ruin_recreate_parameters.ruin_strategies.add().sisr
    strings.max_removed_sequence_size = 10
    strings.avg_num_removed_visits = 10
    strings.bypass_factor = 0.01
    search.improve_perturbed_solution = False
    search.reference_solution_acceptance_strategy.simulated_annealing.automatic_temperatures = True
