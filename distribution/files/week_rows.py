"""Rows of products, lots, stock, arrivals, forecast, locks, waivers and distances as values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from distribution.files.rows import Row, TypedTable
from distribution.forecast import Forecast
from distribution.inputs import Lock, LockedDoses, Waiver
from distribution.quarter.answer import PackLock
from distribution.stock import Arrival, StockLine
from distribution.units import MINUTE_S
from distribution.vaccines import Lot, LotStatus, TemperatureBand, Vaccine

_AMBIENT = ("CRT_2_30", "CRT_15_25")
_DAYS_PER_MONTH = 365.25 / 12


def vaccines_of(table: TypedTable) -> dict[str, Vaccine]:
    """Return the range by product id, in the order of the table."""
    return {row["id"]: _vaccine(row) for row in table}


def lots_of(table: TypedTable) -> dict[str, Lot]:
    """Return the lots by id."""
    return {
        row["lot_id"]: Lot(
            lot_id=row["lot_id"],
            product_id=row["product_id"],
            expiry=row["expiry"],
            status=LotStatus(row["status"]),
            released_on=row["released_on"],
        )
        for row in table
    }


def stock_of(table: TypedTable) -> tuple[StockLine, ...]:
    """Return the lots on hand; rows of no doses say nothing and are left out."""
    bands = {band.value: band for band in TemperatureBand}
    rows = table.values("place_id", "product_id", "lot_id", "storage_class", "use_by", "doses")
    return tuple(
        StockLine(
            place_id=place_id,
            product_id=product_id,
            lot_id=lot_id,
            band=bands[storage_class],
            use_by=use_by,
            doses=doses,
        )
        for place_id, product_id, lot_id, storage_class, use_by, doses in rows
        if doses > 0
    )


def arrivals_of(table: TypedTable) -> tuple[Arrival, ...]:
    """Return what will reach gateways, makers and the factory."""
    return tuple(
        Arrival(
            arrival_id=row["arrival_id"],
            site_id=row["site_id"],
            product_id=row["product_id"],
            lot_id=row["lot_id"],
            day=row["day"],
            doses=row["doses"],
        )
        for row in table
    )


def forecast_of(table: TypedTable, centre_ids: tuple[str, ...], product_ids: tuple[str, ...]) -> Forecast:
    """Return the forecast over all centres and products; a pair without a row expects nothing."""
    centre_at = {c: i for i, c in enumerate(centre_ids)}
    product_at = {p: i for i, p in enumerate(product_ids)}
    doses = np.zeros((len(centre_ids), len(product_ids), len(table.days)), dtype=np.int32)
    for row, counts in zip(table.rows, table.doses, strict=True):
        doses[centre_at[row["centre_id"]], product_at[row["product_id"]]] = counts
    return Forecast(centre_ids=centre_ids, product_ids=product_ids, days=table.days, doses=doses)


def locks_of(table: TypedTable) -> tuple[Lock, ...]:
    """Return the planner's locks, one for each centre: its rows, which agree, say a product each."""
    by_centre: dict[str, list[Row]] = {}
    for row in table:
        by_centre.setdefault(row["centre_id"], []).append(row)
    return tuple(_lock(centre_id, rows) for centre_id, rows in by_centre.items())


def _lock(centre_id: str, rows: list[Row]) -> Lock:
    def said(column: str) -> Any:
        return next((row[column] for row in rows if row.get(column) is not None), None)

    return Lock(
        centre_id=centre_id,
        day=said("day"),
        vehicle_id=said("vehicle_id"),
        leave_out=any(row["leave_out"] for row in rows),
        order=said("order"),
        doses=tuple(
            LockedDoses(product_id=row["product_id"], doses=row["doses"])
            for row in sorted(rows, key=lambda row: row.get("product_id") or "")
            if row.get("product_id") is not None
        ),
    )


def pack_locks_of(table: TypedTable) -> tuple[PackLock, ...]:
    """Return the packs that planners hold fast for a centre, whatever a night would decide."""
    return tuple(
        PackLock(
            centre_id=row["centre_id"],
            product_id=row["product_id"],
            first=row["first"],
            last=row["last"],
            packs=row["packs"],
            who=row["who"],
            why=row["why"],
        )
        for row in table
    )


def waivers_of(table: TypedTable) -> tuple[Waiver, ...]:
    """Return the rules waived by name."""
    return tuple(
        Waiver(
            rule=row["rule"],
            subject_id=row["subject_id"],
            who=row["who"],
            why=row["why"],
            until=row["until"],
        )
        for row in table
    )


def matrix_of(table: TypedTable) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return metres and seconds by ordered pair of places; times round up."""
    return {
        (row["origin_id"], row["destination_id"]): (
            round(row["km"] * 1_000),
            math.ceil(row["minutes"] * MINUTE_S),
        )
        for row in table
    }


def _vaccine(row: Row) -> Vaccine:
    band = "CRT" if row["storage_class"] in _AMBIENT else row["storage_class"]
    return Vaccine(
        product_id=row["id"],
        name=row["name"],
        origin=row["origin"] or "",
        disease=row["disease"] or "",
        band=TemperatureBand(band),
        freeze_sensitive=row["freeze_sensitive"],
        light_sensitive=row["light_sensitive"],
        presentation=row["presentation"] or "",
        presentation_vi=row["presentation_vi"] or "",
        pack_doses=row["pack_doses"],
        pack_ml=math.ceil(round(row["packed_cm3_per_dose"] * row["pack_doses"], 6)),
        pack_g=math.ceil(row["pack_g"]),
        price_vnd=row["price_vnd"],
        shelf_life_days=round(row["shelf_life_months"] * _DAYS_PER_MONTH),
        min_remaining_days=row["min_remaining_days"],
        thawed_life_days=row["thawed_life_days"],
        vvm=row["vvm_proxy"] or "",
        season_group=row["season_group"],
        share_percent=row["share_percent"],
        priority=row["priority"],
        back_orderable=row["back_orderable"],
    )
