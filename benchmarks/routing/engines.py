"""The engines measured, by name; each is loaded only in the process that runs it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from benchmarks.routing.reading import Question
from distribution.progress import Limits
from solvers.routing.instance import InstanceSolution
from solvers.routing.plain import engines as plain_engines

ONE_ITERATION = Limits(iterations=1)


class Engine(Protocol):
    """What can be measured."""

    @property
    def package(self) -> str:
        """The package whose version is the engine's."""

    def reason_against(self, question: Question) -> str | None:
        """Return why the engine cannot hold an instance, None when it can."""

    def warm(self, question: Question, /) -> None:
        """Compile what the instance needs, before the clock runs."""

    def solve(self, question: Question, seconds: float, seed: int) -> InstanceSolution | None:
        """Search until the seconds since the call are over; None when nothing was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """An engine of the product, of its one signature, by its name there: ours, or a library's."""

    name: str
    package: str = "coldchain"
    compiled: bool = False

    def reason_against(self, question: Question) -> str | None:
        """Return why the engine cannot hold an instance."""
        reason = plain_engines.reason_against(self.name, question.instance)
        return None if reason is None else reason.said("en")

    def warm(self, question: Question) -> None:
        """Search for one iteration where there is something to compile, else load the library."""
        plain_engines.reason_against(self.name, question.instance)
        if self.compiled:
            self._search(question, ONE_ITERATION)

    def solve(self, question: Question, seconds: float, seed: int) -> InstanceSolution | None:
        """Search until the seconds are over."""
        return self._search(question, Limits(seconds=seconds, seed=seed))

    def _search(self, question: Question, limits: Limits) -> InstanceSolution:
        return plain_engines.instance_engine(self.name)(question.instance, limits=limits).value


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Someone else's engine: a module here with ``expresses(question)`` and ``solve(question, …)``."""

    module: str
    package: str

    def reason_against(self, question: Question) -> str | None:
        """Return why the peer cannot hold an instance."""
        reason: str | None = import_module(self.module).expresses(question)
        return reason

    def warm(self, _: Question) -> None:
        """Have nothing to compile: load the library."""
        import_module(self.module)

    def solve(self, question: Question, seconds: float, seed: int) -> InstanceSolution | None:
        """Search until the seconds are over."""
        found: InstanceSolution | None = import_module(self.module).solve(question, seconds, seed)
        return found


ENGINES: dict[str, Engine] = {
    "ours": Own(name="ours", compiled=True),
    "portfolio": Own(name="portfolio", compiled=True),
    "ortools": Own(name="ortools", package="ortools"),
    "pyvrp": Own(name="pyvrp", package="pyvrp"),
    "vroom": Peer(module="benchmarks.routing.peer_vroom", package="pyvroom"),
    "hgs": Peer(module="benchmarks.routing.peer_hgs", package="hygese"),
    "insertion": Own(name="insertion"),
}
