"""What is odd in centres: none of their use is forecast, or they are closed all the time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from distribution.consistency.spots import place, spot
from distribution.consistency.tables import Question
from distribution.demand import LAST_DELIVERY_DAY
from distribution.files.rows import Row
from distribution.inputs import WeekInputs
from distribution.units import WEEK_DAYS

Warned = tuple[str, Mapping[str, str]]

_MOST_NAMES = 10


def centres_without_forecast(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning that names the centres for which nothing at all is forecast: they get nothing."""
    use = inputs.forecast.doses.sum(axis=(1, 2))
    silent = [c for c, doses in zip(inputs.forecast.centre_ids, use.tolist(), strict=True) if doses == 0]
    if not silent:
        return
    table = question.tables["forecast"]
    more = f" (+{len(silent) - _MOST_NAMES})" if len(silent) > _MOST_NAMES else ""
    known = set(silent)
    rows = [row for row in table if row["centre_id"] in known]
    facts = {
        "count": str(len(silent)),
        "all": str(len(use)),
        "centres": ", ".join(silent[:_MOST_NAMES]) + more,
    }
    if rows:
        yield "warning.no_forecast", {**facts, **spot(table, rows)}
    else:
        yield "warning.no_forecast_rows", {**facts, "file": place(table)}


def centres_always_closed(question: Question, inputs: WeekInputs) -> Iterator[Warned]:
    """Yield a warning for every centre with a forecast that is closed all week, or all weeks."""
    use = dict(zip(inputs.forecast.centre_ids, inputs.forecast.doses.sum(axis=(1, 2)).tolist(), strict=True))
    table = question.tables["closures"]
    closed: dict[str, list[Row]] = defaultdict(list)
    for row in table:
        closed[row["centre_id"]].append(row)
    days = [day for day in inputs.forecast.days if day.weekday() <= LAST_DELIVERY_DAY]
    week = [day for day in days if (day - inputs.forecast.days[0]).days < WEEK_DAYS]
    for centre_id, rows in sorted(closed.items()):
        if not use.get(centre_id) or not _shut(inputs, centre_id, week):
            continue
        always = _shut(inputs, centre_id, days)
        last = days[-1] if always else week[-1]
        yield (
            "warning.centre_closed",
            {
                "centre": inputs.network.name(centre_id),
                "first": f"{week[0]:%d/%m/%Y}",
                "last": f"{last:%d/%m/%Y}",
                "doses": str(use[centre_id]),
                **spot(table, rows),
            },
        )


def _shut(inputs: WeekInputs, centre_id: str, days: Sequence[date]) -> bool:
    return all(inputs.calendar.closed(centre_id, day) for day in days)
