"""One round over a large plan: its parts solved as tasks, what comes back joined in a fixed order."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from distribution.errors import EngineError
from distribution.executor import CrashError, OverrunError
from distribution.progress import Limits
from solvers.routing.instance import InstanceRoute, InstanceSolution
from solvers.routing.large.instance import Part
from solvers.routing.large.task import solve_part
from solvers.routing.plain.engines import InstanceEngine

log = logging.getLogger(__name__)
HELD = 4  # parts in memory for each task that runs


@dataclass(slots=True, kw_only=True)
class Round:
    """What has come back: routes in the numbers of the whole, and the clients of the parts that did."""

    routes: list[InstanceRoute] = field(default_factory=list)
    clients: set[int] = field(default_factory=set)
    lost: int = 0
    interrupted: bool = False

    def joined(self, before: InstanceSolution) -> InstanceSolution:
        """Return the plan: new routes, and of the parts that did not come back the routes before."""
        kept = (route for route in before.routes if route.trips[0][0] not in self.clients)
        return InstanceSolution(routes=(*self.routes, *kept))


def run_round(
    tasks: Iterator[tuple[Part, Limits]], pool: Executor, engine: InstanceEngine, at_once: int
) -> Round:
    """Solve all parts; Ctrl-C leaves those not yet back as they were.

    Raises
    ------
    EngineError
        When every part was lost.
    """
    back = Round()
    waiting: deque[tuple[Part, Future[InstanceSolution]]] = deque()
    try:
        for part, limits in tasks:
            if len(waiting) == HELD * at_once:
                _take(back, *waiting.popleft())
            waiting.append((part, pool.submit(solve_part, part, engine, limits)))
        while waiting:
            _take(back, *waiting.popleft())
    except KeyboardInterrupt:
        back.interrupted = True
    finally:
        for _, future in waiting:
            future.cancel()
    if back.lost and not back.clients and not back.interrupted:
        raise EngineError(f"all {back.lost} parts were lost")
    return back


def _take(back: Round, part: Part, future: Future[InstanceSolution]) -> None:
    try:
        answer = future.result()
    except (CrashError, OverrunError) as error:
        log.warning("a part of %d stops was given up: %s", len(part.clients), error)
        back.lost += 1
        return
    back.routes += part.whole(answer)
    back.clients.update(part.clients)
