"""From the week's question to integer arrays: durations and loads up, capacities down."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from distribution.calendar import Calendar
from distribution.fleet import LICENCE_ORDER
from distribution.inputs import WeekInputs
from distribution.network import Site
from distribution.parameters import Parameters
from distribution.travel import TravelProfile, TravelTable
from solvers.routing.coldlife import hold_times, refuge_times
from solvers.routing.encode_fleet import FleetArrays, encode_fleet
from solvers.routing.encode_visits import VisitArrays, encode_visits
from solvers.routing.leg_costs import leg_costs
from solvers.routing.problem import RoutingProblem
from solvers.routing.rosters import hands
from solvers.routing.tables import DEPOT, KIND, TRAVEL, Ints, Tables, records
from solvers.visits import CentreRequest


def encode(inputs: WeekInputs, travel: TravelTable, requests: Sequence[CentreRequest]) -> RoutingProblem:
    """Return the routing problem of a week.

    Parameters
    ----------
    inputs
        The question.  Depots are the hubs and depots open on the Monday of the week.
    travel
        Travel between all places, by profile.
    requests
        Centres with need, their depots and day patterns.
    """
    week = inputs.calendar.week
    depots = tuple(d for d in inputs.network.depots if d.open_from is None or d.open_from <= week.monday)
    fleet = encode_fleet(inputs, depots)
    visits = encode_visits(inputs, travel, requests, depots, fleet)
    return RoutingProblem(
        week=week,
        tables=_tables(inputs, travel, depots, fleet, visits),
        depot_ids=tuple(d.site_id for d in depots),
        vehicle_ids=fleet.vehicle_ids,
        centre_ids=visits.centre_ids,
        kind_type_ids=tuple(t.type_id for t in fleet.kind_types),
        kind_box_ids=tuple(t.box_id for t in fleet.kind_types),
        visit_days=visits.days,
        hands=hands(inputs),
        not_asked=visits.not_asked,
    )


def _tables(
    inputs: WeekInputs,
    travel: TravelTable,
    depots: tuple[Site, ...],
    fleet: FleetArrays,
    visits: VisitArrays,
) -> Tables:
    names = sorted({t.profile for t in fleet.types} & set(travel.profiles))
    profiles = [travel.profiles[name] for name in names] or [next(iter(travel.profiles.values()))]
    place_zone, crossing = _zones(inputs, travel)
    first, last, spans = _bans(inputs.calendar, fleet)
    return Tables(
        travel=np.stack([_travel(q) for q in profiles]),
        leg_vnd=_leg_costs(travel, fleet),
        refuge_s=refuge_times(inputs, travel),
        place_zone=place_zone,
        crossing_s=crossing,
        ban_first=first,
        ban_last=last,
        ban_spans=spans,
        kind=_kinds(fleet, names, inputs.parameters),
        hold_s=hold_times(inputs, travel, [t.box_id for t in fleet.kind_types]),
        vehicle_kind=np.array(fleet.vehicle_kinds, np.int64),
        body=np.array(fleet.vehicle_bodies, np.int64),
        vehicle_days=fleet.vehicle_days,
        depot=records(
            DEPOT,
            first=fleet.depot_first,
            last=fleet.depot_last,
            place=[travel.index(d.site_id) for d in depots],
            opens_s=[d.opens_s for d in depots],
            closes_s=[d.closes_s for d in depots],
            bays=[d.bays for d in depots],
        ),
        drivers=fleet.drivers,
        **visits.arrays,
        rules=_rules(inputs.parameters),
    )


def _kinds(fleet: FleetArrays, profiles: Sequence[str], p: Parameters) -> Ints:
    """Return a row for every kind of vehicle at a depot: what it carries, costs and may drive."""
    kinds = fleet.kind_types
    return records(
        KIND,
        depot=fleet.kind_depots,
        profile=[profiles.index(t.profile) for t in kinds],
        type=[fleet.types.index(t) for t in kinds],
        boxes=[t.box_positions for t in kinds],
        payload_g=[t.payload_g for t in kinds],
        active_ml=[t.active_ml for t in kinds],
        range_m=[1 << 50 if t.range_m is None else t.range_m for t in kinds],
        day_vnd=[t.fixed_vnd_day + t.driver_vnd_day for t in kinds],
        unit_vnd_h=[t.unit_vnd_h for t in kinds],
        crew=[t.crew for t in kinds],
        driving_s=[p.daily_driving_s * min(t.crew, 2) for t in kinds],
        shift_s=[p.shift_s if t.crew < 2 else p.team_shift_s for t in kinds],
        level=[LICENCE_ORDER.index(t.licence) for t in kinds],
    )


def _rules(p: Parameters) -> Ints:
    """Return the constants of the rules, where ``tables`` says that each of them stands."""
    return np.array(
        [
            p.loading_s,
            p.continuous_driving_s,
            p.break_s,
            p.night_rest_s,
            p.max_nights,
            p.active_max_s,
            p.holdover_s,
            p.round_value_cap_vnd,
            p.night_vnd,
            p.overtime_after_s,
            p.overtime_vnd_h,
            p.weekly_driving_s,
        ],
        np.int64,
    )


def _travel(profile: TravelProfile) -> Ints:
    table = np.zeros(profile.driving_s.shape, TRAVEL)
    table["free_s"], table["metres"] = profile.driving_s, profile.distance_m
    table["big_city"], table["city"] = profile.big_city, profile.city
    table["ferry_s"] = profile.ferry_s
    return table


def _leg_costs(travel: TravelTable, fleet: FleetArrays) -> Ints:
    """Return đồng for every leg by type of vehicle; without types one layer of nothing."""
    layers = []
    for kind in fleet.types:
        profile, rates = travel.profiles[kind.profile], (kind.vnd_km, kind.toll_vnd_km, kind.ferry_vnd)
        layers.append(leg_costs(rates, profile.distance_m, profile.expressway_m, profile.ferries))
    size = len(travel.place_ids)
    return np.stack(layers) if layers else np.zeros((1, size, size), np.int64)


def _zones(inputs: WeekInputs, travel: TravelTable) -> tuple[Ints, Ints]:
    zones = inputs.calendar.zones
    inside = np.zeros((len(travel.place_ids), len(zones)), np.bool_)
    for row, place_id in enumerate(travel.place_ids):
        held = inputs.network.zones(place_id)
        inside[row] = [zone.zone_id in held for zone in zones]
    return inside, np.array([zone.crossing_s for zone in zones], np.int64)


def _bans(calendar: Calendar, fleet: FleetArrays) -> tuple[Ints, Ints, Ints]:
    shape = (len(fleet.kind_types), len(calendar.zones))
    first, last = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    spans: list[tuple[int, int]] = []
    for kind, vehicle_type in enumerate(fleet.kind_types):
        for column, zone in enumerate(calendar.zones):
            first[kind, column] = len(spans)
            if zone.zone_id not in fleet.kind_permits[kind]:
                spans.extend(calendar.banned_s(zone.zone_id, vehicle_type))
            last[kind, column] = len(spans)
    return first, last, np.array(spans, np.int64).reshape(-1, 2)
