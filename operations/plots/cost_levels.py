"""What a dose costs, level by level, policy beside policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from distribution.language.catalogue import say
from operations.documents.figures import number
from operations.plots.drawing import BLUE, GREEN, ORANGE, PALE, PURPLE, SKY, TROUBLE, numbers, picture

_COLOURS = {
    "trunk": BLUE,
    "depot_store": SKY,
    "delivery": GREEN,
    "centre_store": ORANGE,
    "chain_loss": PALE,
    "depot_loss": PURPLE,
    "centre_loss": TROUBLE,
}


def cost_plot(policies: Sequence[tuple[str, Mapping[str, float]]], lang: str) -> str:
    """Return the picture as SVG; each policy has VND per dose by level."""
    with picture(height=1.3 + 0.5 * len(policies)) as drawn:
        axes = drawn.axes
        names = [name for name, _ in policies]
        left = [0.0] * len(policies)
        for level, colour in _COLOURS.items():
            parts = [costs[level] for _, costs in policies]
            label = say(f"policy.at.{level}", lang)
            axes.barh(names, parts, left=left, color=colour, label=label, height=0.6)
            left = [a + b for a, b in zip(left, parts, strict=True)]
        for i, total in enumerate(left):
            axes.text(total, i, f" {number(total, lang)} ₫", va="center")
        axes.set_title(say("policy.level", lang))
        axes.invert_yaxis()
        axes.set_xlim(right=max(left) * 1.12)
        numbers(axes.xaxis, lang)
        drawn.figure.legend(loc="outside lower center", ncols=4, fontsize=8)
    return drawn.svg
