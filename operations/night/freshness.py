"""Is the input of tonight, and are its totals near those of the last good night?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from distribution.errors import Fault
from distribution.inputs import WeekInputs
from distribution.units import WEEK_DAYS

Warned = tuple[str, dict[str, str]]

COMPARABLE_DAYS = 7  # an older night says too little about tonight
FORECAST_DAYS = 4 * WEEK_DAYS
SMALL_DOSES = 1_000  # a product with less in the whole country jumps by nature


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Doses in the whole country by product: on hand, and expected to be used in four weeks."""

    as_of: date
    stock: Mapping[str, int]
    forecast: Mapping[str, int]
    synthetic: bool

    def as_written(self) -> dict[str, Any]:
        """Return the totals as the card of a run holds them."""
        return asdict(self) | {"as_of": self.as_of.isoformat()}


def totals_of(inputs: WeekInputs, as_of: date) -> Totals:
    """Return the totals that the next night compares itself with."""
    stock: Counter[str] = Counter()
    for line in inputs.stock:
        stock[line.product_id] += line.doses
    use = inputs.forecast.doses[:, :, :FORECAST_DAYS].sum(axis=(0, 2))
    forecast = dict(zip(inputs.forecast.product_ids, use.tolist(), strict=True))
    return Totals(
        as_of=as_of,
        stock=dict(sorted(stock.items())),
        forecast=dict(sorted(forecast.items())),
        synthetic=inputs.synthetic,
    )


def stale_files(source: Path | None, as_of: date, now: datetime, max_age_h: float) -> Iterator[Fault]:
    """Yield a fault for an input whose newest file is too old at the end of ``as_of`` (or now, if sooner)."""
    if source is None or not source.exists():
        return
    files = [source] if source.is_file() else [p for p in sorted(source.rglob("*")) if p.is_file()]
    written = max((p.stat().st_mtime for p in files), default=None)
    if written is None:
        return
    end_of_day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=now.tzinfo) + timedelta(days=1)
    moment = datetime.fromtimestamp(written, now.tzinfo)
    hours = (min(now, end_of_day) - moment).total_seconds() / 3600
    if hours > max_age_h:
        arguments = {
            "hours": f"{hours:.0f}",
            "limit": f"{max_age_h:.0f}",
            "written": f"{moment:%d/%m/%Y %H:%M}",
        }
        yield Fault(code="input_stale", file=source.name, arguments=arguments)


def jumping_totals(source: str, now: Totals, before: Totals | None, percent: float) -> Iterator[Fault]:
    """Yield a fault for each total of the country that differs too much from the last good night's."""
    if before is None or not _comparable(now, before):
        return
    for name, old, new in _pairs(now, before):
        change = _change_percent(sum(old.values()), sum(new.values()))
        if abs(change) > percent:
            yield Fault(
                code=f"totals_jump_{name}", file=source, arguments=_told(old, new, change, before, percent)
            )


def jumping_products(now: Totals, before: Totals | None, percent: float) -> Iterator[Warned]:
    """Yield a warning for each product whose total differs too much from the last good night's."""
    if before is None or not _comparable(now, before):
        return
    for name, old, new in _pairs(now, before):
        for product_id in sorted(old.keys() | new.keys()):
            mine, theirs = new.get(product_id, 0), old.get(product_id, 0)
            change = _change_percent(theirs, mine)
            if abs(change) > percent and max(mine, theirs) >= SMALL_DOSES:
                arguments = {"product": product_id, "before": str(theirs), "now": str(mine)}
                yield f"warning.product_jump_{name}", arguments | {"percent": f"{change:+.0f}"}


def _comparable(now: Totals, before: Totals) -> bool:
    days = (now.as_of - before.as_of).days
    return 0 <= days <= COMPARABLE_DAYS and now.synthetic == before.synthetic


def _pairs(now: Totals, before: Totals) -> Iterator[tuple[str, Mapping[str, int], Mapping[str, int]]]:
    yield "stock", before.stock, now.stock
    yield "forecast", before.forecast, now.forecast


def _change_percent(old: int, new: int) -> float:
    """Return the change in percent of the larger: −100 when all is gone, +100 when it came from nothing."""
    return 100.0 * (new - old) / max(new, old, 1)


def _told(
    old: Mapping[str, int], new: Mapping[str, int], change: float, before: Totals, percent: float
) -> dict[str, str]:
    return {
        "before": str(sum(old.values())),
        "now": str(sum(new.values())),
        "percent": f"{change:+.0f}",
        "limit": f"{percent:.0f}",
        "day": f"{before.as_of:%d/%m/%Y}",
    }
