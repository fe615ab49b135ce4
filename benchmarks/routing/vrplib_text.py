"""A VRPLIB file as text that PyVRP reads right, or why it would be read wrong.

PyVRP passes over what it does not know, takes rows as they come, and computes distances by a formula in
which large coordinates cancel.  So rows are put in the order of their numbers and counted, coordinates begin
at 0, a ``DISTANCE`` (the longest route, service counted, of Christofides and Golden) becomes its name for it,
every triangle becomes a full matrix; what else it would pass over or mistake is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from benchmarks.routing.triangles import full_matrix

WIDEST = 10**9  # units between coordinates: their squares still fit in 64 bits
TOLD = frozenset({"NAME", "COMMENT", "TYPE", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE", "EDGE_WEIGHT_FORMAT"})
GROUPS = "MUTUALLY_EXCLUSIVE_GROUP"
READ = frozenset({"DIMENSION", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT", "CAPACITY", "VEHICLES", "DEPOT", GROUPS})
BY_NODE = frozenset(
    {"NODE_COORD", "DEMAND", "LINEHAUL", "BACKHAUL", "SERVICE_TIME", "TIME_WINDOW", "RELEASE_TIME", "PRIZE"}
)
BY_VEHICLE = frozenset(
    {
        "VEHICLES_DEPOT",
        "VEHICLES_RELOAD_DEPOT",
        "VEHICLES_ALLOWED_CLIENTS",
        "VEHICLES_MAX_DISTANCE",
        "VEHICLES_MAX_DURATION",
        "VEHICLES_MAX_RELOADS",
        "VEHICLES_FIXED_COST",
        "VEHICLES_UNIT_DISTANCE_COST",
    }
)
WEIGHTS = frozenset({"EUC_2D", "FLOOR_2D", "CEIL_2D", "EXPLICIT"})
Rows = list[list[str]]


def readable(text: str) -> str:
    """Return the text as PyVRP reads it right.

    Raises
    ------
    ValueError
        When a part of it would be passed over or mistaken: which one.
    """
    told, sections = _parts(text)
    for name in (*told, *sections):
        if name not in TOLD | READ | BY_NODE | BY_VEHICLE | {"DISTANCE"}:
            raise ValueError(f"{name} is not read")
    size = _whole(told, "DIMENSION")
    if (weights := told.get("EDGE_WEIGHT_TYPE", "not there")) not in WEIGHTS:
        raise ValueError(f"EDGE_WEIGHT_TYPE {weights} is not read, only {', '.join(sorted(WEIGHTS))}")
    if weights == "EXPLICIT" and "EDGE_WEIGHT" not in sections:
        raise ValueError("EDGE_WEIGHT_SECTION is not there")
    for name in sorted(BY_NODE & sections.keys()):
        sections[name] = _in_order(name, sections[name], size)
    _check_depots(sections, size)
    if "NODE_COORD" in sections:
        sections["NODE_COORD"] = _from_nought(sections["NODE_COORD"])
    if "EDGE_WEIGHT" in sections:
        figures = [float(figure) for row in sections["EDGE_WEIGHT"] for figure in row]
        matrix = full_matrix(figures, size, told.pop("EDGE_WEIGHT_FORMAT", ""))
        sections["EDGE_WEIGHT"] = [[_plain(figure) for figure in row] for row in matrix]
        told["EDGE_WEIGHT_FORMAT"] = "FULL_MATRIX"
    if (longest := told.pop("DISTANCE", "0")) and _number(longest) > 0:
        if "VEHICLES_MAX_DURATION" in told.keys() | sections.keys():
            raise ValueError("DISTANCE and VEHICLES_MAX_DURATION both bound a route")
        told["VEHICLES_MAX_DURATION"] = longest
    return _text(told, sections)


def _parts(text: str) -> tuple[dict[str, str], dict[str, Rows]]:
    """Return the specifications, and the sections without that ending, by name."""
    told: dict[str, str] = {}
    sections: dict[str, Rows] = {}
    rows: Rows | None = None
    for line in (line.strip() for line in text.splitlines()):
        first = line.partition(":")[0].strip().upper()
        if first == "EOF":
            break
        if first.endswith("_SECTION"):
            rows = sections.setdefault(first.removesuffix("_SECTION"), [])
        elif ":" in line:
            rows = None
            told[first] = line.partition(":")[2].strip()
        elif rows is not None and line:
            rows.append(line.split())
        elif line:
            raise ValueError(f"not in the VRPLIB format: {line[:60]!r}")
    return told, sections


def _whole(told: Mapping[str, str], name: str) -> int:
    if not told.get(name, "").isdecimal():
        raise ValueError(f"{name} is {told.get(name, 'not there')}, not a whole number")
    return int(told[name])


def _in_order(name: str, rows: Rows, size: int) -> Rows:
    """Return the rows of all places by their numbers, every figure a number."""
    for row in rows:
        for figure in row:
            _number(figure)
    numbers = [row[0] for row in rows]
    if sorted(numbers) != sorted(str(number) for number in range(1, size + 1)):
        raise ValueError(f"{name}_SECTION has {len(rows)} rows, which are not those of places 1 to {size}")
    return sorted(rows, key=lambda row: int(row[0]))


def _check_depots(sections: Mapping[str, Rows], size: int) -> None:
    """Depots come first among the places; of several the file says which vehicles stand where."""
    depots = [figure for row in sections.get("DEPOT", [["1"]]) for figure in row if figure != "-1"]
    if depots != [str(number) for number in range(1, len(depots) + 1)] or not 0 < len(depots) <= size:
        told = ", ".join(depots) or "nobody"
        raise ValueError(f"DEPOT_SECTION names {told}; the depots are to be the first places")
    if len(depots) > 1 and "VEHICLES_DEPOT" not in sections:
        raise ValueError(f"{len(depots)} depots, and no VEHICLES_DEPOT_SECTION says where the vehicles stand")


def _from_nought(rows: Rows) -> Rows:
    """Return coordinates that begin at 0, as exact as they were."""
    points = [[_number(figure) for figure in row[1:]] for row in rows]
    if any(len(point) != 2 for point in points):
        raise ValueError("NODE_COORD_SECTION has places without two coordinates")
    least = [min(axis) for axis in zip(*points, strict=True)]
    if max(most - low for most, low in zip(map(max, zip(*points, strict=True)), least, strict=True)) > WIDEST:
        raise ValueError(f"coordinates lie more than {WIDEST:,} apart")
    return [
        [row[0], *(f"{at - low:f}" for at, low in zip(point, least, strict=True))]
        for row, point in zip(rows, points, strict=True)
    ]


def _number(figure: str) -> Decimal:
    try:
        number = Decimal(figure)
    except InvalidOperation as error:
        raise ValueError(f"{figure[:40]!r} is no number") from error
    if not number.is_finite():
        raise ValueError(f"{figure!r} is no number to count with")
    return number


def _plain(figure: float) -> str:
    return str(int(figure)) if figure.is_integer() else repr(figure)


def _text(told: Mapping[str, str], sections: Mapping[str, Sequence[Sequence[str]]]) -> str:
    lines = [f"{name} : {value}" for name, value in told.items()]
    for name, rows in sections.items():
        lines += [f"{name}_SECTION", *(" ".join(row) for row in rows)]
    return "\n".join([*lines, "EOF", ""])
