"""What was measured beside what was expected, in the report of a plan: by run, by leg, with the refits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from distribution.coldchain.refit import Refit
from distribution.coldchain.rides import RideTemperature
from distribution.coldchain.trips import Agreement, PartLog
from distribution.language.catalogue import say
from operations.documents.figures import number
from operations.loggers.exports import LOGGERS_FOLDER, LoggedRun, beside, logged_runs
from operations.loggers.parts import part_excursions, part_name, stop_marks
from operations.loggers.refit import refit_of
from operations.plan_folder import Judged
from operations.plan_report.traces import departure_name
from operations.plots import blocks
from operations.plots.blocks import Block
from operations.plots.logged_trip import Expected, trip_picture

NOTHING = "–"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """A logged departure, and its box or body refitted to it (None without a thermal model)."""

    run: LoggedRun
    refit: Refit | None


def compared(folder: Path, asked: Path | None, judged: Judged) -> tuple[Compared, ...]:
    """Return the logged departures of a plan, from ``loggers/`` in its folder where no other is asked for.

    Raises
    ------
    InputError
        With the faults of all exports (``logged_runs``).
    """
    exports = beside(folder, LOGGERS_FOLDER, asked)
    runs = () if exports is None else logged_runs(exports, judged)
    return tuple(Compared(run=run, refit=_refit(run, judged)) for run in runs)


def logged_blocks(found: Sequence[Compared], judged: Judged, lang: str) -> Iterator[Block]:
    """Yield the section: all runs, then each with its picture and its parts, then the refits."""
    yield blocks.heading(say("report.logged", lang))
    if not found:
        yield blocks.sentence(say("report.logged_none", lang))
        return
    yield blocks.table(_by_run([one.run for one in found], judged, lang))
    for one in found:
        yield blocks.figure(_picture(one.run, judged, lang), _caption(one.run, judged, lang))
        yield blocks.table(_by_part(one.run, judged, lang))
    refits = [(one.run.departure_id, one.refit) for one in found if one.refit is not None]
    if refits:
        yield blocks.heading(say("report.refit", lang))
        yield blocks.table(_refits(refits, lang))
    yield blocks.sentence(say("report.logged_note", lang))


def _refit(run: LoggedRun, judged: Judged) -> Refit | None:
    if run.expected is None:
        return None
    return refit_of(run.series, judged, run.departure_id, run.expected, None)


def _by_run(runs: Sequence[LoggedRun], judged: Judged, lang: str) -> list[list[str]]:
    keys = ("run", "readings", "expected", "measured", "bias", "rms", "greatest", "excursions")
    rows = [[say(f"report.logged_{key}", lang) for key in keys]]
    for run in runs:
        read, gap = run.series.celsius[~np.isnan(run.series.celsius)], run.agreement
        rows.append(
            [
                _name(run, judged),
                number(len(read), lang),
                _expected_span(run.expected, lang),
                _span(float(read.min()), float(read.max()), lang),
                *([NOTHING] * 3 if gap is None else _gaps(gap, lang)),
                number(sum(len(log.excursions) for log in run.parts), lang),
            ]
        )
    return rows


def _gaps(gap: Agreement, lang: str) -> list[str]:
    return [number(value, lang, 2) for value in (gap.bias_c, gap.rms_c, gap.greatest_c)]


def _by_part(run: LoggedRun, judged: Judged, lang: str) -> list[list[str]]:
    keys = ("part", "expected", "measured", "excursions")
    rows = [[say(f"report.logged_{key}", lang) for key in keys]]
    for log in run.parts:
        told = "; ".join(part_excursions(run.series, log, run.limits, judged, lang))
        rows.append(
            [
                part_name(log.part, judged, lang),
                _expected_in(run.expected, log, lang),
                NOTHING if log.least_c is None else _span(log.least_c, log.most_c or 0.0, lang),
                told or NOTHING,
            ]
        )
    return rows


def _refits(refits: Sequence[tuple[str, Refit]], lang: str) -> list[list[str]]:
    keys = ("run", "subject", "before", "after", "rms_before", "rms_after", "verdict")
    rows = [[say(f"report.refit_{key}", lang) for key in keys]]
    for departure_id, refit in refits:
        figures = (refit.before_w_k, refit.after_w_k, refit.rms_before_c, refit.rms_after_c)
        verdict = "report.refit_telling" if refit.telling else "report.refit_silent"
        shown = [number(value, lang, 3 if i < 2 else 2) for i, value in enumerate(figures)]
        rows.append([departure_id, refit.subject_id, *shown, say(verdict, lang)])
    return rows


def _picture(run: LoggedRun, judged: Judged, lang: str) -> str:
    begun = None
    if run.expected is not None:
        begun = Expected(begins=judged.plan.week.moment(run.expected.start_s), ride=run.expected)
    return trip_picture(run.series, run.limits, lang, begun, stop_marks(run.parts, judged))


def _name(run: LoggedRun, judged: Judged) -> str:
    return departure_name(run.departure_id, judged.plan, judged.inputs)


def _caption(run: LoggedRun, judged: Judged, lang: str) -> str:
    return say("report.logged_caption", lang, run=_name(run, judged), source=run.series.source)


def _expected_in(expected: RideTemperature | None, log: PartLog, lang: str) -> str:
    """Return the coldest and warmest that was expected during a part."""
    if expected is None:
        return NOTHING
    at_s = expected.start_s + (1 + np.arange(len(expected.air_c))) * expected.step_s
    during = (at_s > log.part.start_s) & (at_s <= log.part.end_s + expected.step_s)
    if not during.any():
        return NOTHING
    return _span(float(expected.coldest_c[during].min()), float(expected.warmest_c[during].max()), lang)


def _expected_span(expected: RideTemperature | None, lang: str) -> str:
    if expected is None:
        return NOTHING
    return _span(float(expected.coldest_c.min()), float(expected.warmest_c.max()), lang)


def _span(least_c: float, most_c: float, lang: str) -> str:
    return say("report.logged_span", lang, least=number(least_c, lang, 1), most=number(most_c, lang, 1))
