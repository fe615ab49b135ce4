"""Thousands of stops in parts, measured: ``python -m benchmarks.large --json`` prints one object.

Without ``--vrp`` the stops are synthetic, drawn over Vietnam with a fixed seed.  The time is that of
solving: making or reading the instance comes before.  ``cost`` and ``feasible`` are the referee's, who
recomputes every route from its stops; ``peak_mib`` is the highest sum over this process and its children.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.large_country import SECOND_VND, country
from benchmarks.memory import PeakMemory
from distribution.executor import executor
from distribution.progress import Limits
from solvers.outcome import Outcome
from solvers.routing.instance import Client, InstanceSolution, VehicleType
from solvers.routing.large.engine import ROUNDS, STOPS, solve_large
from solvers.routing.large.instance import LargeInstance
from solvers.routing.large.referee import judge_large
from solvers.routing.large.travel import PlaneTravel
from solvers.routing.plain.engines import ENGINES, instance_engine

MIB = 2**20
HARD_S = 1_800.0  # after which a part is given up


def main() -> None:
    """Solve one instance and print its figures."""
    options = _options()
    large = (
        country(options.stops, second_vnd=options.second_vnd) if options.vrp is None else plane(options.vrp)
    )
    with PeakMemory(os.getpid()) as memory:
        outcome = _solve(large, options)
        figures = _figures(large, outcome, options)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figures["cpu_s"] = round(sum(one.ru_utime + one.ru_stime for one in used), 1)
    figures["peak_mib"] = round(memory.peak_bytes / MIB, 1)
    print(json.dumps(figures) if options.json else json.dumps(figures, indent=2))


def plane(file: Path) -> LargeInstance:
    """Read a capacitated instance of points on a plane (VRPLIB, EUC_2D), without its matrix."""
    import vrplib  # type: ignore[import-untyped]

    read = vrplib.read_instance(file, compute_edge_weights=False)
    if read["edge_weight_type"] != "EUC_2D":
        raise SystemExit(f"{file.name}: {read['edge_weight_type']} is not EUC_2D")
    demand = [int(d) for d in read["demand"]]
    depot = int(read["depot"][0])
    stops = [place for place in range(len(demand)) if place != depot]
    kind = VehicleType(available=len(stops), capacity=(int(read["capacity"]),), start=depot, end=depot)
    return LargeInstance(
        name=read["name"],
        travel=PlaneTravel(points=np.array(read["node_coord"], dtype=float)),
        clients=tuple(Client(place=place, load=(demand[place],)) for place in stops),
        types=(kind,),
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large", description=__doc__)
    parser.add_argument("--stops", type=int, default=10_000, help="synthetic stops to draw")
    parser.add_argument("--vrp", type=Path, help="a VRPLIB file instead (CVRP, EUC_2D)")
    parser.add_argument(
        "--second-vnd",
        type=int,
        default=SECOND_VND,
        help="price of a second of a route; our own search holds none but 0",
    )
    parser.add_argument("--engine", default="ours", choices=sorted(ENGINES))
    parser.add_argument("--seconds", type=float, help="budget for all parts together")
    parser.add_argument("--iterations", type=int, help="of each part in each round: repeatable")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", type=int, default=STOPS, help="stops in a part, about")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--workers", type=int, default=2, help="parts solved at once")
    parser.add_argument("--address", help="of a Dask scheduler; without it children of this machine")
    parser.add_argument("--json", action="store_true", help="the object alone, on one line")
    return parser.parse_args()


def _solve(large: LargeInstance, options: argparse.Namespace) -> Outcome[InstanceSolution]:
    limits = Limits(iterations=options.iterations, seconds=options.seconds, seed=options.seed)
    with executor(options.address, options.workers, hard_s=HARD_S) as pool:
        return solve_large(
            large,
            limits=limits,
            executor=pool,
            engine=instance_engine(options.engine),
            stops=options.part,
            rounds=options.rounds,
            at_once=options.workers,
        )


def _figures(
    large: LargeInstance, outcome: Outcome[InstanceSolution], options: argparse.Namespace
) -> dict[str, Any]:
    judgement = judge_large(large, outcome.value)
    served = sum(len(trip) for route in outcome.value.routes for trip in route.trips)
    return {
        "instance": large.name,
        "synthetic": options.vrp is None,
        "stops": len(large.clients),
        "engine": options.engine,
        "budget_s": options.seconds,
        "iterations": options.iterations,
        "seed": options.seed,
        "workers": options.workers,
        "seconds": round(outcome.runtime_s, 1),
        "cost": judgement.cost,
        "parts": -(-len(large.clients) // options.part),
        "rounds": options.rounds,
        "feasible_after": [
            {"round": 1 + found.iteration, "seconds": round(found.seconds, 1), "cost": found.objective}
            for found in outcome.incumbents
        ],
        "routes": len(outcome.value.routes),
        "left_out": len(large.clients) - served,
        "violations": len(judgement.violations),
        "feasible": judgement.feasible,
    }


if __name__ == "__main__":
    main()
