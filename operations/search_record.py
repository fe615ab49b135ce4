"""How a plan's routes were sought: ``search.json`` in its folder, and what it takes to seek them so again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from distribution.errors import Fault, InputError
from distribution.files.archive import PLAN_FILE, read_plan
from operations.plan_folder import require_plan
from operations.settings import PlanSettings
from solvers.outcome import Incumbent, Leg, Outcome
from solvers.routing.portfolio.course import course_of
from solvers.routing.portfolio.telling import POOL
from solvers.routing.problem import RoutingSolution

SEARCH_FILE = "search.json"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """An engine's search: limits, objective, each best on the way, and the legs that it can be run again by.

    ``incumbents`` is empty where iterations were the limit, so that the same search leaves the same bytes.
    """

    version: int
    engine: str
    seed: int
    seconds: float | None
    iterations: int | None
    objective_vnd: int
    incumbents: tuple[Incumbent, ...]
    legs: tuple[Leg, ...]


def write_search(search: Outcome[RoutingSolution], settings: PlanSettings, folder: Path) -> None:
    """Write how a plan's routes were sought."""
    limits, counted = settings.limits, settings.limits.iterations is not None
    record = SearchRecord(
        version=VERSION,
        engine=settings.engine,
        seed=limits.seed,
        seconds=limits.seconds,
        iterations=limits.iterations,
        objective_vnd=search.objective,
        incumbents=() if counted else search.incumbents,
        legs=search.legs,
    )
    text = json.dumps(asdict(record), indent=1) + "\n"
    (folder / SEARCH_FILE).write_text(text, encoding="utf-8", newline="\n")


def read_search(folder: Path) -> SearchRecord:
    """Return how the routes of a plan were sought.

    Raises
    ------
    InputError
        When the folder does not say, or not in a way in which they can be sought again.
    """
    path = folder / SEARCH_FILE
    if not path.is_file():
        raise InputError([Fault(code="not_a_plan", file=str(folder), arguments={"missing": SEARCH_FILE})])
    try:
        record = TypeAdapter(SearchRecord).validate_json(path.read_bytes())
        if record.version != VERSION:
            raise ValueError(f"version {record.version}")
        for leg in record.legs:
            if leg.engine == POOL and not leg.lost:
                course_of(leg.steps)
    except (ValidationError, ValueError, IndexError, OSError) as error:
        raise _fault("search_unreadable", path, detail=str(error).splitlines()[0]) from error
    if not any(leg.engine != POOL for leg in record.legs):
        raise _fault("search_without_legs", path, engine=record.engine)
    return record


def _fault(code: str, path: Path, **arguments: str) -> InputError:
    return InputError([Fault(code=code, file=str(path), arguments=arguments)])


def question_again(folder: Path) -> tuple[Path, str]:
    """Return the input that a plan answers, and its week.

    Raises
    ------
    InputError
        When the folder lacks its plan or its input.
    """
    return require_plan(folder), str(read_plan(folder / PLAN_FILE).week)


def as_sought(settings: PlanSettings, record: SearchRecord) -> PlanSettings:
    """Return the settings with the engine, seed and limits of an earlier search."""
    limits = replace(settings.limits, seed=record.seed, seconds=record.seconds, iterations=record.iterations)
    return replace(settings, engine=record.engine, limits=limits, legs=record.legs)
