"""The engine as people type it."""

from __future__ import annotations

from distribution.errors import Fault, InputError
from solvers.routing.engines import ENGINES


def require_engine(name: str) -> None:
    """Refuse an engine that does not exist, before anything is done.

    Raises
    ------
    InputError
        With the names of the engines that do.
    """
    if name not in ENGINES:
        arguments = {"value": name, "known": ", ".join(sorted(ENGINES))}
        raise InputError([Fault(code="engine", file="--engine", arguments=arguments)])
