"""What the simulation assumes: one field per row of ``data/simulation.csv``, and how roads vary."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from distribution.simulation.chance import Floats

ROAD_CLASSES = ("big_city", "city", "expressway", "open")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoadVariation:
    """How travel times vary.

    ``cv[class, hour]`` is the coefficient of variation by road class (``ROAD_CLASSES``) and hour of the
    day; ``mean_factor`` and ``cv_factor`` change time and variation by month (0: January).
    """

    cv: Floats
    mean_factor: Floats
    cv_factor: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Rates and spreads of the simulation; the table carries unit, evidence and note of each."""

    travel_day_share: float
    rush_factor: float
    ferry_cv: float
    service_cv: float
    loading_cv: float
    courier_cv: float
    breakdown_km: float
    unit_failure_km: float
    relief_least_s: int
    relief_most_s: int
    late_acceptance_s: int
    ambient_spread: float
    box_leak_cv: float
    heat_fault: float
    heat_fault_melted: float
    freeze_fault: float
    freeze_fault_c: float
    door_share: float
    heat_tolerance_s: int
    demand_centre_cv: float
    demand_product_cv: float
    demand_counts: int
    redelivery_vnd: int
    roads: RoadVariation


def still(assumptions: Assumptions) -> Assumptions:
    """Return the assumptions without any variation or mishap: a plan then runs as it is written."""
    months = np.ones(12)
    return replace(
        assumptions,
        rush_factor=1.0,
        ferry_cv=0.0,
        service_cv=0.0,
        loading_cv=0.0,
        courier_cv=0.0,
        breakdown_km=float("inf"),
        unit_failure_km=float("inf"),
        ambient_spread=0.0,
        box_leak_cv=0.0,
        heat_fault=0.0,
        freeze_fault=0.0,
        demand_centre_cv=0.0,
        demand_product_cv=0.0,
        demand_counts=0,
        roads=RoadVariation(cv=np.zeros_like(assumptions.roads.cv), mean_factor=months, cv_factor=months),
    )
