"""The question with more in it: packs at depots, litres in refrigerators, trucks of transfers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from distribution.inputs import WeekInputs
from distribution.stock import StockLine
from distribution.units import LITRE_ML, ceil_div
from distribution.vaccines import LotStatus, TemperatureBand
from operations.remedies.lacking import Lacking

COLD = TemperatureBand.COLD
SPARE = "+"  # ends the id of a truck and driver that are only supposed


def with_packs(inputs: WeekInputs, lacking: Iterable[Lacking]) -> WeekInputs:
    """Return the question with what is lacking at the depots, of the released lot that lasts longest."""
    added = []
    for one in lacking:
        lots = [lot for lot in inputs.lots.values() if lot.product_id == one.product_id]
        usable = [lot for lot in lots if lot.status is LotStatus.RELEASED]
        if usable:
            lot = max(usable, key=lambda known: (known.expiry, known.lot_id))
            vaccine = inputs.vaccines[one.product_id]
            line = StockLine(
                place_id=one.depot_id,
                product_id=one.product_id,
                lot_id=lot.lot_id,
                band=vaccine.delivered_band,
                use_by=lot.expiry,
                doses=one.packs * vaccine.pack_doses,
            )
            added.append(line)
    return replace(inputs, stock=(*inputs.stock, *added))


def litres_of(inputs: WeekInputs, lacking: Iterable[Lacking]) -> dict[str, int]:
    """Return by centre the whole litres that hold what it lacks."""
    volume: dict[str, int] = defaultdict(int)
    for one in lacking:
        volume[one.centre_id] += one.packs * inputs.vaccines[one.product_id].pack_ml
    return {centre_id: ceil_div(ml, LITRE_ML) for centre_id, ml in volume.items()}


def with_litres(inputs: WeekInputs, litres: Mapping[str, int]) -> WeekInputs:
    """Return the question with larger refrigerators."""
    centres = tuple(
        replace(c, stores_ml={**c.stores_ml, COLD: c.stores_ml.get(COLD, 0) + litres[c.centre_id] * LITRE_ML})
        if c.centre_id in litres
        else c
        for c in inputs.network.centres
    )
    return replace(inputs, network=replace(inputs.network, centres=centres))


def with_trucks(inputs: WeekInputs) -> WeekInputs:
    """Return the question with one truck of transfers more, and its drivers, at each site that has one."""
    fleet = inputs.fleet
    trucks = {v.depot_id: v for v in reversed(fleet.vehicles) if v.role == "trunk"}
    more = tuple(replace(v, vehicle_id=v.vehicle_id + SPARE) for v in trucks.values())
    drivers = tuple(replace(d, driver_id=d.driver_id + SPARE) for d in fleet.drivers if d.depot_id in trucks)
    enlarged = replace(fleet, vehicles=(*fleet.vehicles, *more), drivers=(*fleet.drivers, *drivers))
    return replace(inputs, fleet=enlarged)
