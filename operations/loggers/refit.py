"""A box or body refitted to a logged trip of a plan, and told before it is used."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np

from distribution.coldchain.calibration import fitted_ua_w_k
from distribution.coldchain.compartments import compartments
from distribution.coldchain.loads import departure_litres, departure_types
from distribution.coldchain.logged import LoggedSeries
from distribution.coldchain.packing import packing_plan
from distribution.coldchain.refit import STEP_S, LoggedTrip, Refit, refit_body, refit_box
from distribution.coldchain.rides import RideTemperature
from distribution.coldchain.surroundings import surroundings
from distribution.errors import Fault, InputError
from distribution.feasibility.coldride import cold_rides
from distribution.language.catalogue import say
from distribution.roads.graph import Floats
from operations.documents.figures import number
from operations.plan_folder import Judged
from operations.publish import refuse_existing


def refit_of(
    series: LoggedSeries,
    judged: Judged,
    departure_id: str,
    expected: RideTemperature,
    air: LoggedSeries | None,
) -> Refit:
    """Return the refit of the box or body that rode, to what the logger read under way.

    Without a logger outside, the air is that of the month's mean day.

    Raises
    ------
    InputError
        When the departure has neither a recipe nor a body with figures.
    """
    plan, inputs = judged.plan, judged.inputs
    packed = next(d for d in packing_plan(plan, inputs) if d.departure_id == departure_id)
    count = len(expected.air_c)
    outside = expected.air_c if air is None else _at_steps(air, judged, expected.start_s, count)
    inside = _at_steps(series, judged, expected.start_s, count)
    litres = departure_litres(plan, inputs)[departure_id]
    if packed.recipe is not None:
        recipe = packed.recipe
        trip = LoggedTrip(air_c=outside, inside_c=inside, load_l=litres / max(packed.boxes, 1))
        return refit_box(recipe, fitted_ua_w_k()[recipe.box_id], [trip])
    type_id = departure_types(plan).get(departure_id)
    if type_id is None or type_id not in compartments():
        raise InputError(
            [Fault(code="logger_no_figures", file=series.source, arguments={"run": departure_id})]
        )
    ride = next(r for r in cold_rides(plan, inputs) if r.departure_id == departure_id)
    doors = surroundings(ride, plan, inputs).door_s
    trip = LoggedTrip(air_c=outside, inside_c=inside, load_l=litres, door_s=doors)
    return refit_body(compartments()[type_id], [trip])


def _at_steps(series: LoggedSeries, judged: Judged, start_s: int, count: int) -> Floats:
    """Return the readings nearest to the ends of the steps of the model; NaN where none is near."""
    ends_s = start_s + (1 + np.arange(count)) * STEP_S
    index = np.rint((ends_s - judged.plan.week.time_s(series.first)) / series.step_s).astype(int)
    inside = (index >= 0) & (index < len(series.celsius))
    return np.where(inside, series.celsius[np.clip(index, 0, len(series.celsius) - 1)], np.nan)


def refit_lines(refit: Refit, measured_air: bool, lang: str) -> Iterator[str]:
    """Tell a refit: before, after, errors, and whether the trip says anything of it."""
    yield say(
        "logger.refit",
        lang,
        subject=refit.subject_id,
        before=number(refit.before_w_k, lang, 3),
        after=number(refit.after_w_k, lang, 3),
        rms_before=number(refit.rms_before_c, lang, 2),
        rms_after=number(refit.rms_after_c, lang, 2),
        readings=refit.readings,
    )
    yield say("logger.refit_telling" if refit.telling else "logger.refit_silent", lang)
    if not measured_air:
        yield say("logger.refit_air", lang)


def save_refit(refit: Refit, path: Path, lang: str) -> None:
    """Write a refit as one row, to be used by ``data/build/coldchain.py --refits``.

    Raises
    ------
    InputError
        When the trip says nothing of the conductance, or the file is there already.
    """
    if not refit.telling:
        raise InputError(
            [Fault(code="logger_silent", file=str(path), arguments={"subject": refit.subject_id})]
        )
    refuse_existing(path, lang)
    row = asdict(refit)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row, lineterminator="\n")
        writer.writeheader()
        writer.writerow(row)
