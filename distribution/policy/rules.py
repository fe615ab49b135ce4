"""The rules of a year of policy: one field a row of ``data/policy.csv``, which carries unit and evidence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRules:
    """How often and how much is ordered, how long it takes, what chance does, what moving costs."""

    # orders
    centre_review_weeks: int
    centre_lead_weeks: int
    depot_review_weeks: int
    depot_safety_days: int
    chain_review_weeks: int
    chain_safety_days: int
    # suppliers
    import_lead_weeks: int
    maker_lead_weeks: int
    factory_lead_weeks: int
    import_late_percent: float
    maker_late_percent: float
    factory_late_percent: float
    late_weeks: int
    # chance
    demand_cv: float
    common_cv: float
    common_persistence: float
    return_percent: int
    life_on_arrival_percent: float
    breakage_ppm: int
    store_failure_year_percent: float
    # money
    route_stops: int
    road_detour: float
    between_stops_km: float
    road_kmh: float
    trunk_load_percent: float
    store_kwh_litre_day: float
    fridge_vnd_litre_year: int
