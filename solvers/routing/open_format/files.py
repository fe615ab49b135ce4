"""The open format of cold-chain routing on disk: problems and solutions, plain or gzipped JSON.

The format is explained in ``docs/coldchain_set.md``; its schemas lie beside this module.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from distribution.errors import InputError
from solvers.routing.open_format.faults import fault, problem_faults
from solvers.routing.open_format.reading import problem_of
from solvers.routing.open_format.solution import solution_faults, solution_of
from solvers.routing.problem import RoutingProblem, RoutingSolution


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedProblem:
    """A problem of a file and the name under which its solutions and best known value go."""

    name: str
    problem: RoutingProblem


def read_problem(path: Path) -> NamedProblem:
    """Read a problem.

    Raises
    ------
    InputError
        With every fault, when the file is missing, is no JSON, or does not keep to the format.
    """
    values = read_values(path)
    faults = problem_faults(values, path.name)
    if faults:
        raise InputError(faults)
    return NamedProblem(name=values["name"], problem=problem_of(values))


def read_solution(named: NamedProblem, path: Path) -> RoutingSolution:
    """Read a solution of a problem.

    Raises
    ------
    InputError
        With every fault; a solution that breaks rules of the problem is no fault.
    """
    values = read_values(path)
    faults = solution_faults(named.problem, named.name, values, path.name)
    if faults:
        raise InputError(faults)
    return solution_of(named.problem, values)


def read_values(path: Path) -> Any:
    """Return the JSON values of a file, gzipped when its name ends in ``.gz``.

    Raises
    ------
    InputError
        When it cannot be read.
    """
    try:
        raw = path.read_bytes()
        text = gzip.decompress(raw) if path.suffix == ".gz" else raw
        return json.loads(text, parse_float=_number, parse_constant=_refused)
    except (OSError, EOFError, ValueError, RecursionError, zlib.error) as error:
        raise InputError([fault("open_unreadable", path.name, detail=error)]) from error


def _number(text: str) -> float:
    """Return a number; one that other writers of JSON give as ``3.0`` is whole."""
    number = float(text)
    return int(number) if number.is_integer() else number


def _refused(name: str) -> float:
    raise ValueError(name)


def write_values(values: Mapping[str, Any], path: Path) -> None:
    """Write JSON values, gzipped when the name ends in ``.gz``: the same values give the same bytes."""
    raw = _text(values).encode()
    path.write_bytes(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)


def _text(values: Mapping[str, Any]) -> str:
    """Return JSON with a line for each key, and for each entry of a list."""
    return "{\n" + ",\n".join(f"{_line(k)}: {_lines(v)}" for k, v in values.items()) + "\n}\n"


def _lines(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n " + ",\n ".join(_line(entry) for entry in value) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
