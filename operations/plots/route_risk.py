"""Which routes are most at risk: the chance of each trouble, worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from distribution.language.catalogue import say
from operations.documents.figures import number
from operations.plots.drawing import BLUE, ORANGE, TROUBLE, numbers, picture

_MOST = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRisk:
    """Percent of replications in which a departure misses a window, gets too warm, or freezes."""

    name: str
    window: float
    heat: float
    freeze: float

    @property
    def worst(self) -> float:
        """The largest of the three."""
        return max(self.window, self.heat, self.freeze)


def risk_plot(risks: Sequence[RouteRisk], lang: str) -> str:
    """Return the picture as SVG: the routes that are worst off, at most fifteen."""
    shown = sorted(risks, key=lambda r: (-r.worst, r.name))[:_MOST]
    with picture(height=1.2 + 0.3 * len(shown)) as drawn:
        axes = drawn.axes
        for shift, (field, colour) in enumerate((("window", ORANGE), ("heat", TROUBLE), ("freeze", BLUE))):
            values = [getattr(risk, field) for risk in shown]
            rows = [i + (shift - 1) * 0.27 for i in range(len(shown))]
            axes.barh(rows, values, height=0.25, color=colour, label=say(f"plot.risk_{field}", lang))
        for i, risk in enumerate(shown):
            axes.text(risk.worst, i, f" {number(risk.worst, lang, 1)} %", va="center", fontsize=8)
        axes.set_yticks(range(len(shown)), [risk.name for risk in shown])
        axes.set_xlim(0, max([risk.worst for risk in shown], default=1.0) * 1.15 + 0.1)
        axes.invert_yaxis()
        axes.set_xlabel("%")
        numbers(axes.xaxis, lang)
        axes.set_title(say("plot.risk", lang))
        drawn.figure.legend(loc="outside lower center", ncols=3)
    return drawn.svg
