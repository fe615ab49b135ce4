"""The outcome of a simulation as sentences."""

from __future__ import annotations

import numpy as np

from distribution.language.catalogue import say
from distribution.simulation.buffers import Buffer, capped
from distribution.simulation.comparison import Difference, differences
from distribution.simulation.outcome import Outcome
from distribution.units import MINUTE_S, clock_text
from operations.report import amount_text
from operations.simulation.facts import all_vnd, lost_loads, on_time, price_each_vnd, totals
from operations.simulation.settings import SimulationSettings
from operations.simulation.simulated import Simulated

MILLION = 1_000_000
WORST = 10  # calls, and cells of stock, that are named


def simulation_lines(
    ours: Simulated, theirs: Simulated | None, buffers: tuple[Buffer, ...], settings: SimulationSettings
) -> tuple[str, ...]:
    """Return what people read: totals, the worst calls and stores, the difference, the buffers."""
    lang, outcome, plan = settings.lang, ours.outcome, ours.judged.plan
    lines = [say("plan.synthetic", lang)] if plan.synthetic else []
    lines.append(
        say(
            "simulation.headline",
            lang,
            plan=plan.plan_id,
            replications=amount_text(outcome.replications, lang),
            share=percent(on_time(outcome), lang),
            calls=len(outcome.calls),
        )
    )
    lines.append(say("simulation.reading", lang))
    lines += [_total_line(name, figures, lang) for name, figures in totals(ours).items()]
    lines += _worst_calls(ours, lang)
    lines += _worst_stores(ours, lang)
    if theirs is not None:
        lines += _against(ours, theirs, lang)
    if settings.on_time is not None:
        lines.append(_buffer_line(ours, buffers, settings))
    return tuple(lines)


def percent(share: float, lang: str) -> str:
    """Return a share as percent with one decimal."""
    return decimal(100.0 * share, lang) + " %"


def decimal(value: float, lang: str) -> str:
    """Return a figure: whole where it is, and from a hundred on; else with one or two decimals."""
    size = abs(value)
    if size >= 100 or value == int(value):
        return amount_text(round(value), lang)
    text = f"{value:.1f}" if size >= 10 else f"{value:.2f}"
    return text.replace(".", ",") if lang == "vi" else text


def _total_line(name: str, figures: dict[str, float], lang: str) -> str:
    shown = {key: decimal(value / scale(name), lang) for key, value in figures.items()}
    return "  " + say("simulation.total", lang, name=say(f"simulation.{name}", lang), **shown)


def scale(name: str) -> int:
    """Return what a figure is told in: đồng by the million, all else by one."""
    return MILLION if name.endswith("_vnd") else 1


def _worst_calls(ours: Simulated, lang: str) -> list[str]:
    outcome, network = ours.outcome, ours.judged.inputs.network
    share = outcome.missed.mean(axis=1)
    order = [row for row in np.argsort(-share, kind="stable")[:WORST].tolist() if share[row] > 0]
    lines = [say("simulation.worst_calls", lang)] if order else []
    for row in order:
        call = outcome.calls[row]
        late_min = float(np.percentile(outcome.late_s[row], 95)) / MINUTE_S
        moment = ours.judged.plan.week.moment(call.start_s)
        lines.append(
            "  "
            + say(
                "simulation.call",
                lang,
                centre=network.name(call.centre_id),
                departure=call.departure_id,
                day=f"{moment:%d/%m}",
                clock=clock_text(call.start_s),
                share=percent(float(share[row]), lang),
                late=decimal(late_min, lang),
            )
        )
    return lines


def _worst_stores(ours: Simulated, lang: str) -> list[str]:
    """Return the cells of stock that lack most doses beyond what the plan itself leaves missing."""
    outcome = ours.outcome
    extra = outcome.missing / outcome.replications - ours.written.missing
    order = np.argsort(-extra, axis=None, kind="stable")[:WORST]
    lines = []
    for c, p in zip(*np.unravel_index(order, extra.shape), strict=True):
        if extra[c, p] > 0.005:
            lines.append("  " + _store_line(int(c), int(p), extra[c, p], outcome, ours, lang))
    return [say("simulation.worst_stores", lang), *lines] if lines else []


def _store_line(c: int, p: int, extra: float, outcome: Outcome, ours: Simulated, lang: str) -> str:
    inputs = ours.judged.inputs
    forecast = inputs.forecast
    return say(
        "simulation.store",
        lang,
        centre=inputs.network.name(forecast.centre_ids[c]),
        product=inputs.vaccines[forecast.product_ids[p]].name,
        before=percent(outcome.out_before[c, p] / outcome.replications, lang),
        after=percent(outcome.out_after[c, p] / outcome.replications, lang),
        doses=decimal(extra, lang),
    )


def _against(ours: Simulated, theirs: Simulated, lang: str) -> list[str]:
    lines = [
        say(
            "simulation.against",
            lang,
            other=theirs.judged.plan.plan_id,
            share=percent(on_time(theirs.outcome), lang),
        )
    ]
    found = differences(ours.outcome, theirs.outcome)
    lines += ["  " + _difference_line(one, lang) for one in found if one.mean or one.half_width]
    extra = ours.judged.costs.total - theirs.judged.costs.total
    lines.append("  " + say("simulation.extra_cost", lang, vnd=signed(extra, lang)))
    lines += _price(ours, theirs, lang)
    everything = all_vnd(ours, theirs)
    key = "cannot_say" if not everything.sure else "pays" if everything.mean < 0 else "pays_not"
    half = amount_text(round(everything.half_width), lang)
    lines.append(say(f"simulation.{key}", lang, vnd=signed(everything.mean, lang), half=half))
    return lines


def _price(ours: Simulated, theirs: Simulated, lang: str) -> list[str]:
    """Return loads lost more or less, and what one of them lost less costs where that can be said."""
    fewer, each = lost_loads(ours, theirs), price_each_vnd(ours, theirs)
    sign = "+" if fewer.mean > 0 else ""
    told = {"mean": sign + decimal(fewer.mean, lang), "half": decimal(fewer.half_width, lang)}
    lines = ["  " + say("loss.loads", lang, **told)] if fewer.mean or fewer.half_width else []
    if each is not None:
        lines.append("  " + say("loss.price", lang, vnd=amount_text(round(each), lang)))
    return lines


def signed(value: float, lang: str) -> str:
    """Return a whole amount with its sign."""
    return ("+" if value > 0 else "") + amount_text(round(value), lang)


def _difference_line(one: Difference, lang: str) -> str:
    sign = "+" if one.mean > 0 else ""
    return say(
        "simulation.difference",
        lang,
        name=say(f"simulation.{one.name}", lang),
        mean=sign + decimal(one.mean / scale(one.name), lang),
        half=decimal(one.half_width / scale(one.name), lang),
        unpaired=decimal(one.unpaired / scale(one.name), lang),
    )


def _buffer_line(ours: Simulated, buffers: tuple[Buffer, ...], settings: SimulationSettings) -> str:
    network = ours.judged.inputs.network
    return say(
        "simulation.buffers",
        settings.lang,
        share=percent(settings.on_time or 0.0, settings.lang),
        count=len(buffers),
        longest=max((b.buffer_s // MINUTE_S for b in buffers), default=0),
        capped=sum(capped(b, network.centre(b.centre_id)) for b in buffers),
        file=settings.buffers,
    )
