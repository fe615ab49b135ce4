"""What it costs to serve each centre: the whole cost of a plan shared out, to the đồng.

=============== =======================================================================================
part            how it is shared
=============== =======================================================================================
the way         energy, upkeep, tolls and ferries of a route: Shapley value of its fixed order
                (``cost_sharing``), over the travel table's own pairs
the day         vehicle, crew, nights, overtime and cooling unit of a route: in proportion to the Shapley
                value of its time in the same order, work at the stop added (time-driven costing, Kaplan
                and Anderson 2004: what is paid for is time)
avoided days    to the stop that is called at on such a day
couriers        to their centre
supply          transfers of the week: with the lots to where they went (``cost_of_supply``); what is left
                in a store for later weeks stays on the store's own row
=============== =======================================================================================

No centre's share tells what leaving it out would save: that is asked by planning again (``coldchain
scenario``), or, with all else as it is, bounded from the ``detour_vnd`` of its legs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from distribution.cost_of_supply import supply_costs
from distribution.cost_parts import Cost, CostBreakdown
from distribution.cost_sharing import Floats, fixed_order_shares, rounded, whole_shares
from distribution.feasibility.windows import visit_day
from distribution.fleet import VehicleType
from distribution.inputs import WeekInputs
from distribution.plan import Route, WeeklyPlan
from distribution.travel import TravelTable

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "place_id",
    "place_name",
    "kind",
    "visits",
    "doses",
    "way_vnd",
    "day_vnd",
    "avoid_days_vnd",
    "courier_vnd",
    "supply_vnd",
    "cost_vnd",
    "cost_per_dose_vnd",
    "detour_vnd",
)
DELIVERY_PARTS = ("way_vnd", "day_vnd", "avoid_days_vnd", "courier_vnd")
_PARTS = (*DELIVERY_PARTS, "supply_vnd")


def cost_to_serve(
    plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, costs: CostBreakdown
) -> pd.DataFrame:
    """Return one row per centre served, dearest first, then one per store that keeps supply cost.

    Columns: ``place_id``, ``place_name``, ``kind`` (centre or store), ``visits``, ``doses``, the five
    parts and their sum ``cost_vnd`` (whole đồng, adding up to the plan's cost), ``cost_per_dose_vnd``
    (None without doses), ``detour_vnd`` (what the way alone would be less without the stop, all else
    as it is).
    """
    import pandas as pd

    parts = delivery_parts(plan, inputs, travel, costs)
    centres, stores = supply_costs(plan, inputs, {i: c.total_vnd for i, c in costs.transfers})
    for place_id, vnd in _whole_supply(costs, centres, stores).items():
        parts[place_id]["supply_vnd"] += vnd
    visits, doses = _calls(plan)
    known = {centre.centre_id for centre in inputs.network.centres}
    rows: list[dict[str, Any]] = [
        {
            "place_id": place_id,
            "place_name": inputs.network.name(place_id),
            "kind": "centre" if place_id in known else "store",
            "visits": visits[place_id],
            "doses": doses[place_id],
            **{name: part[name] for name in (*_PARTS, "detour_vnd")},
            "cost_vnd": (total := sum(part[name] for name in _PARTS)),
            "cost_per_dose_vnd": total / doses[place_id] if doses[place_id] else None,
        }
        for place_id, part in parts.items()
    ]
    rows.sort(key=lambda row: (row["kind"], -row["cost_vnd"], row["place_id"]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def delivery_parts(
    plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, costs: CostBreakdown
) -> dict[str, Counter[str]]:
    """Return the shares of routes and couriers by centre and part, VND."""
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    of_route, of_parcel = dict(costs.routes), dict(costs.consignments)
    for route in plan.routes:
        for centre_id, shares in _route_parts(route, of_route[route.route_id], inputs, travel):
            parts[centre_id].update(shares)
    for parcel in plan.consignments:
        parts[parcel.centre_id]["courier_vnd"] += of_parcel[parcel.consignment_id].total_vnd
    return parts


def _route_parts(
    route: Route, cost: Cost, inputs: WeekInputs, travel: TravelTable
) -> list[tuple[str, dict[str, int]]]:
    vehicle_type = inputs.fleet.type(route.type_id)
    rows = [travel.index(p) for p in (route.depot_id, *(stop.centre_id for stop in route.stops))]
    pairs = np.ix_(rows, rows)
    money = _way_vnd(vehicle_type, travel, pairs)
    way_vnd = cost.energy_maintenance_vnd + cost.tolls_vnd + cost.ferries_vnd
    avoided = [inputs.parameters.avoid_day_vnd * a for a in _avoided(route, inputs)]
    day_vnd = cost.total_vnd - way_vnd - sum(avoided)
    way = rounded(way_vnd, fixed_order_shares(money).tolist())
    profile = travel.profiles[vehicle_type.profile]
    hours = fixed_order_shares((profile.driving_s + profile.ferry_s)[pairs].astype(float))
    work = np.array([stop.depart_s - stop.start_s for stop in route.stops])
    day = whole_shares(day_vnd, (hours + work).tolist())
    return [
        (
            stop.centre_id,
            {
                "way_vnd": way[i],
                "day_vnd": day[i],
                "avoid_days_vnd": avoided[i],
                "detour_vnd": _detour(money, i + 1),
            },
        )
        for i, stop in enumerate(route.stops)
    ]


def _way_vnd(vehicle_type: VehicleType, travel: TravelTable, pairs: tuple[NDArray[np.int64], ...]) -> Floats:
    """Return what driving between places costs: energy, upkeep, tolls, ferries."""
    profile = travel.profiles[vehicle_type.profile]
    return np.asarray(
        profile.distance_m[pairs] * (vehicle_type.vnd_km / 1_000)
        + profile.expressway_m[pairs] * (vehicle_type.toll_vnd_km / 1_000)
        + profile.ferries[pairs].astype(float) * vehicle_type.ferry_vnd
    )


def _detour(money: Floats, stop: int) -> int:
    before, after = stop - 1, (stop + 1) % len(money)
    return round(float(money[before, stop] + money[stop, after] - money[before, after]))


def _avoided(route: Route, inputs: WeekInputs) -> list[bool]:
    days = [visit_day(inputs, stop.centre_id, stop.start_s) for stop in route.stops]
    return [inputs.calendar.deliveries(day) == "avoid" for day in days]


def _whole_supply(
    costs: CostBreakdown, centres: Mapping[str, float], stores: Mapping[str, float]
) -> dict[str, int]:
    total = sum(cost.total_vnd for _, cost in costs.transfers)
    places = [*sorted(centres), *sorted(stores)]
    shares = rounded(total, [*(centres[p] for p in sorted(centres)), *(stores[p] for p in sorted(stores))])
    return dict(zip(places, shares, strict=True))


def _calls(plan: WeeklyPlan) -> tuple[Counter[str], Counter[str]]:
    visits: Counter[str] = Counter()
    doses: Counter[str] = Counter()
    calls = [(stop.centre_id, stop.drops) for route in plan.routes for stop in route.stops]
    for centre_id, drops in (*calls, *((c.centre_id, c.drops) for c in plan.consignments)):
        visits[centre_id] += 1
        doses[centre_id] += sum(drop.doses for drop in drops)
    return visits, doses
