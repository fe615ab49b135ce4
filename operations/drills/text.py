"""What came of the drills of a plan, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from distribution.language.catalogue import say
from distribution.language.quantity import quantity
from distribution.language.sentence import Argument, Sentence
from operations.drills.drill import Drill, Drilled, Loss
from operations.drills.trunk import RunHit
from operations.plan_folder import Judged
from operations.report import amount_text

WORST = 10
WORST_ROADS = 3  # told beside them, where other losses are worse
IN_MILLIONS_VND = 10_000_000  # from here on nobody reads the đồng
WORST_PRODUCTS = 3  # named with a run; all are in the facts


def drill_lines(
    judged: Judged, found: Sequence[Drilled], left: Sequence[Drill], lang: str
) -> tuple[str, ...]:
    """Return what people read: how many drills, the worst of them, and those that were not carried out."""
    lines = [say("plan.synthetic", lang)] if judged.plan.synthetic else []
    counts = {loss.value: sum(one.drill.loss is loss for one in found) for loss in Loss}
    harmless = sum(not one.left_out and not one.doses_at_risk for one in found)
    lines.append(
        say("drills.headline", lang, plan=judged.plan.plan_id, harmless=harmless, count=len(found), **counts)
    )
    lines += [f"{place:2d}. {_line(one, judged, lang)}" for place, one in enumerate(found[:WORST], 1)]
    if roads := [one for one in found[WORST:] if one.drill.loss is Loss.ROAD][:WORST_ROADS]:
        lines.append(say("drills.roads", lang))
        lines += [f"    {_line(one, judged, lang)}" for one in roads]
    if left:
        names = ", ".join(one.subject_id for one in left)
        lines.append(say("drills.not_drilled", lang, count=len(left), names=names))
    return tuple(lines)


def _line(one: Drilled, judged: Judged, lang: str) -> str:
    head = say(f"drills.{one.drill.loss.value}", lang, subject=one.drill.subject_id, name=one.drill.name)
    more = [say("drills.cut_off", lang)] if one.cut_off else []
    if one.beyond:
        more.append(say("drills.beyond", lang, count=len(one.beyond)))
    more += [run_told(run, judged).said(lang) for run in one.runs]
    return " ".join([f"{head}: {'; '.join(_came(one, lang))}.", *more])


def _came(one: Drilled, lang: str) -> Iterator[str]:
    """Yield what came of a drill: calls, doses, cost; what is nothing in few words or none."""
    counts = {"calls": one.calls_hit, "moved": one.moved_days, "sent": one.sent, "out": len(one.left_out)}
    told = [
        say(f"drills.{what}", lang, count=amount_text(n, lang))
        for what, n in counts.items()
        if n or what == "calls"
    ]
    yield ", ".join(told) if one.calls_hit else say("drills.no_calls", lang)
    if one.doses_at_risk:
        value, doses = _money(one.value_vnd, lang), amount_text(one.doses_at_risk, lang)
        yield say("drills.risk", lang, doses=doses, value=value)
    else:
        yield say("drills.no_risk", lang)
    sign = "+" if one.extra_vnd > 0 else ""
    extra = sign + _money(one.extra_vnd, lang)
    yield say("drills.extra", lang, extra=extra) if one.extra_vnd else say("drills.no_extra", lang)


def _money(vnd: int, lang: str) -> str:
    if abs(vnd) < IN_MILLIONS_VND:
        return say("drills.vnd", lang, amount=amount_text(vnd, lang))
    return say("drills.million_vnd", lang, amount=amount_text(round(vnd / 1_000_000), lang))


def run_told(run: RunHit, judged: Judged) -> Sentence:
    """Return what becomes of a trunk run over a closed road."""
    network = judged.inputs.network
    told: dict[str, Argument] = {
        "run": run.transfer_id,
        "origin": network.name(run.origin_id),
        "destination": network.name(run.destination_id),
        "doses": run.doses,
    }
    if run.late_s is None or run.received_late_s is None:
        return Sentence(key="drills.run_lost", arguments=told)
    told["late"] = quantity(run.late_s, "s")
    if not run.received_late_s:
        return Sentence(key="drills.run_in_time", arguments=told)
    told["received"] = quantity(run.received_late_s, "s")
    if not run.risk:
        return Sentence(key="drills.run_later", arguments=told)
    worst = sorted(run.risk.items(), key=lambda item: (-item[1], item[0]))[:WORST_PRODUCTS]
    names = ", ".join(judged.inputs.vaccines[product_id].name for product_id, _ in worst)
    told |= {"lacking": sum(run.risk.values()), "products": names}
    return Sentence(key="drills.run_late", arguments=told)
