"""The plain baseline: hard clients first, each where it costs least; it always answers, in seconds."""

from __future__ import annotations

import time

import numpy as np

from distribution.progress import Limits, OnProgress, Progress
from solvers.outcome import Incumbent, Outcome, Status
from solvers.routing.cheapest import FAR, insert_client
from solvers.routing.manning import manned
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, load, unload
from solvers.routing.savings import by_courier_where_cheaper
from solvers.routing.tables import NEVER, Ints, State, Tables, new_state, new_work

REPORT_EVERY = 10


def supports(problem: RoutingProblem) -> str | None:  # noqa: ARG001
    """Return None: the baseline carries every rule."""
    return None


def insertion(
    problem: RoutingProblem,
    *,
    limits: Limits,
    start: RoutingSolution | None = None,
    on_progress: OnProgress | None = None,
) -> Outcome[RoutingSolution]:
    """Insert every client that ``start`` leaves out, hardest first, then send by courier what is cheaper so.

    ``limits.seconds`` stops it between clients; ``limits.iterations`` has no meaning here.
    """
    begun = time.perf_counter()
    t = problem.tables
    state = load(problem, start) if start else new_state(t)
    blocked: dict[int, int] = {}
    status = Status.FEASIBLE
    try:
        fill(problem, state, blocked, limits=limits, begun=begun, on_progress=on_progress)
        by_courier_where_cheaper(t, state)
    except KeyboardInterrupt:
        status = Status.INTERRUPTED
    solution = manned(problem, unload(state, blocked))
    objective, seconds = cost_vnd(problem, solution), time.perf_counter() - begun
    found = Incumbent(seconds=seconds, iteration=1, engine="insertion", objective=objective)
    return Outcome(value=solution, objective=objective, status=status, runtime_s=seconds, incumbents=(found,))


def fill(
    problem: RoutingProblem,
    state: State,
    blocked: dict[int, int],
    *,
    limits: Limits,
    begun: float,
    on_progress: OnProgress | None,
) -> None:
    """Insert every absent client into the state; ``blocked`` gets the bits of those that do not fit."""
    t, work = problem.tables, new_work()
    out = [int(c) for c in order(t) if state.client_pattern[c] < 0]
    for done, client in enumerate(out):
        if limits.seconds is not None and time.perf_counter() - begun > limits.seconds:
            break
        bits = insert_client(t, state, work, client, FAR, False)
        if bits:
            bits = insert_client(t, state, work, client, FAR, True)
        if bits:
            blocked[client] = int(bits)
        if on_progress and done % REPORT_EVERY == 0:
            elapsed = time.perf_counter() - begun
            on_progress(
                Progress(
                    phase="insertion",
                    done=done + 1,
                    total=len(out),
                    unserved=len(blocked),
                    elapsed_s=elapsed,
                )
            )


def order(t: Tables) -> Ints:
    """Return the clients by difficulty: locked first, then far from every depot, then few patterns."""
    near = np.full(len(t.client), 1 << 40, np.int64)
    for depot, place in enumerate(t.depot["place"]):
        drive = t.travel["free_s"][0, place, t.client["place"]]
        near = np.where(t.ready_day[:, depot] == NEVER, near, np.minimum(near, drive))
    options = t.client["last"] - t.client["first"]
    return np.lexsort((np.arange(len(near)), options, -near, -t.client["vehicle"]))
