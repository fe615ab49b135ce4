"""The figures of a night: counts and sums for its card, its log and its metrics."""

from __future__ import annotations

import math

from distribution.language.catalogue import say
from distribution.quarter.answer import QuarterAllocation
from operations.explaining.figures import decimal_text
from operations.night.folder import RunCard
from operations.report import amount_text


def figures_of(allocation: QuarterAllocation) -> dict[str, int | float | None]:
    """Return the figures of an allocation; ``gap_percent`` is None when no bound was proved."""
    return {
        "issued_packs": sum(i.packs for i in allocation.issues),
        "issued_doses": sum(i.doses for i in allocation.issues),
        "moved_packs": sum(m.packs for m in allocation.movements),
        "wanted_packs": sum(w.packs for w in allocation.wanted),
        "unmet_packs": sum(w.unmet for w in allocation.wanted),
        "over_ml": sum(o.over_ml for o in allocation.overflows if not o.opening),
        "opening_over_ml": sum(o.over_ml for o in allocation.overflows if o.opening),
        "objective_vnd": allocation.objective_vnd,
        "gap_percent": _gap_percent(allocation),
    }


def came_to(card: RunCard, lang: str) -> list[str]:
    """Return what a night came to: packs that lack, the gap to the proved bound, made-up data."""
    figures = card.figures
    lines = [say("night.synthetic", lang)] if card.synthetic else []
    if (gap := figures.get("gap_percent")) is not None:
        at_most = math.ceil(100 * gap) / 100
        lines.append(say("night.gap", lang, percent=decimal_text(f"{at_most:.2f}", lang)))
    if unmet := figures.get("unmet_packs"):
        wanted = amount_text(int(figures.get("wanted_packs") or 0), lang)
        lines.append(say("night.unmet", lang, packs=amount_text(int(unmet), lang), wanted=wanted))
    return lines


def _gap_percent(allocation: QuarterAllocation) -> float | None:
    if allocation.bound_vnd is None:
        return None
    gap = allocation.objective_vnd - allocation.bound_vnd
    return round(100 * gap / max(abs(allocation.objective_vnd), 1), 4)
