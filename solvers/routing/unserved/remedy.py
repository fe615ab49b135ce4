"""A change of the question, and the solution as it stands in the changed one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from solvers.routing.problem import RoutingProblem, RoutingSolution


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """A remedy by its catalogue key (``remedy.<key>``), the problem with it, and the solution there."""

    key: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    problem: RoutingProblem
    solution: RoutingSolution


Family = Iterable[Remedy]
"""One kind of change, the smallest first: only the first that helps is of interest."""
