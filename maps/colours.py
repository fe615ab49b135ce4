"""The colours and their meaning: one scale per view, hues told apart by the colour-blind and in print.

Red is kept for trouble.  Sequential scales go from dark (little left) to light (plenty) in one hue
family, so that they survive a grey printer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

TROUBLE = "#c8102e"
QUIET = "#9aa5ab"

# Okabe and Ito without black, and without the vermilion that would read as trouble.
VEHICLE_HUES = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#7a5195", "#8c6d1f", "#4d4d4d")
DASHES = ("", "10 6", "2 6", "14 5 2 5")

COVER_EDGES_DAYS = (3, 7, 14, 21)
MARGIN_EDGES_H = (2, 6, 12, 24)
THIN_MARGIN_S = MARGIN_EDGES_H[0] * 3_600
# A centre that lacks less than this share of its week is short, yet not in trouble.
SHORT_SHARE = 0.2

FILL_EDGES = (0.25, 0.5, 0.75, 1.0)  # a week's litres to the litres of the refrigerators

_FILL = ("#e6e1f2", "#b9b0dc", "#8b7cc0", "#5e4a9e", "#2f1a66")
_COVER = ("#08306b", "#2171b5", "#4fa3d1", "#8fd0c8", "#d3eec2")
_MARGIN = (TROUBLE, "#4a1486", "#7a5fb0", "#a99bd0", "#d8d2ea")
_COST = ("#fee8c8", "#fdbb84", "#e8943a", "#b35806", "#5a2d04")


def vehicle_looks(vehicle_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return hue and dash of every vehicle: eight hues, then the same hues dashed."""
    looks = {}
    for index, vehicle_id in enumerate(sorted(set(vehicle_ids))):
        round_of_hues, hue = divmod(index, len(VEHICLE_HUES))
        looks[vehicle_id] = {"colour": VEHICLE_HUES[hue], "dash": DASHES[round_of_hues % len(DASHES)]}
    return looks


def scales(costs_vnd: Sequence[int]) -> dict[str, Any]:
    """Return the scale of each view: the edges between its classes and one colour more than edges."""
    return {
        "cover": {"edges": list(COVER_EDGES_DAYS), "colours": list(_COVER)},
        "cold": {"edges": [hours * 3_600 for hours in MARGIN_EDGES_H], "colours": list(_MARGIN)},
        "cost": {"edges": cost_edges(costs_vnd), "colours": list(_COST)},
        "stores": {"edges": list(FILL_EDGES), "colours": list(_FILL)},
        "trouble": TROUBLE,
        "short_share": SHORT_SHARE,
        "quiet": QUIET,
    }


def cost_edges(costs_vnd: Sequence[int]) -> list[int]:
    """Return four edges that part the costs into fifths, in two leading digits, strictly rising."""
    ranked = sorted(costs_vnd) or [0]
    edges: list[int] = []
    for fifth in range(1, 5):
        edge = _two_digits(ranked[min(len(ranked) - 1, len(ranked) * fifth // 5)])
        edges.append(max(edge, edges[-1] + 1) if edges else edge)
    return edges


def _two_digits(amount: int) -> int:
    step: int = 10 ** max(0, len(str(amount)) - 2)
    return round(amount / step) * step
