"""What is wrong with JSON values of the open format: every fault at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

from distribution.errors import Fault
from distribution.traffic import BIG, OTHER
from solvers.routing.open_format.matrix import misshapen

PROBLEM_SCHEMA, SOLUTION_SCHEMA = "problem.schema.json", "solution.schema.json"
MOST_FAULTS = 200
# travel tables and the largest figure of each, as in the schema
TABLES = {
    "free_s": 10**7,
    "big_city_share": 1,
    "city_share": 1,
    "distance_m": 10**9,
    "ferry_s": 10**7,
    "tolled_m": 10**9,
    "ferries": 1_000,
    "leg_vnd": 10**13,
    "refuge_s": 10**7,
}
Values = dict[str, Any]


@cache
def schema(name: str) -> Values:
    """Return a published schema, as shipped with the package."""
    text = resources.files("solvers.routing.open_format").joinpath(name).read_text(encoding="utf-8")
    values: Values = json.loads(text)
    return values


def schema_faults(values: Any, name: str, file: str) -> list[Fault]:
    """Return what a published schema finds wrong, at most the first 200 faults."""
    import jsonschema

    errors = jsonschema.Draft202012Validator(schema(name)).iter_errors(values)
    return [
        fault("open_schema", file, where=error.json_path, detail=error.message[:300])
        for error in islice(errors, MOST_FAULTS)
    ]


def problem_faults(values: Any, file: str) -> list[Fault]:
    """Return the faults of a problem: of its form, or, when that is in order, of what refers to what."""
    found = schema_faults(_light(values), PROBLEM_SCHEMA, file)
    if found:
        return found
    checks = (_sizes, _figures, _references, _names, _order, _traffic)
    return [one for check in checks for one in check(values, file)][:MOST_FAULTS]


def fault(code: str, file: str, **arguments: object) -> Fault:
    """Return a fault told by the catalogue's sentence ``fault.<code>``."""
    return Fault(code=code, file=file, arguments={k: str(v) for k, v in arguments.items()})


def _light(values: Any) -> Any:
    """Return the values with empty rows in the travel tables: those are judged apart, faster."""
    if not isinstance(values, dict):
        return values
    light = {k: _emptied(v) if k == "refuge_s" else v for k, v in values.items()}
    for name in ("profiles", "types"):
        if isinstance(values.get(name), list):
            light[name] = [
                {k: _emptied(v) for k, v in entry.items()} if isinstance(entry, dict) else entry
                for entry in values[name]
            ]
    return light


def _emptied(table: Any) -> Any:
    if isinstance(table, dict) and isinstance(table.get("rows"), list):
        return {**table, "rows": []}
    return table


def _travel_tables(values: Values) -> Iterator[tuple[str, str, Any]]:
    """Yield where each travel table stands, its name, and the table."""
    yield "$.refuge_s", "refuge_s", values["refuge_s"]
    for group in ("profiles", "types"):
        for row, entry in enumerate(values[group]):
            named = ((name, entry[name]) for name in TABLES if name in entry)
            yield from ((f"$.{group}[{row}].{name}", name, table) for name, table in named)


def _figures(values: Values, file: str) -> Iterator[Fault]:
    """Every figure of the travel tables is a number in its range."""
    for where, name, table in _travel_tables(values):
        for i, row in enumerate(table["rows"] if isinstance(table, dict) else ()):
            if isinstance(row, list) and row and not _in_range(row, name):
                yield fault("open_figures", file, where=f"{where}.rows[{i}]", last=TABLES[name])


def _in_range(row: list[Any], name: str) -> bool:
    kinds = {int, float} if name.endswith("_share") else {int}
    return {type(figure) for figure in row} <= kinds and min(row) >= 0 and max(row) <= TABLES[name]


def _sizes(values: Values, file: str) -> Iterator[Fault]:
    """Tables have a row an anchor; lists by place, zone and depot have an entry for each."""
    for where, _, table in _travel_tables(values):
        detail = _shape_fault(table, values["anchors"])
        if detail:
            yield fault("open_size", file, where=f"{where}.rows", detail=detail)
    listed = [(f"$.holds_s[{i}]", row, values["places"]) for i, row in enumerate(values["holds_s"])]
    listed += [(f"$.kinds[{i}].bans_s", k["bans_s"], values["zones"]) for i, k in enumerate(values["kinds"])]
    for i, client in enumerate(values["clients"]):
        listed.append((f"$.clients[{i}].ready_day", client["ready_day"], values["depots"]))
        for where, visit in _visits(client, i):
            listed.append((f"{where}.courier_vnd", visit["courier_vnd"], values["depots"]))
    for where, found, due in listed:
        if len(found) != len(due):
            yield fault("open_size", file, where=where, detail=f"{len(found)} ≠ {len(due)}")


