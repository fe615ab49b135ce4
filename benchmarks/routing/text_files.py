"""Instances as the plain text of Solomon and of Cordeau, turned into VRPLIB text.

Solomon's and Gehring and Homberger's files name ``VEHICLE`` and ``CUSTOMER``.  Cordeau's begin with
``type m n t``; read here are one depot (0), several (2), each with windows (4, 6); the periodic ones (1) are
``periodic_files``'.  A line ``D Q`` for each depot is the longest route (0: none) and the load of its ``m``
vehicles; a node is ``i x y d q f a list``, and ``e l`` with windows.  With several depots they come last.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

ONE, SEVERAL, ONE_TIMED, SEVERAL_TIMED = 0, 2, 4, 6
TIMED = (ONE_TIMED, SEVERAL_TIMED)
CORDEAU = (ONE, SEVERAL, *TIMED)
SOLOMON_FIELDS = 7
Row = Sequence[str]


def is_solomon(text: str) -> bool:
    """Return whether a text has Solomon's headings."""
    headings = {line.strip().upper() for line in text.splitlines()[:12]}
    return {"VEHICLE", "CUSTOMER"} <= headings


def cordeau_type(text: str) -> int | None:
    """Return the type of problem that a text of Cordeau's says it is, None where it is no such text."""
    first = text.split("\n", 1)[0].split()
    return int(first[0]) if len(first) == 4 and all(figure.isdecimal() for figure in first) else None


def solomon(text: str) -> str:
    """Return Solomon's text as VRPLIB's.

    Raises
    ------
    ValueError
        When a row has not seven figures, or none is there.
    """
    rows = [line.split() for line in text.splitlines() if line.split() and _is_number(line.split()[0])]
    if len(rows) < 2 or len(rows[0]) != 2 or any(len(row) != SOLOMON_FIELDS for row in rows[1:]):
        raise ValueError("not in Solomon's format: vehicles and load, then rows of seven figures")
    (vehicles, load), nodes = rows[0], rows[1:]
    told = {"TYPE": "VRPTW", "VEHICLES": vehicles, "CAPACITY": load}
    sections: dict[str, list[Row]] = {
        "NODE_COORD": [row[1:3] for row in nodes],
        "DEMAND": [row[3:4] for row in nodes],
        "TIME_WINDOW": [row[4:6] for row in nodes],
        "SERVICE_TIME": [row[6:7] for row in nodes],
    }
    return _vrplib(told, sections, depots=1)


def cordeau(text: str) -> str:
    """Return Cordeau's text as VRPLIB's.

    Raises
    ------
    ValueError
        When the type is not read here, or there are not as many nodes as said.
    """
    rows = [line.split() for line in text.splitlines() if line.strip()]
    kind, vehicles, clients, depots = (int(figure) for figure in rows[0])
    if kind not in CORDEAU:
        raise ValueError(f"a problem of type {kind} is not read, only {', '.join(map(str, CORDEAU))} and 1")
    limits, nodes = rows[1 : 1 + depots], rows[1 + depots :]
    if len(nodes) != clients + depots:
        raise ValueError(f"{len(nodes)} nodes found, {clients + depots} said")
    if kind in (SEVERAL, SEVERAL_TIMED):
        nodes = [*nodes[clients:], *nodes[:clients]]
    sections: dict[str, list[Row]] = {
        "NODE_COORD": [row[1:3] for row in nodes],
        "SERVICE_TIME": [row[3:4] for row in nodes],
        "DEMAND": [row[4:5] for row in nodes],
    }
    if kind in TIMED:
        sections["TIME_WINDOW"] = [row[-2:] for row in nodes]
    owned = [(str(depot), *limit) for depot, limit in enumerate(limits, 1) for _ in range(vehicles)]
    sections["VEHICLES_DEPOT"] = [row[:1] for row in owned]
    sections["CAPACITY"] = [row[2:3] for row in owned]
    longest = [row[1] for row in owned]
    if any(float(figure) for figure in longest):
        bound = str(_beyond(nodes))
        sections["VEHICLES_MAX_DURATION"] = [[f if float(f) else bound] for f in longest]
    return _vrplib({"TYPE": "MDVRPTW", "VEHICLES": str(len(owned))}, sections, depots=depots)


def _beyond(nodes: Sequence[Row]) -> int:
    """Return a duration that no route can need: what Cordeau's 0 stands for beside vehicles that have one."""
    reach = max(abs(float(figure)) for row in nodes for figure in row[1:3])
    latest = max(float(figure) for row in nodes for figure in (row[3], *row[-2:]))
    return int(4 * (reach + latest + 1) * len(nodes))


def _vrplib(told: dict[str, str], sections: dict[str, list[Row]], *, depots: int) -> str:
    places = len(sections["NODE_COORD"])
    told |= {"DIMENSION": str(places), "EDGE_WEIGHT_TYPE": "EUC_2D"}
    lines = [f"{name} : {value}" for name, value in told.items()]
    for name, rows in sections.items():
        numbered = (" ".join((str(number), *row)) for number, row in enumerate(rows, 1))
        lines += chain([f"{name}_SECTION"], numbered)
    lines += ["DEPOT_SECTION", *(str(number) for number in range(1, depots + 1)), "-1", "EOF", ""]
    return "\n".join(lines)


def _is_number(figure: str) -> bool:
    try:
        float(figure)
    except ValueError:
        return False
    return True
