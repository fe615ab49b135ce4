"""What ``coldchain logger`` tells: the series, the trip beside its plan, and a refit before it is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from distribution.coldchain.exposure import Excursion
from distribution.coldchain.history import fefo_date
from distribution.coldchain.limits import Limits
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.rides import predicted_rides
from distribution.coldchain.series_facts import DEFAULT_LIMITS, SeriesFacts, series_facts
from distribution.coldchain.trips import PartLog, agreement, logs_by_part, on_board, strictest
from distribution.language.catalogue import say
from distribution.units import HOUR_S
from distribution.vaccines import Vaccine
from operations.documents.figures import number
from operations.exit_codes import ExitCode
from operations.loggers.facts import part_json, series_json
from operations.loggers.parts import excursion_sentence, part_excursions, part_name, stop_marks
from operations.loggers.refit import refit_lines, refit_of, save_refit
from operations.plan_folder import Judged, judge_folder
from operations.plots.logged_trip import Expected, trip_picture
from operations.publish import refuse_existing, write_whole
from operations.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a series: beside which departure, and whether to refit, with which air, kept where."""

    plan: Path | None
    departure_id: str | None
    refit: bool
    air: LoggedSeries | None
    save: Path | None
    picture: Path | None


def logger_report(series: LoggedSeries, asked: Asked, lang: str) -> Report:
    """Return the report; a series with an excursion is done with warnings.

    Raises
    ------
    InputError
        When the plan, the departure or the match of the two is at fault.
    """
    if asked.plan is None or asked.departure_id is None:
        facts = series_facts(series)
        lines = [*_series_lines(series, facts, lang), *_excursion_lines(series, facts.excursions, lang)]
        if asked.picture is not None:
            _draw(asked.picture, trip_picture(series, DEFAULT_LIMITS, lang), lang)
            lines.append(say("written.file", lang, path=asked.picture))
        return _report(lines, series_json(series, facts), bool(facts.excursions))
    return _trip_report(series, judge_folder(asked.plan), asked.departure_id, asked, lang)


def _trip_report(series: LoggedSeries, judged: Judged, departure_id: str, asked: Asked, lang: str) -> Report:
    plan, inputs = judged.plan, judged.inputs
    goods = on_board(plan, inputs, departure_id)
    limits = strictest(goods)
    parts = logs_by_part(series, plan, departure_id, limits)
    facts = series_facts(series, limits)
    lines = [*_series_lines(series, facts, lang), *_part_lines(series, parts, limits, judged, lang)]
    lines += _fefo_lines(goods, facts.beyond_store, judged, departure_id, lang)
    told = series_json(series, facts) | {"parts": [part_json(part) for part in parts]}
    expected = predicted_rides(plan, inputs).get(departure_id)
    if expected is None:
        lines.append(say("logger.no_expectation", lang))
    else:
        found = agreement(series, expected, plan)
        numbers = {n: number(v, lang, 0 if isinstance(v, int) else 2) for n, v in asdict(found).items()}
        lines.append(say("logger.agreement", lang, **numbers))
        told["agreement"] = asdict(found)
    if asked.refit and expected is not None:
        refit = refit_of(series, judged, departure_id, expected, asked.air)
        lines += refit_lines(refit, asked.air is not None, lang)
        told["refit"] = asdict(refit)
        if asked.save is not None:
            save_refit(refit, asked.save, lang)
            lines.append(say("written.file", lang, path=asked.save))
    if asked.picture is not None:
        begun = None
        if expected is not None:
            begun = Expected(begins=plan.week.moment(expected.start_s), ride=expected)
        _draw(asked.picture, trip_picture(series, limits, lang, begun, stop_marks(parts, judged)), lang)
        lines.append(say("written.file", lang, path=asked.picture))
    return _report(lines, told, any(part.excursions for part in parts))


def _draw(path: Path, svg: str, lang: str) -> None:
    refuse_existing(path, lang)
    write_whole(path, svg + "\n")


def _report(lines: list[str], facts: Mapping[str, object], excursion: bool) -> Report:
    code = ExitCode.WARNINGS if excursion else ExitCode.DONE
    return Report(code=code, lines=tuple(lines), facts=facts)


def _series_lines(series: LoggedSeries, facts: SeriesFacts, lang: str) -> Iterator[str]:
    yield say(
        "logger.series",
        lang,
        source=series.source,
        readings=len(series.celsius) - series.missing,
        first=f"{series.first:%d/%m/%Y %H:%M}",
        last=f"{series.last:%d/%m/%Y %H:%M}",
        step=f"{series.step_s / 60:g}",
        unit=f"°{series.unit}",
        missing=series.missing,
    )
    if series.moved_s:
        yield say("logger.zone", lang, hours=f"{series.moved_s / HOUR_S:+g}")
    yield say(
        "logger.extremes",
        lang,
        least=number(facts.least_c, lang, 1),
        most=number(facts.most_c, lang, 1),
        mkt=number(facts.mkt_c, lang, 2),
        hot=f"{facts.hot_min:.0f}",
        cool=f"{facts.cool_min:.0f}",
        freeze=f"{facts.freeze_min:.0f}",
    )
    used = ", ".join(f"{name} {number(100 * share, lang, 2)} %" for name, share in facts.used.items())
    yield say("logger.used", lang, used=used)


def _excursion_lines(series: LoggedSeries, found: tuple[Excursion, ...], lang: str) -> Iterator[str]:
    if not found:
        yield say("logger.inside", lang)
    for excursion in found:
        yield "  " + excursion_sentence(series, excursion, DEFAULT_LIMITS, 0, lang)


def _part_lines(
    series: LoggedSeries, parts: tuple[PartLog, ...], limits: Limits, judged: Judged, lang: str
) -> Iterator[str]:
    for log in parts:
        where = part_name(log.part, judged, lang)
        if log.least_c is None or log.most_c is None:
            yield say("logger.part_unread", lang, part=where)
            continue
        yield say(
            "logger.part_read",
            lang,
            part=where,
            least=number(log.least_c, lang, 1),
            most=number(log.most_c, lang, 1),
        )
        yield from ("    " + sentence for sentence in part_excursions(series, log, limits, judged, lang))


def _fefo_lines(
    goods: tuple[Vaccine, ...], used: Mapping[str, float], judged: Judged, departure_id: str, lang: str
) -> Iterator[str]:
    """Tell of products whose lots come forward in FEFO order by a day or more."""
    for vaccine in goods:
        share = used.get(vaccine.vvm, 0.0)
        monday = judged.plan.week.monday
        days = (monday - fefo_date(monday, share, vaccine)).days
        if days:
            yield say("logger.fefo", lang, product=vaccine.name, days=days, run=departure_id)
