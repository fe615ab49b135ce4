"""Availability over the year: the mean of the replications by week, with the middle nine tenths of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from distribution.language.catalogue import say
from operations.plots.drawing import POLICIES, numbers, picture, quiet_grid


def availability_plot(
    series: Sequence[tuple[str, NDArray[np.float64]]], mondays: Sequence[date], lang: str
) -> str:
    """Return the picture as SVG.

    ``series`` are a name and percentages by replication and week, one of each policy.
    """
    with picture() as drawn:
        axes = drawn.axes
        weeks = list(mondays)
        for (name, values), colour in zip(series, POLICIES, strict=False):
            low, high = np.percentile(values, [5, 95], axis=0)
            axes.fill_between(weeks, low, high, color=colour, alpha=0.18, linewidth=0)  # type: ignore[arg-type]
            axes.plot(weeks, values.mean(axis=0), color=colour, linewidth=1.6, label=name)  # type: ignore[arg-type]
        axes.set_title(say("plot.availability", lang))
        axes.set_ylabel("%")
        axes.set_ylim(top=100)
        axes.margins(x=0)
        numbers(axes.yaxis, lang)
        month_axis(axes)
        quiet_grid(axes)
        axes.legend(loc="lower right", ncols=1)
    return drawn.svg


def month_axis(axes: object) -> None:
    """Write months as mm/yyyy under an axis of days."""
    from matplotlib.dates import DateFormatter, MonthLocator

    axis = axes.xaxis  # type: ignore[attr-defined]
    axis.set_major_locator(MonthLocator(interval=2))  # type: ignore[no-untyped-call]
    axis.set_major_formatter(DateFormatter("%m/%Y"))  # type: ignore[no-untyped-call]
