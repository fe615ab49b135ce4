"""What stands in a centre's refrigerators as the days of the week pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from distribution.forecast import Forecast
from distribution.inputs import WeekInputs
from distribution.plan import Drop
from distribution.stock import StockLine
from distribution.vaccines import TemperatureBand

Held = Mapping[str, Sequence[StockLine]]
"""The stock of a question by place."""


def held_by_place(inputs: WeekInputs) -> Held:
    """Return the stock by place, for whoever opens many shelves: a country has ten thousand lines."""
    held: dict[str, list[StockLine]] = defaultdict(list)
    for line in inputs.stock:
        held[line.place_id].append(line)
    return dict(held)


@dataclass(slots=True)
class Shelf:
    """Doses by product and use-by; expected use takes the earliest use-by first, expired doses go.

    ``use`` are the doses that the centre is expected to give, by product, from the first day of the forecast.
    """

    inputs: WeekInputs
    day: date
    use: Mapping[str, Sequence[int]]
    doses: dict[str, dict[date, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    @classmethod
    def opening(cls, centre_id: str, inputs: WeekInputs, held: Held | None = None) -> Shelf:
        """Return the shelf on Monday morning; ``held`` is the stock by place where it is at hand."""
        use = _expected(inputs.forecast, centre_id)
        shelf = cls(inputs=inputs, day=inputs.calendar.week.monday, use=use)
        for line in (held_by_place(inputs) if held is None else held).get(centre_id, ()):
            shelf.doses[line.product_id][line.use_by] += line.doses
        return shelf

    def use_until(self, day: date) -> None:
        """Let the days before ``day`` pass."""
        while self.day < day:
            for product_id in sorted(self.doses):
                self._use(product_id, self._wanted(product_id))
            self.day += timedelta(days=1)

    def add(self, drops: tuple[Drop, ...]) -> None:
        """Put a delivery on the shelf."""
        for drop in drops:
            self.doses[drop.product_id][drop.use_by] += drop.doses

    def volume_ml(self, band: TemperatureBand) -> int:
        """Return the packed volume in a band; opened packs count by dose."""
        total = 0.0
        for product_id, by_date in self.doses.items():
            vaccine = self.inputs.vaccines[product_id]
            if vaccine.delivered_band is band:
                total += sum(by_date.values()) * vaccine.pack_ml / vaccine.pack_doses
        return int(total)

    def _use(self, product_id: str, wanted: int) -> None:
        by_date = self.doses[product_id]
        for use_by in sorted(by_date):
            taken = min(wanted, by_date[use_by]) if use_by >= self.day else 0
            wanted -= taken
            by_date[use_by] -= taken
            if use_by <= self.day or not by_date[use_by]:
                del by_date[use_by]

    def _wanted(self, product_id: str) -> int:
        """Return the doses that the centre is expected to give today."""
        forecast = self.inputs.forecast
        if product_id not in self.use or not forecast.days[0] <= self.day <= forecast.days[-1]:
            return 0
        return int(self.use[product_id][(self.day - forecast.days[0]).days])


def _expected(forecast: Forecast, centre_id: str) -> Mapping[str, Sequence[int]]:
    if centre_id not in forecast.centre_ids:
        return {}
    return dict(zip(forecast.product_ids, forecast.doses[forecast.centre_ids.index(centre_id)], strict=True))
