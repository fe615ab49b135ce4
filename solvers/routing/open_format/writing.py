"""A routing problem as JSON values of the open format (docs/coldchain_set.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from distribution.traffic import BIG, OTHER
from solvers.routing.leg_costs import leg_costs
from solvers.routing.open_format.matrix import packed
from solvers.routing.problem import RoutingProblem
from solvers.routing.tables import NEVER, Ints, Tables

FORMAT, VERSION = "coldchain-routing", 1

# in the order of Tables.rules
RULES = (
    "loading_s",
    "continuous_driving_s",
    "break_s",
    "night_rest_s",
    "max_nights",
    "active_max_s",
    "holdover_s",
    "value_cap_vnd",
    "night_vnd",
    "overtime_after_s",
    "overtime_vnd_h",
    "weekly_driving_s",
)
# name in the file → field of TRAVEL
TRAVEL_NAMES = {
    "free_s": "free_s",
    "big_city_share": "big_city",
    "city_share": "city",
    "distance_m": "metres",
    "ferry_s": "ferry_s",
}
KIND_NAMES = (
    "depot",
    "profile",
    "type",
    "boxes",
    "payload_g",
    "active_ml",
    "range_m",
    "day_vnd",
    "unit_vnd_h",
    "crew",
    "driving_s",
    "shift_s",
)
VISIT_NAMES = ("day", "boxes", "ml", "g", "vnd", "service_s", "avoid_vnd")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a reader is told of an instance: its name, where it comes from, whether it is made up."""

    name: str
    comment: str
    synthetic: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tariff:
    """How the costs of legs follow from the road, so that no table of them need be written.

    ``rates[type]`` are the profile, đồng a kilometre, đồng a tolled kilometre and đồng a ferry;
    ``tolled_m`` and ``ferries`` are (profiles, places, places).
    """

    rates: tuple[tuple[int, int, int, int], ...]
    tolled_m: Ints
    ferries: Ints


