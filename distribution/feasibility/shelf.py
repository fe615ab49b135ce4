"""What stands in a centre's refrigerators as the days of the week pass."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from distribution.inputs import WeekInputs
from distribution.plan import Drop
from distribution.vaccines import TemperatureBand


@dataclass(slots=True)
class Shelf:
    """Doses by product and use-by; expected use takes the earliest use-by first, expired doses go."""

    inputs: WeekInputs
    centre_id: str
    day: date
    doses: dict[str, dict[date, int]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))

    @classmethod
    def opening(cls, centre_id: str, inputs: WeekInputs) -> Shelf:
        """Return the shelf on Monday morning."""
        shelf = cls(inputs, centre_id, inputs.calendar.week.monday)
        for line in inputs.stock:
            if line.place_id == centre_id:
                shelf.doses[line.product_id][line.use_by] += line.doses
        return shelf

    def use_until(self, day: date) -> None:
        """Let the days before ``day`` pass."""
        while self.day < day:
            for product_id in sorted(self.doses):
                self._use(product_id, _expected(self.inputs, self.centre_id, product_id, self.day))
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


def _expected(inputs: WeekInputs, centre_id: str, product_id: str, day: date) -> int:
    """Return the doses that a centre is expected to give of a product on a day."""
    forecast = inputs.forecast
    known = (
        centre_id in forecast.centre_ids
        and product_id in forecast.product_ids
        and forecast.days[0] <= day <= forecast.days[-1]
    )
    if not known:
        return 0
    place = forecast.centre_ids.index(centre_id), forecast.product_ids.index(product_id)
    return int(forecast.doses[place[0], place[1], (day - forecast.days[0]).days])
