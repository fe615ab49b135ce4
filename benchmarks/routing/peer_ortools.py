"""OR-Tools' routing model at its best by class.

Without windows: ruin and recreate by strings (SISR) under simulated annealing, which its
``SolveWithIteratedLocalSearch`` offers.  With windows: guided local search.
"""

from __future__ import annotations

import time
from typing import Any

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.routing.ortools_model import without_a_moment, world_of
from benchmarks.routing.plainness import asks, refusal
from benchmarks.routing.reading import Question
from solvers.routing.instance import Instance, InstanceSolution

LACKS = frozenset({"days"})  # the visits of a pattern would be tied by constraints that no move keeps
First = routing_enums_pb2.FirstSolutionStrategy
Improve = routing_enums_pb2.LocalSearchMetaheuristic


def expresses(question: Question) -> str | None:
    """Return why the model built here cannot hold the instance."""
    if (reason := refusal(question.instance, LACKS)) is not None:
        return reason
    if asks(question.instance)["several trips"] and not _reloads_alike(question.instance):
        return "several trips of several types, or a bounded number of them"
    shut = without_a_moment(question.instance)
    return f"{shut} clients without a moment before the last vehicle is back" if shut else None


def _reloads_alike(instance: Instance) -> bool:
    kind = instance.types[0]
    return len(instance.types) == 1 and kind.reloads >= len(instance.clients)


def solve(question: Question, seconds: float, seed: int) -> InstanceSolution | None:  # noqa: ARG001
    """Search until the seconds are over; the search knows no seed.

    Where a first strategy finds no solution, the next one has the time that is left.
    """
    begun = time.perf_counter()
    world = world_of(question.instance)
    for first in _first_strategies(question.instance):
        parameters = _parameters(question.instance, first)
        left_s = seconds - (time.perf_counter() - begun)
        parameters.time_limit.FromMilliseconds(max(1, int(1_000 * left_s)))
        search = world.model.SolveWithParameters
        if parameters.use_iterated_local_search:
            search = world.model.SolveWithIteratedLocalSearch
        if (found := search(parameters)) is not None:
            return world.decode(found)
    return None


def _first_strategies(instance: Instance) -> tuple[int, ...]:
    """Return what was best by class on the instances measured, and what else to try."""
    wants = asks(instance)
    if wants["several trips"] or len({kind.start for kind in instance.types}) > 1:
        return (First.PARALLEL_CHEAPEST_INSERTION,)
    if wants["vehicles of several types"]:
        return (First.PATH_CHEAPEST_ARC, First.SAVINGS, First.PARALLEL_CHEAPEST_INSERTION)
    return (First.SAVINGS, First.PARALLEL_CHEAPEST_INSERTION)


def _parameters(instance: Instance, first: int) -> Any:
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = first
    wants = asks(instance)
    if wants["windows"] or wants["several trips"]:
        parameters.local_search_metaheuristic = Improve.GUIDED_LOCAL_SEARCH
        # Departures and releases are tied by plain constraints, which light propagation passes over.
        parameters.use_full_propagation = wants["releases"]
        return parameters
    parameters.use_iterated_local_search = True
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
