"""A routing problem from JSON values of the open format that passed the checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from distribution.calendar import Week
from solvers.routing.leg_costs import leg_costs
from solvers.routing.open_format.matrix import spread, unpacked
from solvers.routing.open_format.writing import KIND_NAMES, RULES, TRAVEL_NAMES, VISIT_NAMES
from solvers.routing.problem import RoutingProblem
from solvers.routing.rosters import Hand
from solvers.routing.tables import (
    CLIENT,
    CLOCK_DAYS,
    DEPOT,
    KIND,
    NEVER,
    PATTERN,
    TRAVEL,
    VISIT,
    Ints,
    Tables,
    records,
)

Values = dict[str, Any]
NO_WINDOW = [1, 0]
ADDED = {"free_s": "access_s", "distance_m": "access_m"}  # what a place adds to its anchor's figures


def problem_of(values: Values) -> RoutingProblem:
    """Return the problem of sound JSON values: its arrays are those that were written."""
    week = Week.parse(values["week"])
    visits = [v for c in values["clients"] for p in c["patterns"] for v in p["visits"]]
    return RoutingProblem(
        week=week,
        tables=Tables(**_travel(values), **_fleet(values), **_clients(values, visits)),
        depot_ids=tuple(d["id"] for d in values["depots"]),
        vehicle_ids=tuple(v["id"] for v in values["vehicles"] for _ in range(v.get("trips", 1))),
        centre_ids=tuple(c["id"] for c in values["clients"]),
        kind_type_ids=tuple(k["type_id"] for k in values["kinds"]),
        kind_box_ids=tuple(k["box_id"] for k in values["kinds"]),
        visit_days=tuple(week.monday + timedelta(days=v["day"]) for v in visits),
        hands=tuple(
            Hand(
                driver_id=d["id"],
                depot_id=d["depot"],
                level=d["licence"],
                days=frozenset(d["days"]),
                known=frozenset(d["known"]),
            )
            for d in values["drivers"]
        ),
        not_asked=tuple((c["id"], c["reason"]) for c in values["not_asked"]),
    )


def _travel(values: Values) -> dict[str, Ints]:
    size, places = values["anchors"], values["places"]
    anchor = _ints(p["anchor"] for p in places)
    travel = np.zeros((len(values["profiles"]), len(places), len(places)), TRAVEL)
    for row, profile in enumerate(values["profiles"]):
        for name, field in TRAVEL_NAMES.items():
            table = unpacked(profile[name], size, TRAVEL[field].type)
            travel[field][row] = spread(table, anchor, _access(places, name))
    zones = np.zeros((len(places), len(values["zones"])), np.bool_)
    for row, place in enumerate(places):
        zones[row, place["zones"]] = True
    return {
        "travel": travel,
        "leg_vnd": np.stack([_leg_costs(values, one, anchor, travel) for one in values["types"]]),
        "refuge_s": spread(unpacked(values["refuge_s"], size, np.int64), anchor),
        "place_zone": zones,
        "crossing_s": _ints(z["crossing_s"] for z in values["zones"]),
        "rules": _ints(values["rules"][name] for name in RULES),
    }


def _access(places: Sequence[Values], name: str) -> Ints | None:
    return _ints(p[ADDED[name]] for p in places) if name in ADDED else None


def _leg_costs(values: Values, one: Values, anchor: Ints, travel: Ints) -> Ints:
    if "leg_vnd" in one:
        return spread(unpacked(one["leg_vnd"], values["anchors"], np.int64), anchor)
    rates = (one["vnd_km"], one["toll_vnd_km"], one["ferry_vnd"])
    profile = values["profiles"][one["profile"]]
    tolled, ferries = (
        spread(unpacked(profile[name], values["anchors"], np.int64), anchor)
        for name in ("tolled_m", "ferries")
    )
    return leg_costs(rates, travel["metres"][one["profile"]], tolled, ferries)


def _fleet(values: Values) -> dict[str, Ints]:
    kinds, depots = values["kinds"], values["depots"]
    vehicles = [v for v in values["vehicles"] for _ in range(v.get("trips", 1))]
    homes = [kinds[v["kind"]]["depot"] for v in vehicles]
    days = np.zeros((len(vehicles), CLOCK_DAYS), np.bool_)
    for row, vehicle in enumerate(vehicles):
        days[row, vehicle["days"]] = True
    return {
        **_bans(values),
        "kind": records(
            KIND,
            **{name: [k[name] for k in kinds] for name in KIND_NAMES},
            level=[k["licence"] for k in kinds],
        ),
        "hold_s": _ints(values["holds_s"][k["hold"]] for k in kinds).reshape(-1, len(values["places"])),
        "vehicle_kind": _ints(v["kind"] for v in vehicles),
        "body": np.repeat(_first_rows(values), [v.get("trips", 1) for v in values["vehicles"]]),
        "vehicle_days": days,
        "depot": records(
            DEPOT,
            first=[int(np.searchsorted(homes, q, "left")) for q in range(len(depots))],
            last=[int(np.searchsorted(homes, q, "right")) for q in range(len(depots))],
            **{name: [d[name] for d in depots] for name in ("place", "opens_s", "closes_s", "bays")},
        ),
        "drivers": _ints(d["on_duty"] for d in depots),
    }


def _first_rows(values: Values) -> Ints:
    """Return the first row of each vehicle: it has one for every trip that it may make on a day."""
    trips = [v.get("trips", 1) for v in values["vehicles"]]
    return np.cumsum([0, *trips], dtype=np.int64)[:-1]


def _bans(values: Values) -> dict[str, Ints]:
    """Lay the banned intervals of each kind and zone one after the other."""
    listed = [[len(spans) for spans in kind["bans_s"]] for kind in values["kinds"]]
    shape = (len(values["kinds"]), len(values["zones"]))
    counts = np.array(listed, np.int64).reshape(shape)
    last = np.cumsum(counts).reshape(shape)
    spans = [span for kind in values["kinds"] for zone in kind["bans_s"] for span in zone]
    return {
        "ban_first": last - counts,
        "ban_last": last,
        "ban_spans": np.array(spans, np.int64).reshape(-1, 2),
    }


def _clients(values: Values, visits: Sequence[Values]) -> dict[str, Ints]:
    clients, depots = values["clients"], len(values["depots"])
    first = [*_first_rows(values), sum(v.get("trips", 1) for v in values["vehicles"])]
    patterns = [p for c in clients for p in c["patterns"]]
    ends = np.cumsum([0, *(len(c["patterns"]) for c in clients)])
    visit_ends = np.cumsum([0, *(len(p["visits"]) for p in patterns)])
    width = max((len(v["windows_s"]) for v in visits), default=1) or 1
    return {
        "client": records(
            CLIENT,
            place=[c["place"] for c in clients],
            first=ends[:-1],
            last=ends[1:],
            out_vnd=[c["out_vnd"] for c in clients],
            vehicle=[-1 if c["vehicle"] is None else first[c["vehicle"]] for c in clients],
        ),
        "ready_day": _by_depot((c["ready_day"] for c in clients), NEVER, depots),
        "pattern": records(
            PATTERN, first=visit_ends[:-1], last=visit_ends[1:], vnd=[p["vnd"] for p in patterns]
        ),
        "visit": records(
            VISIT,
            client=[c for c, client in enumerate(clients) for p in client["patterns"] for _ in p["visits"]],
            pattern=[p for p, pattern in enumerate(patterns) for _ in pattern["visits"]],
            **{name: [v[name] for v in visits] for name in VISIT_NAMES},
        ),
        "windows": np.array(
            [v["windows_s"] + [NO_WINDOW] * (width - len(v["windows_s"])) for v in visits], np.int64
        ).reshape(-1, width, 2),
        "courier_vnd": _by_depot((v["courier_vnd"] for v in visits), -1, depots),
    }


def _by_depot(rows: Any, absent: int, depots: int) -> Ints:
    listed = [[absent if figure is None else figure for figure in row] for row in rows]
    return np.array(listed, np.int64).reshape(-1, depots)


def _ints(rows: Any) -> Ints:
    return np.array(list(rows), np.int64)
