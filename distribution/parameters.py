"""Every constant of law, practice and price, read from ``data/parameters.csv`` and open to override."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """One field per row of the parameter table, in the units of the house.

    The table carries unit, evidence and note of each; a row with no field here, or a field
    with no row, is a fault on load.
    """

    # work at the stops and the depot
    service_fixed_s: int
    service_box_s: int
    loading_s: int
    receiving_days: int
    trips_a_day: int
    # drivers (driving hours: law; shift and rest: assumed)
    continuous_driving_s: int
    break_s: int
    daily_driving_s: int
    weekly_driving_s: int
    shift_s: int
    team_shift_s: int
    night_rest_s: int
    max_nights: int
    # cold chain
    hold_fraction: float
    active_max_s: int
    holdover_s: int
    box_packing_fraction: float
    box_test_c: float
    # value at risk
    round_value_cap_vnd: int
    trunk_value_cap_vnd: int
    # demand and stock
    coverage_days: int
    safety_days: int
    # money
    diesel_vnd_l: int
    petrol_vnd_l: int
    electricity_vnd_kwh: int
    diesel_co2_g_l: int
    petrol_co2_g_l: int
    grid_co2_g_kwh: int
    night_vnd: int
    overtime_after_s: int
    overtime_vnd_h: int
    avoid_day_vnd: int
    courier_fixed_vnd: int
    courier_vnd_kg: int
    courier_lead_days: int
    courier_leaves_s: int
    courier_arrives_s: int
    courier_max_boxes: int
    courier_value_cap_vnd: int
    stockout_dose_vnd: int
    flight_leaves_s: int
    flight_arrives_s: int
    ferry_hours_wait_s: int
    # wishes that have a price and are no cost
    change_day_vnd: int
    unfamiliar_vnd: int
    imbalance_vnd_h: int
    # permits
    reefers_hold_hanoi_permits: bool
