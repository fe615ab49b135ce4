"""Is the input of tonight, and are its totals near those of the last good night?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from distribution.errors import Fault
from distribution.forecast import FORECAST_DAYS
from distribution.inputs import WeekInputs

Warned = tuple[str, Mapping[str, str]]

STOCK_FILE = "stock.csv"
CLOCKS_APART = timedelta(hours=1)  # files may come from machines whose clocks differ a little
COMPARABLE_DAYS = 7  # an older night says too little about tonight
MOST_PRODUCTS = 3  # are named when a total jumps: those that moved the most
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
    """Yield a fault for an input that is too old at the end of ``as_of`` (or now, if sooner), or of tomorrow.

    Of a folder the stock is looked at: the other tables may be older.
    """
    if source is None or (file := _dated(source)) is None:
        return
    moment = datetime.fromtimestamp(file.stat().st_mtime, now.tzinfo)
    end_of_day = datetime(as_of.year, as_of.month, as_of.day, tzinfo=now.tzinfo) + timedelta(days=1)
    hours = (min(now, end_of_day) - moment).total_seconds() / 3600
    written = f"{moment:%d/%m/%Y %H:%M}"
    if hours > max_age_h:
        arguments = {"hours": f"{hours:.0f}", "limit": f"{max_age_h:.0f}", "written": written}
        yield Fault(code="input_stale", file=file.name, arguments=arguments)
    if moment - now > CLOCKS_APART:
        yield Fault(
            code="input_ahead", file=file.name, arguments={"written": written, "now": f"{now:%d/%m/%Y %H:%M}"}
        )


def _dated(source: Path) -> Path | None:
    """Return the file whose time tells how old an input is."""
    if not source.is_dir():
        return source if source.is_file() else None
    stock = source / STOCK_FILE
    files = [stock] if stock.is_file() else [p for p in sorted(source.rglob("*")) if p.is_file()]
    return max(files, key=lambda p: p.stat().st_mtime, default=None)


def odd_nights(now: Totals, before: Totals | None) -> Iterator[Warned]:
    """Yield a warning when the stock is that of the last good night, or that night is of a later day.

    Made-up stock is the same all week by design.
    """
    if before is None:
        return
    days = {"before": f"{before.as_of:%d/%m/%Y}", "day": f"{now.as_of:%d/%m/%Y}"}
    if before.as_of > now.as_of:
        yield "warning.night_backwards", days
    elif before.as_of < now.as_of and before.stock == now.stock and now.stock and not now.synthetic:
        yield "warning.stock_unchanged", days


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
    moved = sorted(old.keys() | new.keys(), key=lambda p: (-abs(new.get(p, 0) - old.get(p, 0)), p))
    most = (f"{p} {old.get(p, 0)} → {new.get(p, 0)}" for p in moved[:MOST_PRODUCTS])
    return {
        "most": ", ".join(most),
        "before": str(sum(old.values())),
        "now": str(sum(new.values())),
        "percent": f"{change:+.0f}",
        "limit": f"{percent:.0f}",
        "day": f"{before.as_of:%d/%m/%Y}",
    }
