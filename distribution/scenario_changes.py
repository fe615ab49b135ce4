"""The question of a week as a scenario changes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np

from distribution.calendar import Calendar, Week
from distribution.energy import at_prices
from distribution.errors import Fault, InputError
from distribution.fleet import LICENCE_ORDER, Driver, Fleet, Vehicle
from distribution.forecast import Forecast
from distribution.inputs import WeekInputs
from distribution.network import Network
from distribution.parameters import Parameters
from distribution.scenario import MoreVehicles, Scenario
from distribution.travel import TravelTable
from distribution.units import WEEK_DAYS
from distribution.vaccines import TemperatureBand

HORIZON_DAYS = 4 * WEEK_DAYS
_AT_LOADING = frozenset({"reefers_hold_hanoi_permits"})  # read with the fleet, no longer open to change


def changed(inputs: WeekInputs, scenario: Scenario) -> WeekInputs:
    """Return the question as a scenario changes it.

    Raises
    ------
    InputError
        With every name of the scenario that the question does not know.
    """
    faults = tuple(_faults(inputs, scenario))
    if faults:
        raise InputError(faults)
    parameters = _parameters(inputs.parameters, scenario)
    calendar, forecast = _holidays(inputs, scenario)
    return replace(
        inputs,
        parameters=parameters,
        fleet=_fleet(inputs.fleet, scenario, parameters, inputs.calendar.week),
        network=_network(inputs.network, scenario, inputs.calendar.week),
        calendar=calendar,
        forecast=_scaled(forecast, np.full(len(forecast.days), scenario.demand_percent / 100)),
        closed_roads=tuple(sorted({*inputs.closed_roads, *scenario.closed_roads})),
    )


def slower(travel: TravelTable, scenario: Scenario) -> TravelTable:
    """Return a travel table with time at the wheel scaled as a scenario asks, rounded up."""
    if scenario.driving_percent == 100:
        return travel
    profiles = {
        name: replace(p, driving_s=-(-p.driving_s * scenario.driving_percent // 100))
        for name, p in travel.profiles.items()
    }
    return replace(travel, profiles=profiles)


def _faults(inputs: WeekInputs, scenario: Scenario) -> Iterator[Fault]:
    depots = {depot.site_id for depot in inputs.network.depots}
    types = {t.type_id for t in inputs.fleet.types}
    names = {f.name for f in fields(Parameters)} - _AT_LOADING
    places = set(inputs.network.place_ids)
    asked = [
        *(("depots", more.depot_id, depots) for more in scenario.more_vehicles),
        *(("vehicle_types", more.type_id, types) for more in scenario.more_vehicles),
        *(("depots", depot_id, depots) for depot_id in scenario.closed_depots),
        *(("places", more.place_id, places) for more in scenario.more_litres),
        *(("parameters", name, names) for name in scenario.parameters),
    ]
    for table, value, known in asked:
        if value not in known:
            arguments = {"value": value, "table": table, "known": ", ".join(sorted(known)[:12])}
            yield Fault(code="scenario_unknown", file=scenario.name, arguments=arguments)
    if depots <= set(scenario.closed_depots):
        yield Fault(code="scenario_all_closed", file=scenario.name)


def _parameters(parameters: Parameters, scenario: Scenario) -> Parameters:
    kinds = {f.name: type(getattr(parameters, f.name)) for f in fields(Parameters)}
    return replace(parameters, **{name: kinds[name](v) for name, v in scenario.parameters.items()})


def _fleet(fleet: Fleet, scenario: Scenario, parameters: Parameters, week: Week) -> Fleet:
    types = tuple(at_prices(t, parameters) for t in fleet.types)
    shut = set(scenario.closed_depots)
    vehicles = [v for v in fleet.vehicles if v.depot_id not in shut]
    drivers = [d for d in fleet.drivers if d.depot_id not in shut]
    for more in scenario.more_vehicles:
        vehicles += _vehicles(more, week)
        drivers += _crews(more, fleet, week)
    return replace(fleet, types=types, vehicles=tuple(vehicles), drivers=tuple(drivers))


def _vehicles(more: MoreVehicles, week: Week) -> list[Vehicle]:
    return [
        Vehicle(
            vehicle_id=f"+{more.depot_id}-{more.type_id}-{number}",
            type_id=more.type_id,
            depot_id=more.depot_id,
            days=week.delivery_days,
        )
        for number in range(1, more.count + 1)
    ]


def _crews(more: MoreVehicles, fleet: Fleet, week: Week) -> list[Driver]:
    vehicle_type = fleet.type(more.type_id)
    licence = vehicle_type.licence if vehicle_type.licence in LICENCE_ORDER else LICENCE_ORDER[-1]
    return [
        Driver(
            driver_id=f"+{more.depot_id}-{more.type_id}-driver-{number}",
            name=f"+{number}",
            depot_id=more.depot_id,
            licence=licence,
            days=week.delivery_days,
        )
        for number in range(1, more.count * vehicle_type.crew + 1)
    ]


def _network(network: Network, scenario: Scenario, week: Week) -> Network:
    """Return the network with depots shut for the week and stores widened.

    A shut depot stays a place (what lies there lies there) that opens after the week; no lane uses it.
    """
    shut = set(scenario.closed_depots)
    after = week.monday + timedelta(days=HORIZON_DAYS)
    more = {m.place_id: m.volume_ml for m in scenario.more_litres}

    def stores(place_id: str, own: dict[TemperatureBand, int]) -> dict[TemperatureBand, int]:
        cold = TemperatureBand.COLD
        return {**own, cold: own.get(cold, 0) + more[place_id]} if place_id in more else own

    return replace(
        network,
        sites=tuple(
            replace(
                s,
                open_from=after if s.site_id in shut else s.open_from,
                stores_ml=stores(s.site_id, dict(s.stores_ml)),
            )
            for s in network.sites
        ),
        centres=tuple(replace(c, stores_ml=stores(c.centre_id, dict(c.stores_ml))) for c in network.centres),
        lanes=tuple(n for n in network.lanes if not shut & {n.origin_id, n.destination_id}),
    )


def _holidays(inputs: WeekInputs, scenario: Scenario) -> tuple[Calendar, Forecast]:
    """Return calendar and forecast with the holidays of another week in the planned weeks' place.

    Expected use changes by the ratio of the two calendars' factors of a day; a day on which the own
    calendar foresees no use at all stays as it is.
    """
    own = inputs.calendar
    if not scenario.holidays_of:
        return own, inputs.forecast
    first = Week.parse(scenario.holidays_of).monday
    shift = own.week.monday - first
    last = first + timedelta(days=HORIZON_DAYS - 1)
    end = own.week.monday + timedelta(days=HORIZON_DAYS - 1)
    kept = [h for h in own.holidays if h.last < own.week.monday or h.first > end]
    moved = [
        replace(h, first=max(h.first, first) + shift, last=min(h.last, last) + shift)
        for h in own.holidays
        if h.first <= last and h.last >= first
    ]
    calendar = replace(own, holidays=tuple([*kept, *moved]))
    ratio = [_ratio(calendar, own, day) for day in inputs.forecast.days]
    return calendar, _scaled(inputs.forecast, np.array(ratio))


def _ratio(calendar: Calendar, own: Calendar, day: date) -> float:
    before = own.demand_factor(day)
    return calendar.demand_factor(day) / before if before else 1.0


def _scaled(forecast: Forecast, factors: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Forecast:
    if (factors == 1.0).all():
        return forecast
    return replace(forecast, doses=np.rint(forecast.doses * factors).astype(np.int32))
