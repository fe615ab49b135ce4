"""The figures of a night: counts and sums for its card, its log and its metrics."""

from __future__ import annotations

from distribution.quarter.answer import QuarterAllocation


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


def _gap_percent(allocation: QuarterAllocation) -> float | None:
    if allocation.bound_vnd is None:
        return None
    gap = allocation.objective_vnd - allocation.bound_vnd
    return round(100 * gap / max(abs(allocation.objective_vnd), 1), 4)
