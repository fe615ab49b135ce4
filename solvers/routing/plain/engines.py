"""The engines of plain instances by name, loaded when asked for; and what each of them cannot take."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from distribution.language.sentence import Sentence
from distribution.progress import Limits, OnProgress
from solvers.outcome import Outcome
from solvers.routing.instance import Instance, InstanceSolution
from solvers.routing.plain.reasons import UnmodelledError


class InstanceEngine(Protocol):
    """Answers a plain instance within limits; as a task's argument it must pickle."""

    def __call__(
        self,
        instance: Instance,
        *,
        limits: Limits,
        start: InstanceSolution | None = None,
        on_progress: OnProgress | None = None,
    ) -> Outcome[InstanceSolution]:
        """Return the best found."""


ENGINES: Mapping[str, str] = {
    "insertion": "solvers.routing.plain.insertion:regret_insertion",
    "ortools": "solvers.routing.plain.ortools_engine:ortools_solve",
    "ours": "solvers.routing.ours.engine:solve_instance",
    "portfolio": "solvers.routing.plain.portfolio:solve_instance",
    "pyvrp": "solvers.routing.plain.pyvrp_engine:pyvrp_solve",
}
REASONS: Mapping[str, str] = {
    "insertion": "solvers.routing.plain.reasons:uncounted",
    "ortools": "solvers.routing.plain.ortools_engine:expresses",
    "ours": "solvers.routing.plain.ours_reasons:unmodelled",
    "portfolio": "solvers.routing.plain.reasons:uncounted",
    "pyvrp": "solvers.routing.plain.pyvrp_model:expresses",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """An engine by its name; before it begins it is asked whether it can model the instance."""

    name: str

    def __call__(
        self,
        instance: Instance,
        *,
        limits: Limits,
        start: InstanceSolution | None = None,
        on_progress: OnProgress | None = None,
    ) -> Outcome[InstanceSolution]:
        if (reason := reason_against(self.name, instance)) is not None:
            raise UnmodelledError(reason)
        engine: InstanceEngine = _named(ENGINES[self.name])
        return engine(instance, limits=limits, start=start, on_progress=on_progress)


def instance_engine(name: str) -> InstanceEngine:
    """Return an engine of plain instances by its name in ``ENGINES``.

    It raises `UnmodelledError` where ``reason_against`` has a reason, before anything is compiled or counted.
    """
    if name not in ENGINES:
        raise KeyError(name)
    return _Asked(name)


def reason_against(name: str, instance: Instance) -> Sentence | None:
    """Return why an engine cannot take an instance, None when it can."""
    reason: Sentence | None = _named(REASONS[name])(instance)
    return reason


def _named(path: str) -> Any:
    module, function = path.split(":")
    return getattr(importlib.import_module(module), function)