def problem_values(
    problem: RoutingProblem,
    about: About,
    *,
    tariff: Tariff | None = None,
    marks: Mapping[int, Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """Return a problem as JSON values.

    Parameters
    ----------
    tariff
        Given, the costs of legs are written as rates; they must be those of the problem.
    marks
        What else to tell of a place (``id``, ``lon``, ``lat``); no rule reads it.
    """
    t = problem.tables
    if tariff and any((t.leg_vnd[i] != _by_rates(t, tariff, i)).any() for i in range(len(t.leg_vnd))):
        raise ValueError("the tariff does not give the costs of the problem's legs")
    holds = sorted({tuple(row) for row in t.hold_s.tolist()})
    return {
        "format": FORMAT,
        "version": VERSION,
        "name": about.name,
        "comment": about.comment,
        "synthetic": about.synthetic,
        "week": str(problem.week),
        "rules": dict(zip(RULES, t.rules.tolist(), strict=True)),
        "traffic": {"big_city": BIG.tolist(), "city": OTHER.tolist()},
        "zones": [{"crossing_s": seconds} for seconds in t.crossing_s.tolist()],
        "anchors": len(t.refuge_s),
        "places": [_place(t, row, (marks or {}).get(row, {})) for row in range(len(t.place_zone))],
        "profiles": [_profile(t, row, tariff) for row in range(len(t.travel))],
        "refuge_s": packed(t.refuge_s),
        "types": _types(t, tariff),
        "holds_s": [list(row) for row in holds],
        "kinds": [_kind(problem, row, holds) for row in range(len(t.kind))],
        "depots": [_depot(problem, row) for row in range(len(t.depot))],
        "drivers": [
            {
                "id": h.driver_id,
                "depot": h.depot_id,
                "licence": h.level,
                "days": sorted(h.days),
                "known": sorted(h.known),
            }
            for h in problem.hands
        ],
        "vehicles": [_vehicle(problem, body) for body in np.unique(t.body).tolist()],
        "clients": [_client(problem, row) for row in range(len(t.client))],
        "not_asked": [{"id": name, "reason": reason} for name, reason in problem.not_asked],
    }


def _by_rates(t: Tables, tariff: Tariff, kind_type: int) -> Ints:
    profile, km, toll, ferry = tariff.rates[kind_type]
    rates = (km, toll, ferry)
    return leg_costs(rates, t.travel["metres"][profile], tariff.tolled_m[profile], tariff.ferries[profile])


def _place(t: Tables, row: int, mark: Mapping[str, Any]) -> dict[str, Any]:
    zones = np.flatnonzero(t.place_zone[row]).tolist()
    return {**mark, "zones": zones, "anchor": row, "access_s": 0, "access_m": 0}


def _profile(t: Tables, row: int, tariff: Tariff | None) -> dict[str, Any]:
    values = {name: packed(t.travel[field][row]) for name, field in TRAVEL_NAMES.items()}
    if tariff:
        values |= {"tolled_m": packed(tariff.tolled_m[row]), "ferries": packed(tariff.ferries[row])}
    return values


def _types(t: Tables, tariff: Tariff | None) -> list[dict[str, Any]]:
    if tariff is None:
        return [{"leg_vnd": packed(table)} for table in t.leg_vnd]
    names = ("profile", "vnd_km", "toll_vnd_km", "ferry_vnd")
    return [dict(zip(names, rates, strict=True)) for rates in tariff.rates]


def _kind(problem: RoutingProblem, row: int, holds: Sequence[tuple[int, ...]]) -> dict[str, Any]:
    t = problem.tables
    spans = t.ban_spans.tolist()
    return {
        "type_id": problem.kind_type_ids[row],
        "box_id": problem.kind_box_ids[row],
        **{name: int(t.kind[name][row]) for name in KIND_NAMES},
        "licence": int(t.kind["level"][row]),
        "hold": holds.index(tuple(t.hold_s[row].tolist())),
        "bans_s": [
            spans[first:last]
            for first, last in zip(t.ban_first[row].tolist(), t.ban_last[row].tolist(), strict=True)
        ],
    }


def _depot(problem: RoutingProblem, row: int) -> dict[str, Any]:
    depot = problem.tables.depot[row]
    return {
        "id": problem.depot_ids[row],
        **{name: int(depot[name]) for name in ("place", "opens_s", "closes_s", "bays")},
        "on_duty": problem.tables.drivers[row].tolist(),
    }


def _vehicle(problem: RoutingProblem, body: int) -> dict[str, Any]:
    t = problem.tables
    trips = int((t.body == body).sum())
    values = {
        "id": problem.vehicle_ids[body],
        "kind": int(t.vehicle_kind[body]),
        "days": np.flatnonzero(t.vehicle_days[body]).tolist(),
    }
    return values if trips == 1 else {**values, "trips": trips}


def _position(t: Tables, row: int) -> int:
    """Return the position of a vehicle among the vehicles, from its first row; none of them: after all."""
    return int(np.searchsorted(np.unique(t.body), row))


def _client(problem: RoutingProblem, row: int) -> dict[str, Any]:
    t = problem.tables
    client = t.client[row]
    return {
        "id": problem.centre_ids[row],
        "place": int(client["place"]),
        "out_vnd": int(client["out_vnd"]),
        "vehicle": None if client["vehicle"] < 0 else _position(t, int(client["vehicle"])),
        "ready_day": [None if day == NEVER else day for day in t.ready_day[row].tolist()],
        "patterns": [
            {
                "vnd": int(t.pattern["vnd"][p]),
                "visits": [_visit(t, v) for v in range(t.pattern["first"][p], t.pattern["last"][p])],
            }
            for p in range(client["first"], client["last"])
        ],
    }


def _visit(t: Tables, row: int) -> dict[str, Any]:
    return {
        **{name: int(t.visit[name][row]) for name in VISIT_NAMES},
        "windows_s": [span for span in t.windows[row].tolist() if span[0] <= span[1]],
        "courier_vnd": [None if price < 0 else price for price in t.courier_vnd[row].tolist()],
    }
