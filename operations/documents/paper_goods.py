"""Goods on paper: the lines of a load, its totals, and a delivery note, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import Drop, WeeklyPlan
from operations.documents.figures import clock, day, number, weekday
from operations.documents.handover import Handover, goods_kg, litres, loaded_kg


def goods_lines(
    drops: Sequence[Drop], inputs: WeekInputs, lang: str, *, frozen: bool = False
) -> list[dict[str, Any]]:
    """Return one line a lot, by product name, then use-by.

    ``frozen`` says that frozen products stay so on this run (hub to hub); else they ride thawed.
    """
    ordered = sorted(drops, key=lambda d: (inputs.vaccines[d.product_id].name, d.use_by, d.lot_id))
    return [_line(drop, inputs, lang, frozen) for drop in ordered]


def _line(drop: Drop, inputs: WeekInputs, lang: str, frozen: bool) -> dict[str, Any]:
    vaccine = inputs.vaccines[drop.product_id]
    expiry = inputs.lots[drop.lot_id].expiry
    band = vaccine.band if frozen else vaccine.delivered_band
    cares = ("freeze_mark", vaccine.freeze_sensitive), ("light_mark", vaccine.light_sensitive)
    return {
        "product": vaccine.name,
        "presentation": vaccine.presented(lang),
        "care": ", ".join(say(f"paper.{key}", lang) for key, holds in cares if holds),
        "lot": drop.lot_id,
        "expiry": day(expiry),
        "use_by": day(drop.use_by) if drop.use_by != expiry else "",
        "packs": number(drop.packs, lang),
        "doses": number(drop.doses, lang),
        "band": say(f"paper.kept.{band}", lang),
        "vvm": "–" if vaccine.vvm in ("", "none") else vaccine.vvm,
    }


def load_totals(
    drops: Sequence[Drop], boxes: int, box_id: str, inputs: WeekInputs, lang: str
) -> dict[str, str]:
    """Return the totals of a load: boxes, packs, doses, litres, kg of the loaded boxes.

    Where the goods ride without boxes (``boxes`` 0) the mass is that of the packs.
    """
    mass_kg = loaded_kg(boxes, box_id, inputs) if boxes else goods_kg(drops, inputs)
    return {
        "boxes": number(boxes, lang),
        "packs": number(sum(drop.packs for drop in drops), lang),
        "doses": number(sum(drop.doses for drop in drops), lang),
        "litres": number(litres(drops, inputs), lang, 1),
        "kg": number(mass_kg, lang, 1),
    }


def note(handover: Handover, plan: WeeklyPlan, inputs: WeekInputs, box_id: str, lang: str) -> dict[str, Any]:
    """Return a delivery note."""
    centre = inputs.network.centre(handover.centre_id)
    depot = inputs.network.site(handover.depot_id)
    times = f"{clock(handover.arrive_s, plan.week)}–{clock(handover.end_s, plan.week)}"
    return {
        "run": handover.run_id,
        "order": handover.order,
        "courier": handover.courier,
        "vehicle": handover.vehicle_id,
        "sender": depot.name,
        "sender_phone": depot.phone,
        "receiver": centre.name,
        "address": centre.address,
        "phone": centre.phone,
        "planned": f"{times} · {weekday(plan.week.day_of(handover.arrive_s), lang)}",
        "lines": goods_lines(handover.drops, inputs, lang),
        "totals": load_totals(handover.drops, handover.boxes, box_id, inputs, lang),
    }
