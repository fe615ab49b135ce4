"""A logged trip part by part, as people read it: names of its parts, marks of its stops, excursions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from distribution.coldchain.exposure import Excursion
from distribution.coldchain.limits import Limits
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.trips import PartLog, TripPart
from distribution.language.catalogue import say
from operations.documents.figures import number
from operations.plan_folder import Judged
from operations.plots.route_temperature import Mark


def part_name(part: TripPart, judged: Judged, lang: str) -> str:
    """Return what people call loading, a leg or a stop."""
    names = judged.inputs.network.name
    return say(
        f"logger.part.{part.kind}",
        lang,
        origin=names(part.origin_id),
        destination=names(part.destination_id),
    )


def stop_marks(parts: Sequence[PartLog], judged: Judged) -> tuple[Mark, ...]:
    """Return the stops by their number, each when the vehicle arrives."""
    stops = [log.part for log in parts if log.part.kind == "stop"]
    moment = judged.plan.week.moment
    return tuple(Mark(at=moment(stop.start_s), text=str(i)) for i, stop in enumerate(stops, start=1))


def part_excursions(
    series: LoggedSeries, log: PartLog, limits: Limits, judged: Judged, lang: str
) -> Iterator[str]:
    """Yield a sentence for each excursion of a part, with the rule that it breaks."""
    ahead_s = log.part.start_s - judged.plan.week.time_s(series.first)
    first = max(0, -int(-ahead_s // series.step_s))
    yield from (excursion_sentence(series, one, limits, first, lang) for one in log.excursions)


def excursion_sentence(
    series: LoggedSeries, excursion: Excursion, limits: Limits, first_index: int, lang: str
) -> str:
    """Return an excursion in words; it counts its readings from ``first_index`` of the series."""
    return say(
        f"logger.excursion.{excursion.broken.value}",
        lang,
        first=f"{series.moment(first_index + excursion.first):%d/%m %H:%M}",
        minutes=f"{excursion.minutes:.0f}",
        worst=number(excursion.worst_c, lang, 1),
        low=f"{limits.low_c:g}",
        high=f"{limits.high_c:g}",
    )
