"""How good a plan is: figures of the whole week, and tidy tables by product and centre."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from distribution.cost_parts import CostBreakdown
from distribution.costing import cost
from distribution.feasibility.coldride import cold_rides
from distribution.feasibility.departures import centre_deliveries, value_vnd
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from distribution.wishes import wishes

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators:
    """The figures of a week.

    ``fill_rate`` is doses delivered of doses needed (0–1, 1 when none are needed); ``load_factor``
    the mean share of box positions in use when routes depart; ``cold_margin_s`` the least cold left
    at a last handing over (None without departures).  Distances and times count routes alone.
    The last four are wishes (``distribution.wishes``), whose price is no part of the cost.
    """

    centres_with_need: int
    served: int
    unserved: int
    doses_needed: int
    doses_delivered: int
    fill_rate: float
    routes: int
    couriers: int
    transfers: int
    nights: int
    load_factor: float
    distance_m: int
    driving_s: int
    metres_per_dose: float
    cost_vnd: int
    cost_per_dose_vnd: float
    value_at_risk_vnd: int
    cold_margin_s: int | None
    cold_margin_departure_id: str
    co2_g: int
    changed_days: int | None
    unfamiliar_stops: int | None
    hours_spread_s: int
    wishes_vnd: int

    @property
    def km_per_1000_doses(self) -> float:
        """Kilometres driven on routes for a thousand doses: metres a dose."""
        return self.metres_per_dose


def indicators(
    plan: WeeklyPlan, inputs: WeekInputs, travel: TravelTable, costs: CostBreakdown | None = None
) -> Indicators:
    """Return the figures of a plan (costs are computed when not given)."""
    costs, wished = costs or cost(plan, inputs, travel), wishes(plan, inputs)
    needing = {r.centre_id for r in plan.requirements if r.need_doses > 0}
    needed = sum(r.need_doses for r in plan.requirements)
    met = sum(min(r.need_doses, r.delivered_doses) for r in plan.requirements)
    doses = sum(drop.doses for visit in centre_deliveries(plan, inputs) for drop in visit.drops)
    distance_m = sum(route.distance_m for route in plan.routes)
    margin_s, coldest = min(
        ((r.margin_s, r.departure_id) for r in cold_rides(plan, inputs)), default=(None, "")
    )
    factors = [r.boxes / inputs.fleet.type(r.type_id).box_positions for r in plan.routes]
    return Indicators(
        centres_with_need=len(needing),
        served=len(needing & plan.served),
        unserved=len(needing - plan.served),
        doses_needed=needed,
        doses_delivered=doses,
        fill_rate=met / needed if needed else 1.0,
        routes=len(plan.routes),
        couriers=len(plan.consignments),
        transfers=len(plan.transfers),
        nights=sum(route.nights for route in plan.routes),
        load_factor=sum(factors) / len(factors) if factors else 0.0,
        distance_m=distance_m,
        driving_s=sum(route.driving_s for route in plan.routes),
        metres_per_dose=distance_m / doses if doses else 0.0,
        cost_vnd=costs.total_vnd,
        cost_per_dose_vnd=costs.total_vnd / doses if doses else 0.0,
        value_at_risk_vnd=max(_values(plan, inputs), default=0),
        cold_margin_s=margin_s,
        cold_margin_departure_id=coldest,
        co2_g=costs.co2_g,
        changed_days=wished.changed_days,
        unfamiliar_stops=wished.unfamiliar_stops,
        hours_spread_s=wished.hours_spread_s,
        wishes_vnd=wished.vnd,
    )


def fill_by_product(plan: WeeklyPlan, inputs: WeekInputs) -> pd.DataFrame:
    """Return one row per product with need, by id.

    Columns: ``product_id``, ``product_name``, ``need_doses``, ``delivered_doses``, ``missing_doses``,
    ``fill_rate`` (0–1), ``short_centres`` (centres that get less than they need).
    """
    import pandas as pd

    need: Counter[str] = Counter()
    met: Counter[str] = Counter()
    short: Counter[str] = Counter()
    delivered: Counter[str] = Counter()
    for row in plan.requirements:
        need[row.product_id] += row.need_doses
        met[row.product_id] += min(row.need_doses, row.delivered_doses)
        delivered[row.product_id] += row.delivered_doses
        short[row.product_id] += row.delivered_doses < row.need_doses
    rows = [
        {
            "product_id": product_id,
            "product_name": inputs.vaccines[product_id].name,
            "need_doses": need[product_id],
            "delivered_doses": delivered[product_id],
            "missing_doses": need[product_id] - met[product_id],
            "fill_rate": met[product_id] / need[product_id],
            "short_centres": short[product_id],
        }
        for product_id in sorted(need)
        if need[product_id] > 0
    ]
    return pd.DataFrame(rows, columns=list(FILL))


FILL = (
    "product_id",
    "product_name",
    "need_doses",
    "delivered_doses",
    "missing_doses",
    "fill_rate",
    "short_centres",
)


def cover_by_centre(plan: WeeklyPlan, inputs: WeekInputs) -> pd.DataFrame:
    """Return one row per centre of the requirements, by id: how long its stock lasts after the plan.

    Columns: ``centre_id``, ``centre_name``, ``least_days`` (least over its products),
    ``least_product_id``, ``mean_days`` (weighted by expected use).  Cover is stock at the start of the
    week plus what is delivered, divided by the expected use a day; products without use are left out.
    """
    import pandas as pd

    rows = []
    for centre_id, by_product in _cover(plan).items():
        if not by_product:
            continue
        least_days, product_id = min((stock / use * 7, name) for name, (stock, use) in by_product.items())
        rows.append(
            {
                "centre_id": centre_id,
                "centre_name": inputs.network.name(centre_id),
                "least_days": least_days,
                "least_product_id": product_id,
                "mean_days": sum(s for s, _ in by_product.values())
                / sum(u for _, u in by_product.values())
                * 7,
            }
        )
    columns = ["centre_id", "centre_name", "least_days", "least_product_id", "mean_days"]
    return pd.DataFrame(rows, columns=columns)


def cover_days(plan: WeeklyPlan) -> dict[str, float]:
    """Return the weighted days of cover after the plan by centre, for colouring."""
    return {
        centre_id: sum(s for s, _ in rows.values()) / sum(u for _, u in rows.values()) * 7
        for centre_id, rows in _cover(plan).items()
        if rows
    }


def _cover(plan: WeeklyPlan) -> Mapping[str, dict[str, tuple[int, int]]]:
    """Return, by centre and product in use, (doses after the plan, expected doses of the week)."""
    cover: dict[str, dict[str, tuple[int, int]]] = {}
    for row in sorted(plan.requirements, key=lambda r: (r.centre_id, r.product_id)):
        by_product = cover.setdefault(row.centre_id, {})
        if row.week_forecast_doses > 0:
            by_product[row.product_id] = (row.stock_doses + row.delivered_doses, row.week_forecast_doses)
    return cover


def _values(plan: WeeklyPlan, inputs: WeekInputs) -> list[int]:
    loads = [tuple(d for stop in route.stops for d in stop.drops) for route in plan.routes]
    loads += [parcel.drops for parcel in plan.consignments]
    loads += [run.drops for run in plan.transfers]
    return [value_vnd(drops, inputs) for drops in loads]
