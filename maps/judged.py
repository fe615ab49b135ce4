"""From the verdict, the cost and the indicators of a plan to what its map shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from distribution.cost_parts import Cost, CostBreakdown
from distribution.feasibility.coldride import cold_rides
from distribution.findings import Finding
from distribution.indicators import Indicators, cover_days
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from maps.change import Change
from maps.facts import MapFacts
from maps.way import Way


def judged(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    *,
    costs: CostBreakdown,
    figures: Indicators,
    violations: Mapping[str, int] | None = None,
    found: tuple[Finding, ...] = (),
    change: Change | None = None,
    released_by: str = "",
    way: Way | None = None,
) -> MapFacts:
    """Return the judgements of a plan as the map wants them."""
    departures = (*costs.routes, *costs.consignments, *costs.transfers)
    return MapFacts(
        cost_vnd=costs.total_vnd,
        run_cost_vnd={departure_id: part.total_vnd for departure_id, part in departures},
        centre_cost_vnd=dict(costs.centres),
        cover_days=cover_days(plan),
        cold_until_s={ride.departure_id: ride.closed_s + ride.allowed_s for ride in cold_rides(plan, inputs)},
        violations=violations or {},
        indicators={**_figures(figures), **_parts(costs.parts)},
        findings=found,
        change=change,
        released_by=released_by,
        way=way,
    )


def _figures(figures: Indicators) -> dict[str, float]:
    """Return what the headline does not already say, in the units that the catalogue names."""
    return {
        "indicator.doses_needed": figures.doses_needed,
        "indicator.fill_rate": figures.fill_rate,
        "indicator.routes": figures.routes,
        "indicator.couriers": figures.couriers,
        "indicator.transfers": figures.transfers,
        "indicator.nights": figures.nights,
        "indicator.load_factor": figures.load_factor,
        "indicator.distance_m": figures.distance_m / 1_000,
        "indicator.driving_s": figures.driving_s / 3_600,
        "indicator.km_per_1000_doses": figures.km_per_1000_doses,
        "indicator.cost_per_dose_vnd": figures.cost_per_dose_vnd,
        "indicator.value_at_risk_vnd": figures.value_at_risk_vnd,
        "indicator.co2_g": figures.co2_g / 1_000,
    }


def _parts(parts: Cost) -> dict[str, float]:
    amounts = {f.name: getattr(parts, f.name) for f in fields(parts) if f.name.endswith("_vnd")}
    return {f"cost.{name}": amount for name, amount in amounts.items() if amount}
