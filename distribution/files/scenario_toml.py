"""The door to scenarios: TOML files, and those that come with the program."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from distribution.calendar import Week
from distribution.errors import Fault, InputError
from distribution.files.bundled import data_path
from distribution.language.catalogue import LANGUAGES
from distribution.scenario import MoreLitres, MoreVehicles, Scenario
from distribution.units import ml_from_litres

SCENARIO_FILE = "scenarios.toml"
_PERCENT = range(1, 1_001)


def bundled_scenarios() -> dict[str, Scenario]:
    """Return the scenarios that come with the program, by name."""
    return {scenario.name: scenario for scenario in read_scenarios(data_path(SCENARIO_FILE))}


def read_scenarios(path: Path) -> tuple[Scenario, ...]:
    """Read scenarios: one table ``[name]`` each, with the changes named in ``docs/scenarios.md``.

    Raises
    ------
    InputError
        With every fault: no such file, no TOML, unknown keys, values of the wrong kind.
    """
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError([_fault(path, "scenario_unreadable", detail=str(error))]) from error
    faults: list[Fault] = []
    scenarios = []
    for name, table in document.items():
        found: dict[str, Any] = {}
        if not isinstance(table, dict):
            faults.append(_fault(path, "scenario_value", key=name, detail="[table]"))
            continue
        for key, value in table.items():
            if key not in _KEYS:
                known = ", ".join(sorted(_KEYS))
                faults.append(_fault(path, "scenario_key", key=f"{name}.{key}", known=known))
                continue
            try:
                found |= _KEYS[key](value)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                detail = f"{type(error).__name__}: {error}"
                faults.append(_fault(path, "scenario_value", key=f"{name}.{key}", detail=detail))
        found.setdefault("title", dict.fromkeys(LANGUAGES, name))
        scenarios.append(Scenario(name=name, **found))
    if faults or not scenarios:
        raise InputError(faults or [_fault(path, "scenario_unreadable", detail="[]")])
    return tuple(scenarios)


def _title(value: Any) -> dict[str, Any]:
    titles = {lang: value[lang] for lang in LANGUAGES} if isinstance(value, dict) else value
    if isinstance(titles, str):
        titles = dict.fromkeys(LANGUAGES, titles)
    if not all(isinstance(text, str) and text.strip() for text in titles.values()):
        raise ValueError("title")
    return {"title": titles}


def _more_vehicles(value: Any) -> dict[str, Any]:
    rows = [
        MoreVehicles(depot_id=row["depot"], type_id=row["type"], count=_within(row.get("count", 1), _PERCENT))
        for row in value
    ]
    return {"more_vehicles": tuple(rows)}


def _more_litres(value: Any) -> dict[str, Any]:
    rows = []
    for row in value:
        if not float(row["litres"]) > 0:
            raise ValueError(f"litres = {row['litres']}")
        rows.append(MoreLitres(place_id=row["place"], volume_ml=ml_from_litres(float(row["litres"]))))
    return {"more_litres": tuple(rows)}


def _closed_depots(value: Any) -> dict[str, Any]:
    return {"closed_depots": tuple(_text(depot) for depot in value)}


def _closed_roads(value: Any) -> dict[str, Any]:
    return {"closed_roads": tuple((_text(first), _text(second)) for first, second in value)}


def _parameters(value: Any) -> dict[str, Any]:
    for name, amount in value.items():
        if isinstance(amount, bool) or not isinstance(amount, int | float) or amount < 0:
            raise ValueError(f"{name} = {amount!r}")
    return {"parameters": dict(value)}


def _holidays_of(value: Any) -> dict[str, Any]:
    return {"holidays_of": str(Week.parse(_text(value)))}


def _percent(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda value: {name: _within(value, _PERCENT)}


def _within(value: Any, allowed: range) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in allowed:
        raise ValueError(f"{value!r}: {allowed.start}–{allowed.stop - 1}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return value


_KEYS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "title": _title,
    "more_vehicles": _more_vehicles,
    "more_litres": _more_litres,
    "closed_depots": _closed_depots,
    "closed_roads": _closed_roads,
    "parameters": _parameters,
    "holidays_of": _holidays_of,
    "demand_percent": _percent("demand_percent"),
    "driving_percent": _percent("driving_percent"),
}


def _fault(path: Path, code: str, **arguments: str) -> Fault:
    return Fault(code=code, file=path.name, arguments=arguments)
