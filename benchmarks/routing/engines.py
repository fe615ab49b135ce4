"""The engines measured, by name; each is loaded only in the process that runs it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version

from solvers.routing.instance import Instance, InstanceSolution

Solve = Callable[[Instance, float, int], InstanceSolution | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Where an engine lies and whose version it has.

    Its module has ``solve(instance, seconds, seed)``, which counts all its time from the call and gives
    None when it found nothing, ``expresses(instance)``, which says why it cannot hold an instance or
    None when it can, and, where code is compiled at first use, ``warm(instance)``.
    """

    module: str
    package: str

    def load_solve(self) -> Solve:
        """Return the engine's function."""
        solve: Solve = import_module(self.module).solve
        return solve

    def reason_against(self, instance: Instance) -> str | None:
        """Return why the engine cannot hold an instance, None when it can."""
        reason: str | None = import_module(self.module).expresses(instance)
        return reason

    def warm(self, instance: Instance) -> None:
        """Have the engine compile what it needs, before the clock runs."""
        warm = getattr(import_module(self.module), "warm", None)
        if warm is not None:
            warm(instance)

    def version(self) -> str:
        """Return the version of the package that the engine belongs to."""
        return version(self.package)


ENGINES = {
    "ours": Engine(module="benchmarks.routing.own_search", package="coldchain"),
    "portfolio": Engine(module="benchmarks.routing.own_portfolio", package="coldchain"),
    "ortools": Engine(module="benchmarks.routing.peer_ortools", package="ortools"),
    "pyvrp": Engine(module="benchmarks.routing.peer_pyvrp", package="pyvrp"),
    "vroom": Engine(module="benchmarks.routing.peer_vroom", package="pyvroom"),
    "hgs": Engine(module="benchmarks.routing.peer_hgs", package="hygese"),
    "insertion": Engine(module="benchmarks.routing.own_insertion", package="coldchain"),
}