def _shape_fault(table: Any, size: int) -> str | None:
    if isinstance(table, dict) and not all(isinstance(row, list) for row in table["rows"]):
        return "[…]"
    return misshapen(table, size)


def _visits(client: Values, row: int) -> Iterator[tuple[str, Values]]:
    for p, pattern in enumerate(client["patterns"]):
        for v, visit in enumerate(pattern["visits"]):
            yield f"$.clients[{row}].patterns[{p}].visits[{v}]", visit


def _references(values: Values, file: str) -> Iterator[Fault]:
    """Positions point into the lists that they speak of; rates need tolls and ferries."""
    for where, position, count in _positions(values):
        if position >= count:
            yield fault("open_reference", file, where=where, value=position, last=count - 1)
    depots = {d["id"] for d in values["depots"]}
    for i, driver in enumerate(values["drivers"]):
        if driver["depot"] not in depots:
            yield fault("open_unknown", file, where=f"$.drivers[{i}].depot", value=driver["depot"])
    for i, one in enumerate(values["types"]):
        row = one.get("profile", len(values["profiles"]))
        if row < len(values["profiles"]) and not {"tolled_m", "ferries"} <= values["profiles"][row].keys():
            yield fault("open_tolls", file, where=f"$.types[{i}]", value=row)


def _positions(values: Values) -> Iterator[tuple[str, int, int]]:
    """Yield where a position stands, the position, and the length of the list that it points into."""
    count = {name: len(value) for name, value in values.items() if isinstance(value, list)}
    for i, place in enumerate(values["places"]):
        yield f"$.places[{i}].anchor", place["anchor"], values["anchors"]
        yield from ((f"$.places[{i}].zones", zone, count["zones"]) for zone in place["zones"])
    for i, kind in enumerate(values["kinds"]):
        lists = {"depot": "depots", "profile": "profiles", "type": "types", "hold": "holds_s"}
        yield from ((f"$.kinds[{i}].{name}", kind[name], count[of]) for name, of in lists.items())
    for i, one in enumerate(values["types"]):
        yield f"$.types[{i}].profile", one.get("profile", 0), count["profiles"]
    for name, field, of in (
        ("vehicles", "kind", "kinds"),
        ("depots", "place", "places"),
        ("clients", "place", "places"),
    ):
        yield from ((f"$.{name}[{i}].{field}", one[field], count[of]) for i, one in enumerate(values[name]))
    for i, client in enumerate(values["clients"]):
        if client["vehicle"] is not None:
            yield f"$.clients[{i}].vehicle", client["vehicle"], count["vehicles"] + 1


def _names(values: Values, file: str) -> Iterator[Fault]:
    """Ids of depots, vehicles, drivers and clients are given once."""
    for name in ("depots", "vehicles", "drivers", "clients"):
        for one in twice(entry["id"] for entry in values[name]):
            yield fault("open_twice", file, where=f"$.{name}", value=one)


def twice(names: Iterable[Any]) -> Sequence[Any]:
    """Return what is given more than once, sorted."""
    return sorted(name for name, count in Counter(names).items() if count > 1)


def _order(values: Values, file: str) -> Iterator[Fault]:
    """Vehicles stand in order of their depots; intervals do not end before they begin."""
    kinds = values["kinds"]
    homes = [kinds[v["kind"]]["depot"] for v in values["vehicles"] if v["kind"] < len(kinds)]
    if homes != sorted(homes):
        yield fault("open_order", file, where="$.vehicles")
    spans = [(f"$.kinds[{i}].bans_s", s) for i, k in enumerate(kinds) for z in k["bans_s"] for s in z]
    for i, client in enumerate(values["clients"]):
        spans += [(f"{at}.windows_s", s) for at, visit in _visits(client, i) for s in visit["windows_s"]]
    for where, (first, last) in spans:
        if first > last:
            yield fault("open_span", file, where=where, first=first, last=last)


def _traffic(values: Values, file: str) -> Iterator[Fault]:
    """The multipliers are those that this program computes with."""
    for name, ours in (("big_city", BIG), ("city", OTHER)):
        if values["traffic"][name] != ours.tolist():
            yield fault("open_traffic", file, where=f"$.traffic.{name}")
