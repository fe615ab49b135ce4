"""The sheets of goods: every lot of every hand-over, and the transfers."""

from __future__ import annotations

from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from distribution.units import km_from_m, litres_from_ml
from operations.documents.handover import handovers
from operations.documents.sheet import Look, Sheet, columns

LOTS = columns(
    ("centre_id", Look.TEXT, 22),
    ("centre", Look.TEXT, 26),
    ("product_id", Look.TEXT, 14),
    ("product", Look.TEXT, 22),
    ("lot", Look.TEXT, 16),
    ("expiry", Look.DAY, 11),
    ("use_by", Look.DAY, 11),
    ("packs", Look.WHOLE, 8),
    ("doses", Look.WHOLE, 9),
    ("litres", Look.DECIMAL, 9),
    ("value_vnd", Look.MONEY, 16),
    ("day", Look.DAY, 11),
    ("run", Look.TEXT, 12),
    ("order", Look.WHOLE, 7),
    ("depot", Look.TEXT, 20),
)
TRANSFERS = columns(
    ("run", Look.TEXT, 14),
    ("lane", Look.TEXT, 24),
    ("origin", Look.TEXT, 22),
    ("destination", Look.TEXT, 22),
    ("vehicle", Look.TEXT, 14),
    ("vehicle_type", Look.TEXT, 14),
    ("depart", Look.MOMENT, 16),
    ("arrive", Look.MOMENT, 16),
    ("available", Look.MOMENT, 16),
    ("km", Look.DECIMAL, 8),
    ("product_id", Look.TEXT, 14),
    ("product", Look.TEXT, 22),
    ("lot", Look.TEXT, 16),
    ("use_by", Look.DAY, 11),
    ("packs", Look.WHOLE, 8),
    ("doses", Look.WHOLE, 9),
    ("litres", Look.DECIMAL, 9),
)


def lots_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per hand-over, product and lot."""
    rows = tuple(
        (
            handover.centre_id,
            inputs.network.name(handover.centre_id),
            drop.product_id,
            vaccine.name,
            drop.lot_id,
            inputs.lots[drop.lot_id].expiry,
            drop.use_by,
            drop.packs,
            drop.doses,
            litres_from_ml(drop.packs * vaccine.pack_ml),
            drop.doses * vaccine.price_vnd,
            handover.day,
            handover.run_id,
            handover.order,
            inputs.network.name(handover.depot_id),
        )
        for handover in sorted(handovers(plan), key=lambda h: (h.centre_id, h.arrive_s, h.run_id))
        for drop in handover.drops
        for vaccine in (inputs.vaccines[drop.product_id],)
    )
    notes = (say("sheet.note.lots", lang), say("sheet.note.for_screen", lang))
    return Sheet(key="lots", headings=LOTS, rows=rows, notes=notes, for_screen=True)


def transfers_sheet(plan: WeeklyPlan, inputs: WeekInputs, lang: str) -> Sheet:
    """One row per transfer, product and lot."""
    rows = tuple(
        (
            transfer.transfer_id,
            transfer.lane_id,
            inputs.network.name(transfer.origin_id),
            inputs.network.name(transfer.destination_id),
            transfer.vehicle_id,
            None if transfer.type_id is None else inputs.fleet.type(transfer.type_id).called(lang),
            plan.week.moment(transfer.depart_s),
            plan.week.moment(transfer.arrive_s),
            plan.week.moment(transfer.available_s),
            km_from_m(transfer.distance_m),
            drop.product_id,
            inputs.vaccines[drop.product_id].name,
            drop.lot_id,
            drop.use_by,
            drop.packs,
            drop.doses,
            litres_from_ml(drop.packs * inputs.vaccines[drop.product_id].pack_ml),
        )
        for transfer in sorted(plan.transfers, key=lambda t: (t.depart_s, t.transfer_id))
        for drop in transfer.drops
    )
    return Sheet(key="transfers", headings=TRANSFERS, rows=rows)
