"""What came of the drills of a plan, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from distribution.language.catalogue import say
from distribution.language.quantity import quantity
from distribution.language.sentence import Argument, Sentence
from operations.drills.drill import Drill, Drilled, Loss
from operations.drills.trunk import RunHit
from operations.plan_folder import Judged
from operations.report import amount_text

WORST = 10
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
    if left:
        names = ", ".join(one.subject_id for one in left)
        lines.append(say("drills.not_drilled", lang, count=len(left), names=names))
    return tuple(lines)


def _line(one: Drilled, judged: Judged, lang: str) -> str:
    sign = "+" if one.extra_vnd > 0 else ""
    head = say(f"drills.{one.drill.loss.value}", lang, subject=one.drill.subject_id, name=one.drill.name)
    told = say(
        "drills.came",
        lang,
        calls=one.calls_hit,
        moved=one.moved_days,
        sent=one.sent,
        out=len(one.left_out),
        doses=amount_text(one.doses_at_risk, lang),
        value=amount_text(one.value_vnd, lang),
        extra=sign + amount_text(one.extra_vnd, lang),
    )
    more = [say("drills.cut_off", lang)] if one.cut_off else []
    if one.beyond:
        more.append(say("drills.beyond", lang, count=len(one.beyond)))
    more += [run_told(run, judged).said(lang) for run in one.runs]
    return " ".join([f"{head}: {told}", *more])


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
