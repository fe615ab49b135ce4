"""The temperature of a load along its route: expected, on a hot and a cool day, with band and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from distribution.language.catalogue import say
from operations.plots.drawing import BAND, BLUE, INK, ORANGE, SKY, TROUBLE, numbers, picture, without_asides

LETTERS = 90  # of a mark's size that fit side by side over the whole width


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that happens on the way: a stop by its number, a break, closing and opening of the boxes."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadTrace:
    """°C at equal steps from ``start``: the load's coldest and warmest part, and the air about it.

    ``hot_c`` is the warmest part on a hot day, ``cool_c`` the coldest on a cool one.
    """

    departure_id: str
    name: str
    start: datetime
    step_s: int
    coldest_c: NDArray[np.float64]
    warmest_c: NDArray[np.float64]
    air_c: NDArray[np.float64]
    hot_c: NDArray[np.float64]
    cool_c: NDArray[np.float64]
    low_c: float
    high_c: float
    freeze_c: float
    marks: tuple[Mark, ...]

    @property
    def times(self) -> list[datetime]:
        """When each value holds."""
        return [self.start + timedelta(seconds=self.step_s * (i + 1)) for i in range(len(self.air_c))]


def temperature_plot(trace: LoadTrace, lang: str) -> str:
    """Return the picture as SVG."""
    with picture(height=3.9, two=True) as drawn:
        axes, times = drawn.axes, trace.times
        axes.axhspan(trace.low_c, trace.high_c, color=BAND, label=say("plot.band", lang), zorder=0)
        axes.axhline(
            trace.freeze_c, color=TROUBLE, linewidth=0.9, linestyle=":", label=say("plot.freeze", lang)
        )
        axes.fill_between(
            times,  # type: ignore[arg-type]
            trace.cool_c,
            trace.hot_c,
            color=SKY,
            alpha=0.35,
            linewidth=0,
            label=say("plot.hot_cool", lang),
        )
        axes.fill_between(
            times,  # type: ignore[arg-type]
            trace.coldest_c,
            trace.warmest_c,
            color=BLUE,
            linewidth=1.6,
            label=say("plot.load", lang),
        )
        _trouble(trace, axes, lang)
        write_marks(trace.marks, drawn.above)
        for mark in trace.marks:
            axes.axvline(mark.at, color=INK, linewidth=0.5, alpha=0.35)  # type: ignore[arg-type]
        drawn.above.plot(times, trace.air_c, color=ORANGE, linewidth=1.2)  # type: ignore[arg-type]
        drawn.above.set_title(without_asides(trace.name), pad=18)
        drawn.above.set_ylabel(say("plot.air", lang))
        axes.set_ylabel(say("plot.load_axis", lang))
        axes.margins(x=0.01)
        clock_axis(axes)
        numbers(axes.yaxis, lang)
        numbers(drawn.above.yaxis, lang)
        drawn.figure.legend(loc="outside lower center", ncols=3, fontsize=8)
    return drawn.svg


def _trouble(trace: LoadTrace, axes: object, lang: str) -> None:
    """Mark where the load is expected out of its band."""
    out = (trace.warmest_c > trace.high_c) | (trace.coldest_c < trace.low_c)
    if out.any():
        at = [time for time, wrong in zip(trace.times, out, strict=True) if wrong]
        values = np.where(trace.warmest_c > trace.high_c, trace.warmest_c, trace.coldest_c)[out]
        axes.plot(  # type: ignore[attr-defined]
            at, values, ".", color=TROUBLE, markersize=5, label=say("plot.excursion", lang)
        )


def write_marks(marks: Sequence[Mark], axes: object) -> None:
    """Write events above the picture, each at its time; one without room beside the last is a line alone."""
    last: Mark | None = None
    letter = (marks[-1].at - marks[0].at) / LETTERS if len(marks) > 1 else timedelta()
    for mark in marks:
        axes.axvline(mark.at, color=INK, linewidth=0.5, alpha=0.35)  # type: ignore[attr-defined]
        if last is None or mark.at - last.at >= letter * (1 + (len(last.text) + len(mark.text)) / 2):
            axes.annotate(  # type: ignore[attr-defined]
                mark.text,
                (mark.at, 1),
                xycoords=("data", "axes fraction"),
                xytext=(0, 3),
                textcoords="offset points",
                ha="center",
                fontsize=8,
            )
            last = mark


def clock_axis(axes: object) -> None:
    """Write hours as hh:mm, with the day under midnight."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    axis = axes.xaxis  # type: ignore[attr-defined]
    locator = AutoDateLocator(minticks=4, maxticks=10)  # type: ignore[no-untyped-call]
    axis.set_major_locator(locator)
    formatter = ConciseDateFormatter(locator, show_offset=False)  # type: ignore[no-untyped-call]
    formatter.formats = ["%Y", "%m/%Y", "%d/%m", "%H:%M", "%H:%M", "%H:%M"]
    formatter.zero_formats = ["", "%Y", "%m/%Y", "%d/%m", "%H:%M", "%H:%M"]
    axis.set_major_formatter(formatter)
