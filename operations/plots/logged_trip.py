"""What a logger read on a trip beside what was expected, with the band, the freezing threshold and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from distribution.coldchain.limits import FREEZE_C, Limits
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.rides import RideTemperature
from distribution.language.catalogue import say
from operations.plots.drawing import BAND, BLUE, ORANGE, TROUBLE, numbers, picture
from operations.plots.route_temperature import Mark, clock_axis, write_marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What was expected of a ride, and when it began, local time."""

    begins: datetime
    ride: RideTemperature

    @property
    def times(self) -> list[datetime]:
        """When each value holds: at the end of its step."""
        step = timedelta(seconds=self.ride.step_s)
        return [self.begins + step * (i + 1) for i in range(len(self.ride.air_c))]


def trip_picture(
    series: LoggedSeries,
    limits: Limits,
    lang: str,
    expected: Expected | None = None,
    marks: Sequence[Mark] = (),
) -> str:
    """Return the picture as SVG; without an expectation the readings stand alone."""
    times = [series.moment(i) for i in range(len(series.celsius))]
    out = (series.celsius > limits.high_c) | (series.celsius < limits.low_c)
    with picture(height=3.6) as drawn:
        axes = drawn.axes
        axes.axhspan(limits.low_c, limits.high_c, color=BAND, label=say("plot.band", lang), zorder=0)
        axes.axhline(FREEZE_C, color=TROUBLE, linewidth=0.9, linestyle=":", label=say("plot.freeze", lang))
        if expected is not None:
            axes.fill_between(
                expected.times,  # type: ignore[arg-type]
                expected.ride.coldest_c,
                expected.ride.warmest_c,
                color=BLUE,
                alpha=0.35,
                linewidth=1.2,
                label=say("plot.expected", lang),
            )
        axes.plot(times, series.celsius, color=ORANGE, linewidth=1.3, label=say("plot.measured", lang))  # type: ignore[arg-type]
        if out.any():
            wrong = [time for time, bad in zip(times, out, strict=True) if bad]
            axes.plot(
                wrong,  # type: ignore[arg-type]
                series.celsius[np.flatnonzero(out)],
                ".",
                color=TROUBLE,
                markersize=5,
                label=say("plot.excursion", lang),
            )
        write_marks(marks, axes)
        axes.set_ylabel("°C")
        axes.margins(x=0.01)
        clock_axis(axes)
        numbers(axes.yaxis, lang)
        drawn.figure.legend(loc="outside lower center", ncols=3, fontsize=8)
    return drawn.svg
