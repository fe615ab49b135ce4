"""Inputs and travel of the tiny week."""

from __future__ import annotations

import numpy as np
from tiny_goods import tiny_forecast, tiny_lots, tiny_parameters, tiny_stock, tiny_vaccines
from tiny_places import WED, tiny_calendar, tiny_fleet, tiny_network

from distribution.inputs import ClimateRow, WeekInputs
from distribution.stock import Arrival
from distribution.travel import TravelProfile, TravelTable

# (origin, destination): km, minutes at the wheel; both ways; every other pair is 100 km and 120 min
_LEGS = {
    ("depot-north", "centre-near"): (20, 30),
    ("centre-near", "centre-mid"): (50, 50),
    ("depot-north", "centre-mid"): (36, 45),
    ("hub-tiny", "centre-zone"): (12, 30),
    ("depot-south", "centre-far"): (420, 450),
    ("hub-tiny", "depot-south"): (300, 300),
}


def tiny_inputs() -> WeekInputs:
    """Return the question of the tiny week."""
    return WeekInputs(
        network=tiny_network(),
        vaccines={v.product_id: v for v in tiny_vaccines()},
        lots={lot.lot_id: lot for lot in tiny_lots()},
        stock=tiny_stock(),
        arrivals=(
            Arrival(
                arrival_id="A-1", site_id="air-tiny", product_id="HEXA", lot_id="HEXA-1", day=WED, doses=300
            ),
        ),
        forecast=tiny_forecast(),
        fleet=tiny_fleet(),
        calendar=tiny_calendar(),
        climate=(
            ClimateRow(
                station="Hà Nội",
                lon=105.83,
                lat=21.02,
                month=11,
                design_hot_c=32.0,
                mean_c=21.0,
                mean_min_c=18.0,
                mean_max_c=25.0,
            ),
        ),
        parameters=tiny_parameters(),
        digests={"tiny": "0" * 64},
        synthetic=True,
    )


def tiny_travel(inputs: WeekInputs) -> TravelTable:
    """Return constant travel, free flow.

    One ferry of 10 min (near-mid), 100 km of expressway (hub-south), one road without refuge.
    """
    ids = inputs.network.place_ids
    size = (len(ids), len(ids))
    metres, seconds = np.full(size, 100_000, np.int32), np.full(size, 7_200, np.int32)
    ferry_s, expressway_m = np.zeros(size, np.int32), np.zeros(size, np.int32)
    ferries, refuge_s = np.zeros(size, np.int8), np.full(size, 1_800, np.int32)

    def both(pair: tuple[str, str]) -> tuple[list[int], list[int]]:
        i, j = ids.index(pair[0]), ids.index(pair[1])
        return [i, j], [j, i]

    for pair, (km, minutes) in _LEGS.items():
        metres[both(pair)], seconds[both(pair)] = km * 1_000, minutes * 60
    ferry_s[both(("centre-near", "centre-mid"))] = 600
    ferries[both(("centre-near", "centre-mid"))] = 1
    expressway_m[both(("hub-tiny", "depot-south"))] = 100_000
    refuge_s[both(("depot-south", "centre-far"))] = 9_000
    for array in (metres, seconds):
        np.fill_diagonal(array, 0)
    profile = TravelProfile(
        distance_m=metres,
        driving_s=seconds,
        big_city=np.zeros(size, np.float32),
        city=np.zeros(size, np.float32),
        ferry_s=ferry_s,
        ferries=ferries,
        expressway_m=expressway_m,
    )
    return TravelTable(
        place_ids=ids,
        profiles=dict.fromkeys(("motorbike", "van", "truck", "heavy"), profile),
        refuge_s=refuge_s,
        source="tiny",
        error_percent=None,
    )
