"""What a year costs by level and by place, in đồng; routes are not planned here, so delivery is estimated.

A centre's visit costs its share of a round of ``route_stops`` calls: vehicle and crew by the day, the way
there and back, the way from call to call.  Islands are priced by straight distance like all others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from distribution.policy.expected import Reals
from distribution.policy.lanes import Ways, straight_km
from distribution.policy.question import PolicyQuestion
from distribution.policy.replications import Years
from distribution.policy.setup import PolicySetup
from distribution.policy.year_state import ARRIVED, DIED, VISIT_ML, VISITS
from distribution.units import HOUR_S, WEEK_DAYS

LEVELS = (
    "chain_loss",
    "trunk",
    "depot_store",
    "depot_loss",
    "delivery",
    "centre_store",
    "centre_loss",
)
_YEAR_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rates:
    """Prices of a policy: a visit by centre, a ml of the trunk by product and depot, stores for all weeks.

    ``calls_week`` is how many calls the round vehicles of a depot can make in a week of six days,
    ``lanes_ml_week`` what its lanes can bring.
    """

    visit_vnd: Reals  # C
    trunk_vnd_ml: Reals  # P, D
    depot_store_vnd: Reals  # D
    centre_store_vnd: Reals  # C
    calls_week: Reals  # D
    lanes_ml_week: Reals  # D


def rates_of(setup: PolicySetup, question: PolicyQuestion) -> Rates:
    """Return the prices of a policy from fleet, distances, lanes, energy and capital."""
    inputs, rules = setup.inputs, setup.rules
    day = question.weeks[-1]
    ways = Ways(inputs, rules)
    days = len(question.weeks) * WEEK_DAYS
    kwh_vnd = inputs.parameters.electricity_vnd_kwh * days
    depot_l = question.depot_room_ml.sum(axis=0) / 1_000
    room_l = question.centres.room_ml / 1_000
    kwh = np.array([setup.facts.kwh_day.get(c, 0.0) for c in question.centre_ids])
    more = np.array([setup.room_percent.get(c, 100) / 100 for c in question.centre_ids])
    return Rates(
        visit_vnd=_visit_vnd(setup, question),
        trunk_vnd_ml=np.array(
            [
                [ways.way(setup.supply_site(p, day), d, day).vnd_litre / 1_000 for d in question.depot_ids]
                for p in question.product_ids
            ]
        ),
        depot_store_vnd=depot_l * rules.store_kwh_litre_day * kwh_vnd,
        calls_week=_calls_week(setup, question),
        lanes_ml_week=_lanes_ml_week(setup, question),
        centre_store_vnd=kwh * more * kwh_vnd + room_l * rules.fridge_vnd_litre_year * days / _YEAR_DAYS,
    )


def _calls_week(setup: PolicySetup, question: PolicyQuestion) -> Reals:
    rounds = [v for v in setup.inputs.fleet.vehicles if v.role == "round"]
    cars = np.array([sum(v.depot_id == d for v in rounds) for d in question.depot_ids], float)
    return np.asarray(cars * len(setup.inputs.calendar.week.delivery_days) * setup.rules.route_stops)


def _lanes_ml_week(setup: PolicySetup, question: PolicyQuestion) -> Reals:
    lanes = setup.inputs.network.lanes
    return np.array(
        [
            sum(n.capacity_ml * len(n.weekdays) for n in lanes if n.destination_id == d)
            for d in question.depot_ids
        ],
        float,
    )


def _visit_vnd(setup: PolicySetup, question: PolicyQuestion) -> Reals:
    inputs, rules = setup.inputs, setup.rules
    rounds = [inputs.fleet.type(v.type_id) for v in inputs.fleet.vehicles if v.role == "round"]
    day_vnd = float(np.mean([t.fixed_vnd_day + t.driver_vnd_day for t in rounds]))
    km_vnd = float(np.mean([t.vnd_km for t in rounds]))
    depots = [question.depot_ids[d] for d in question.centres.depot]
    out_km = np.array(
        [
            straight_km(inputs.network, depot, centre) * rules.road_detour
            for depot, centre in zip(depots, question.centre_ids, strict=True)
        ]
    )
    stops, parameters = rules.route_stops, inputs.parameters
    round_km = 2 * out_km + rules.between_stops_km * (stops - 1)
    hours = round_km / rules.road_kmh + stops * parameters.service_fixed_s / HOUR_S
    days = np.maximum(1.0, hours / (parameters.shift_s / HOUR_S))
    return np.asarray((day_vnd * days + km_vnd * round_km) / stops)


def level_costs(years: Years, rates: Rates) -> dict[str, NDArray[np.float64]]:
    """Return the cost of each level by replication, VND."""
    question, ones = years.question, np.ones(years.replications)
    dose_ml = question.products.dose_ml.astype(float)
    moved_ml = years.depot[:, ARRIVED] * dose_ml[None, :, None]
    return {
        "chain_loss": (years.supply[:, DIED] @ question.price_vnd).astype(float),
        "trunk": (moved_ml * rates.trunk_vnd_ml).sum(axis=(1, 2)),
        "depot_store": ones * rates.depot_store_vnd.sum(),
        "depot_loss": (years.depot[:, DIED].sum(axis=2) @ question.price_vnd).astype(float),
        "delivery": years.fridge[:, :, VISITS] @ rates.visit_vnd,
        "centre_store": ones * rates.centre_store_vnd.sum(),
        "centre_loss": years.centre_loss_vnd.sum(axis=1).astype(float),
    }


def centre_costs(years: Years, rates: Rates) -> Reals:
    """Return the cost of each centre by replication, VND: its visits, store, losses, share of the trunk."""
    question = years.question
    dose_ml = question.products.dose_ml.astype(float)
    moved_ml = years.depot[:, ARRIVED] * dose_ml[:, None]
    depot_ml = moved_ml.sum(axis=1)
    trunk = (moved_ml * rates.trunk_vnd_ml).sum(axis=1)
    trunk_ml = np.divide(trunk, depot_ml, out=np.zeros_like(trunk), where=depot_ml > 0)
    fridge = years.fridge
    own = fridge[:, :, VISITS] * rates.visit_vnd + rates.centre_store_vnd + years.centre_loss_vnd
    return np.asarray(own + fridge[:, :, VISIT_ML] * trunk_ml[:, question.centres.depot])
