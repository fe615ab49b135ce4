"""What came of the drills of a plan, as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from distribution.language.catalogue import say
from operations.drills.drill import Drill, Drilled, Loss
from operations.plan_folder import Judged
from operations.report import amount_text

WORST = 10


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
    lines += [f"{place:2d}. {_line(one, lang)}" for place, one in enumerate(found[:WORST], 1)]
    if left:
        names = ", ".join(one.subject_id for one in left)
        lines.append(say("drills.not_drilled", lang, count=len(left), names=names))
    return tuple(lines)


def _line(one: Drilled, lang: str) -> str:
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
    return " ".join([f"{head}: {told}", *more])
