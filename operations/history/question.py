"""What a run was asked, as far as a lot is traced by it: stock, arrivals, lots, and who is where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from operations.history import tables
from operations.history.spans import hold

if TYPE_CHECKING:
    from distribution.inputs import WeekInputs


def hold_question(connection: Connection, run: int, inputs: WeekInputs) -> None:
    """Keep stock, arrivals, lots and places of a run's inputs for as long as they stay what they are."""
    network = inputs.network
    stock = [
        {
            "place_id": line.place_id,
            "product_id": line.product_id,
            "lot_id": line.lot_id,
            "band": str(line.band),
            "use_by": line.use_by,
            "doses": line.doses,
        }
        for line in inputs.stock
    ]
    arrivals = [
        {
            "arrival_id": arrival.arrival_id,
            "site_id": arrival.site_id,
            "product_id": arrival.product_id,
            "lot_id": arrival.lot_id,
            "day": arrival.day,
            "doses": arrival.doses,
        }
        for arrival in inputs.arrivals
    ]
    lots = [
        {
            "lot_id": lot.lot_id,
            "product_id": lot.product_id,
            "product_name": inputs.vaccines[lot.product_id].name,
            "expiry": lot.expiry,
            "status": str(lot.status),
        }
        for lot in inputs.lots.values()
    ]
    sites = [{"place_id": s.site_id, "name": s.name, "phone": s.phone} for s in network.sites]
    centres = [{"place_id": c.centre_id, "name": c.name, "phone": c.phone} for c in network.centres]
    hold(connection, tables.stock, run, stock)
    hold(connection, tables.arrivals, run, arrivals)
    hold(connection, tables.lots, run, lots)
    hold(connection, tables.places, run, [*sites, *centres])
