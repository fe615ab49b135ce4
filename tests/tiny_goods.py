"""The vaccines, lots, stock, forecast and constants of the tiny week."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from tiny_places import COLD, FROZEN, MON, tiny_network

from distribution.forecast import Forecast
from distribution.parameters import Parameters
from distribution.stock import StockLine
from distribution.units import DAY_S
from distribution.vaccines import Lot, LotStatus, TemperatureBand, Vaccine

THAWED_EARLIER = date(2027, 1, 10)
THAWED_MONDAY = MON + timedelta(days=60)  # T-1 leaves the hub on Monday


def tiny_parameters() -> Parameters:
    """Return the constants of the common tables, as round as they come."""
    return Parameters(
        service_fixed_s=900,
        service_box_s=120,
        loading_s=2_700,
        receiving_days=1,
        trips_a_day=1,
        continuous_driving_s=4 * 3_600,
        break_s=900,
        daily_driving_s=10 * 3_600,
        weekly_driving_s=48 * 3_600,
        shift_s=12 * 3_600,
        team_shift_s=21 * 3_600,
        night_rest_s=11 * 3_600,
        max_nights=2,
        hold_fraction=0.75,
        active_max_s=DAY_S,
        holdover_s=5_760,
        box_packing_fraction=0.78,
        box_test_c=43.0,
        round_value_cap_vnd=30_000_000_000,
        trunk_value_cap_vnd=100_000_000_000,
        coverage_days=7,
        safety_days=5,
        diesel_vnd_l=26_470,
        petrol_vnd_l=24_000,
        electricity_vnd_kwh=2_200,
        diesel_co2_g_l=2_680,
        petrol_co2_g_l=2_290,
        grid_co2_g_kwh=660,
        night_vnd=300_000,
        overtime_after_s=8 * 3_600,
        overtime_vnd_h=105_000,
        avoid_day_vnd=150_000,
        courier_fixed_vnd=350_000,
        courier_vnd_kg=30_000,
        courier_lead_days=1,
        courier_leaves_s=61_200,
        courier_arrives_s=25_200,
        courier_max_boxes=8,
        courier_value_cap_vnd=3_000_000_000,
        stockout_dose_vnd=40_000,
        flight_leaves_s=64_800,
        flight_arrives_s=21_600,
        ferry_hours_wait_s=0,
        change_day_vnd=0,
        unfamiliar_vnd=0,
        imbalance_vnd_h=0,
        reefers_hold_hanoi_permits=False,
    )


def tiny_vaccines() -> tuple[Vaccine, ...]:
    def vaccine(product_id: str, name: str, band: TemperatureBand, pack: tuple[int, int, int]) -> Vaccine:
        doses, pack_ml, price_vnd = pack
        return Vaccine(
            product_id=product_id,
            name=name,
            origin="thử",
            disease="thử",
            band=band,
            freeze_sensitive=band is COLD,
            light_sensitive=False,
            presentation=f"hộp {doses}",
            pack_doses=doses,
            pack_ml=pack_ml,
            pack_g=pack_ml // 3,
            price_vnd=price_vnd,
            shelf_life_days=1_000,
            min_remaining_days={"HEXA": 180, "FLU": 120, "ROTA": 14}[product_id],
            thawed_life_days=60 if band is FROZEN else None,
            vvm="VVM14",
            season_group="INFANT",
            share_percent=10.0,
            priority=1,
            back_orderable=True,
        )

    return (
        vaccine("HEXA", 'Hexa "6 trong 1" <i>', COLD, (10, 750, 1_000_000)),
        vaccine("FLU", "Cúm", COLD, (10, 300, 300_000)),
        vaccine("ROTA", "Rota đông lạnh", FROZEN, (5, 400, 400_000)),
    )


def tiny_lots() -> tuple[Lot, ...]:
    return (
        Lot(lot_id="HEXA-1", product_id="HEXA", expiry=date(2027, 12, 31)),
        Lot(lot_id="HEXA-2", product_id="HEXA", expiry=date(2027, 6, 30)),
        Lot(lot_id="HEXA-Q", product_id="HEXA", expiry=date(2027, 6, 15), status=LotStatus.QUARANTINED),
        Lot(lot_id="HEXA-S", product_id="HEXA", expiry=date(2027, 2, 28)),  # 97 days: too short-dated
        Lot(lot_id="FLU-1", product_id="FLU", expiry=date(2027, 5, 31)),
        Lot(lot_id="ROTA-1", product_id="ROTA", expiry=date(2028, 1, 31)),
    )


def tiny_stock() -> tuple[StockLine, ...]:
    expiry = {lot.lot_id: lot.expiry for lot in tiny_lots()}

    def line(
        place: str, lot: str, doses: int, band: TemperatureBand = COLD, use_by: date | None = None
    ) -> StockLine:
        return StockLine(
            place_id=place,
            product_id=lot.split("-", maxsplit=1)[0],
            lot_id=lot,
            band=band,
            use_by=use_by or expiry[lot],
            doses=doses,
        )

    return (
        line("hub-tiny", "HEXA-1", 2_000),
        line("hub-tiny", "HEXA-2", 500),
        line("hub-tiny", "FLU-1", 1_000),
        line("hub-tiny", "ROTA-1", 500, FROZEN),
        line("depot-north", "HEXA-2", 400),
        line("depot-north", "HEXA-1", 1_000),
        line("depot-north", "HEXA-Q", 300),
        line("depot-north", "HEXA-S", 100),
        line("depot-north", "FLU-1", 400),
        line("depot-north", "ROTA-1", 100, COLD, THAWED_EARLIER),
        line("depot-south", "HEXA-1", 400),
        line("depot-south", "FLU-1", 200),
        line("centre-near", "HEXA-1", 50),
        line("centre-mid", "HEXA-1", 100),
    )


def tiny_forecast() -> Forecast:
    """Every open centre gives 60 HEXA, 10 FLU and 5 ROTA a day; the island 20 HEXA."""
    centres = tuple(c.centre_id for c in tiny_network().centres)
    doses = np.zeros((len(centres), 3, 28), dtype=np.int32)
    doses[:, 0, :], doses[:, 1, :], doses[:, 2, :] = 60, 10, 5
    doses[centres.index("centre-isle"), 0, :] = 20
    return Forecast(
        centre_ids=centres,
        product_ids=("HEXA", "FLU", "ROTA"),
        days=tuple(MON + timedelta(days=i) for i in range(28)),
        doses=doses,
    )
