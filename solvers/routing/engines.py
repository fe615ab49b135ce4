"""The routing engines by name, one signature for all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from distribution.progress import Limits, OnProgress
from solvers.outcome import Outcome
from solvers.routing.insertion import insertion
from solvers.routing.or_tools.engine import ortools
from solvers.routing.ours.engine import ours
from solvers.routing.portfolio.engine import portfolio
from solvers.routing.problem import RoutingProblem, RoutingSolution


class RoutingEngine(Protocol):
    """Answers a routing problem within limits, never worse than ``start``."""

    def __call__(
        self,
        problem: RoutingProblem,
        *,
        limits: Limits,
        start: RoutingSolution | None = None,
        on_progress: OnProgress | None = None,
    ) -> Outcome[RoutingSolution]:
        """Return the best found and how the search went."""


ENGINES: Mapping[str, RoutingEngine] = {
    "insertion": insertion,
    "ortools": ortools,
    "ours": ours,
    "portfolio": portfolio,
}
