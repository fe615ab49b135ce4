"""What ``coldchain simulate`` asks of the planner for a chosen probability: a file of buffers."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from distribution.coldchain.box_choice import box_price_vnd
from distribution.coldchain.recipes import recipes
from distribution.files.buffers_csv import BUFFERS_FILE, read_buffers, write_buffers
from distribution.language.catalogue import say
from distribution.progress import OnProgress
from distribution.simulation.boxes_to_have import boxes_to_have
from distribution.simulation.buffers import Buffer, buffers_for, merged
from distribution.simulation.loss_buffers import LossCall, Means, against_loss, loss_reserves
from distribution.units import MINUTE_S
from operations.report import amount_text
from operations.simulation.settings import SimulationSettings
from operations.simulation.simulated import Simulated
from operations.simulation.text import percent

SHOWN = 10  # calls that nothing helps


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """The buffers of all centres, and every call whose load is lost more often than was asked for."""

    buffers: tuple[Buffer, ...] = ()
    calls: tuple[LossCall, ...] = ()


def safety(folder: Path, ours: Simulated, settings: SimulationSettings, on_progress: OnProgress) -> Safety:
    """Return what a share of calls on time, or a probability of loss, asks for; written to its file.

    Buffers with which the plan itself was made never become smaller.
    """
    if settings.on_time is None and settings.loss is None:
        return Safety()
    judged, held = ours.judged, folder / BUFFERS_FILE
    network = judged.inputs.network
    buffers = read_buffers(held, network) if held.exists() else ()
    calls: tuple[LossCall, ...] = ()
    if settings.on_time is not None:
        buffers = buffers_for(judged.plan, judged.inputs, ours.outcome, settings.on_time, buffers)
    if settings.loss is not None:
        calls = against_loss(ours.question, ours.outcome, settings.loss, settings.seed, on_progress)
        buffers = merged(buffers, loss_reserves(calls, judged.plan))
    write_buffers(buffers, network, settings.buffers)
    return Safety(buffers=buffers, calls=calls)


def loss_lines(ours: Simulated, found: Safety, settings: SimulationSettings) -> list[str]:
    """Return what people read of the loads that are lost too often: how many, what helps, what it takes."""
    if settings.loss is None:
        return []
    lang, level = settings.lang, percent(settings.loss, settings.lang)
    loads = len(ours.outcome.calls)
    lines = [say("loss.headline", lang, level=level, count=len(found.calls), loads=loads)]
    counts = Counter(call.means for call in found.calls)
    lines += [
        f"  {say(f'loss.{means.value}', lang, count=counts[means])}" for means in Means if counts[means]
    ]
    for recipe_id, boxes, vnd in _boxes(ours, found):
        told = {"count": boxes, "recipe": recipe_id, "vnd": amount_text(vnd, lang)}
        lines.append("  " + say("loss.boxes", lang, **told))
    names, week = ours.judged.inputs.network.name, ours.judged.plan.week
    starts = {(call.departure_id, call.position): call.start_s for call in ours.outcome.calls}
    for call in [call for call in found.calls if call.means is Means.NONE][:SHOWN]:
        told = {
            "centre": names(call.centre_id),
            "departure": call.departure_id,
            "moment": f"{week.moment(starts[call.departure_id, call.position]):%d/%m %H:%M}",
            "loss": percent(call.loss, lang),
            "freeze": percent(call.freeze, lang),
            "least": percent(call.least, lang),
        }
        lines.append("  " + say("loss.call", lang, **told))
    lines.append(say("loss.file", lang, file=settings.buffers))
    return lines


def loss_facts(ours: Simulated, found: Safety, settings: SimulationSettings) -> dict[str, Any]:
    """Return the same for programs; empty where no probability of loss was asked for."""
    if settings.loss is None:
        return {}
    boxes = [{"recipe_id": r, "boxes": count, "vnd": vnd} for r, count, vnd in _boxes(ours, found)]
    return {
        "loss": {
            "level": settings.loss,
            "file": str(settings.buffers),
            "loads": len(ours.outcome.calls),
            "above": len(found.calls),
            "means": {means.value: sum(c.means is means for c in found.calls) for means in Means},
            "boxes": boxes,
            "calls": [
                asdict(c) | {"ride_min": None if c.ride_s is None else c.ride_s // MINUTE_S}
                for c in found.calls
            ],
        }
    }


def _boxes(ours: Simulated, found: Safety) -> list[tuple[str, int, int]]:
    """Return recipe, boxes to have, and what these cost to buy."""
    return [
        (recipe_id, count, count * box_price_vnd(recipes()[recipe_id].box_id))
        for recipe_id, count in boxes_to_have(found.calls, ours.judged.plan, ours.judged.inputs).items()
    ]
