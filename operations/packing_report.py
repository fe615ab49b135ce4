"""The packing plan and the lots' histories of a plan folder, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from distribution.coldchain.history import Lived, LotHistory, fefo_date, lived
from distribution.coldchain.packing import PackedDeparture, materials, packing_plan
from distribution.coldchain.plan_histories import plan_histories
from distribution.files.archive import PLAN_FILE, read_plan
from distribution.files.assemble import read_inputs
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.plan import WeeklyPlan
from distribution.units import HOUR_S
from operations.documents.sheets_packing import how_packed, item_text, outside_text, ready_text
from operations.exit_codes import ExitCode
from operations.explaining.figures import decimal_text
from operations.plan_folder import require_plan
from operations.report import Report

SHOWN = 20


def packing_report(folder: Path, lang: str) -> Report:
    """Return how each departure of a plan is packed and what each depot must have ready."""
    plan, inputs = _plan(folder)
    packed = packing_plan(plan, inputs)
    needed = materials(packed)
    lines = [line for departure in packed for line in _departure_lines(departure, lang)]
    lines.append(say("packing.materials", lang))
    lines += [
        say(
            "packing.material",
            lang,
            depot=inputs.network.name(m.depot_id),
            day=f"{m.day:%d/%m/%Y}",
            count=m.count,
            item=item_text(m, inputs, lang),
            ready=ready_text(m, lang),
        )
        for m in needed
    ]
    facts = {
        "departures": [_departure_facts(departure) for departure in packed],
        "materials": [{**asdict(m), "day": m.day.isoformat()} for m in needed],
    }
    return Report(code=ExitCode.DONE, lines=tuple(lines), facts=facts)


def _plan(folder: Path) -> tuple[WeeklyPlan, WeekInputs]:
    question = require_plan(folder)
    plan = read_plan(folder / PLAN_FILE)
    return plan, read_inputs(question, plan.week)


def _departure_lines(departure: PackedDeparture, lang: str) -> Iterator[str]:
    yield say("packing.departure", lang, **_words(departure, lang))
    if departure.outside:
        yield say("packing.outside_model", lang, what=outside_text(departure, lang))


def _words(departure: PackedDeparture, lang: str) -> dict[str, object]:
    return {
        "run": departure.departure_id,
        "day": f"{departure.day:%d/%m}",
        "recipe": departure.recipe.recipe_id if departure.recipe else departure.box_id,
        "how": how_packed(departure, lang),
        "boxes": departure.boxes,
        "packs": departure.packs,
        "loggers": departure.loggers,
        "needed": decimal_text(f"{departure.needed_s / HOUR_S:.1f}", lang),
        "hold": decimal_text(f"{departure.hold_s / HOUR_S:.1f}", lang),
    }


def _departure_facts(departure: PackedDeparture) -> dict[str, object]:
    recipe = departure.recipe
    return {
        **{k: v for k, v in asdict(departure).items() if k != "recipe"},
        "day": departure.day.isoformat(),
        "recipe_id": recipe.recipe_id if recipe else None,
        "coolant_kg": round(recipe.coolant_kg * departure.boxes, 3) if recipe else 0,
    }


def lived_report(folder: Path, warmer_c: float, lang: str) -> Report:
    """Return what every lot of a plan is expected to live through, those that lose most first."""
    plan, inputs = _plan(folder)
    found = [
        (h, lived(h, inputs.vaccines[h.product_id])) for h in plan_histories(plan, inputs, anomaly_c=warmer_c)
    ]
    found.sort(key=lambda pair: (-pair[1].frozen, -pair[1].hot_min, -pair[1].used, pair[0].lot_id))
    out = sum(one.frozen or one.hot_min > 0 for _, one in found)
    lines = [
        say("lived.summary", lang, histories=len(found), out=out, warmer=decimal_text(f"{warmer_c:g}", lang))
    ]
    lines += [_lived_line(history, one, inputs, lang) for history, one in found[:SHOWN]]
    if len(found) > SHOWN:
        lines.append(say("lived.more", lang, count=len(found) - SHOWN))
    facts = {"histories": [_lived_facts(history, one, inputs) for history, one in found]}
    return Report(code=ExitCode.WARNINGS if out else ExitCode.DONE, lines=tuple(lines), facts=facts)


def _lived_line(history: LotHistory, one: Lived, inputs: WeekInputs, lang: str) -> str:
    return say(
        "lived.lot",
        lang,
        lot=history.lot_id,
        product=inputs.vaccines[history.product_id].name,
        place=inputs.network.name(history.destination_id),
        least=decimal_text(f"{one.least_c:.1f}", lang),
        most=decimal_text(f"{one.most_c:.1f}", lang),
        hot=f"{one.hot_min:.0f}",
        cool=f"{one.cool_min:.0f}",
        used=decimal_text(f"{100 * one.used:.2f}", lang),
    )


def _lived_facts(history: LotHistory, one: Lived, inputs: WeekInputs) -> dict[str, object]:
    vaccine, lot = inputs.vaccines[history.product_id], inputs.lots[history.lot_id]
    return {
        "lot_id": history.lot_id,
        "product_id": history.product_id,
        "destination_id": history.destination_id,
        "spans": [
            {
                "place": s.place,
                "start_s": s.start_s,
                "end_s": s.end_s,
                "warmest_c": round(max(s.warmest_c), 2),
            }
            for s in history.spans
        ],
        **asdict(one),
        "fefo_date": fefo_date(lot.expiry, one.used_beyond_store, vaccine).isoformat(),
    }
