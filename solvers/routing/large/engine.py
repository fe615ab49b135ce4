"""Thousands of stops: parts of about 300 by geography, solved side by side, regrouped by route and again.

A part's answer counts only when the referee finds it lawful and cheaper than the part's start, so that
no round makes the plan dearer.  Each part's seed follows from the seed, the round and the part's number,
so that the same iterations give the same plan wherever and in whatever order parts run.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace

from distribution.errors import EngineError
from distribution.language.catalogue import say
from distribution.language.sentence import Sentence
from distribution.progress import Limits, OnProgress, Progress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.large.instance import LargeInstance, Part
from solvers.routing.large.parts import map_of, parts_of
from solvers.routing.large.referee import judge_large
from solvers.routing.large.round import Round, run_round
from solvers.routing.large.travel import in_blocks
from solvers.routing.plain.engines import InstanceEngine
from solvers.routing.plain.reasons import UnmodelledError
from solvers.routing.plain.referee import Judgement

STOPS = 300
ROUNDS = 2
LEAST_S = 0.1  # for a part, however little time is left
SEEDS = 100_003  # between the seeds of two rounds: more than any round has parts


def expresses(large: LargeInstance) -> Sentence | None:
    """Return why an instance cannot be solved in parts, None when it can."""
    several = sum(any(len(pattern) > 1 for pattern in client.patterns) for client in large.clients)
    return Sentence(key="large.several_days", arguments={"clients": several}) if several else None


def solve_large(
    instance: Instance | LargeInstance,
    *,
    limits: Limits,
    executor: Executor,
    engine: InstanceEngine,
    start: InstanceSolution | None = None,
    on_progress: OnProgress | None = None,
    stops: int = STOPS,
    rounds: int = ROUNDS,
    at_once: int = 2,
) -> Outcome[InstanceSolution]:
    """Solve in parts of about ``stops`` clients, in ``rounds`` rounds; never dearer than ``start``.

    Parameters
    ----------
    limits
        ``iterations`` are those of each part in each round (repeatable); ``seconds`` are for all,
        shared out by clients.
    executor
        Where the parts run; each task is one part.
    engine
        Solves a part; called as ``engine(instance, limits=..., start=...)`` in the executor.
    at_once
        Tasks that the executor runs at once: for the share of seconds, and to bound how many
        parts are held in memory.

    Raises
    ------
    EngineError
        When the instance has no parts (``expresses``), the start breaks a rule, or every part of a
        round was lost.
    """
    begun = time.perf_counter()
    large = instance if isinstance(instance, LargeInstance) else in_blocks(instance)
    if (reason := expresses(large)) is not None:
        raise UnmodelledError(reason)
    plan, judgement = _first(large, start)
    if not (large.clients and large.types):
        return _outcome(plan, judgement, Round(), begun, ())
    ground = map_of(large)
    back, curve = Round(), list[Incumbent]()
    for number in range(rounds):
        parts = parts_of(large, ground, plan, stops, number)
        left = None if limits.seconds is None else limits.seconds - (time.perf_counter() - begun)
        share = None if left is None else left * at_once / (rounds - number) / len(large.clients)
        back = run_round(_tasks(parts, limits, number, share), executor, engine, at_once)
        plan = back.joined(plan)
        judgement = judge_large(large, plan)
        spent = time.perf_counter() - begun
        if judgement.feasible:
            curve.append(Incumbent(seconds=spent, iteration=number, engine="large", objective=judgement.cost))
        if on_progress:
            on_progress(_progress(large, plan, number + 1, rounds, judgement.cost, spent))
        if back.interrupted:
            break
    return _outcome(plan, judgement, back, begun, tuple(curve))


def _first(large: LargeInstance, start: InstanceSolution | None) -> tuple[InstanceSolution, Judgement]:
    """Return where to start from, which may leave clients out but break no other rule."""
    plan = start or InstanceSolution(routes=())
    judgement = judge_large(large, plan)
    broken = [v for v in judgement.violations if not v.startswith("missing")]
    if broken:
        raise EngineError(say("large.start", "en", count=len(broken), first=broken[0]))
    return plan, judgement


def _tasks(
    parts: Iterator[Part], limits: Limits, number: int, share: float | None
) -> Iterator[tuple[Part, Limits]]:
    """Yield the parts with a seed of their own, and ``share`` seconds for each client."""
    for i, part in enumerate(parts):
        seconds = None if share is None else max(LEAST_S, share * len(part.clients))
        yield part, replace(limits, seed=limits.seed + number * SEEDS + i, seconds=seconds)


def _outcome(
    plan: InstanceSolution, judgement: Judgement, last: Round, begun: float, curve: tuple[Incumbent, ...]
) -> Outcome[InstanceSolution]:
    whole = Status.FEASIBLE if judgement.feasible else Status.UNKNOWN
    return Outcome(
        value=plan,
        objective=judgement.cost,
        status=Status.INTERRUPTED if last.interrupted else whole,
        runtime_s=time.perf_counter() - begun,
        incumbents=curve,
    )


def _progress(
    large: LargeInstance, plan: InstanceSolution, done: int, total: int, cost: int, spent: float
) -> Progress:
    served = sum(len(trip) for route in plan.routes for trip in route.trips)
    unserved = len(large.clients) - served
    return Progress(phase="large", done=done, total=total, best_vnd=cost, unserved=unserved, elapsed_s=spent)
