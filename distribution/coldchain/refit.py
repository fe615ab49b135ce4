"""A box's or body's conductance fitted anew to logged trips, shown beside the old one before its use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from distribution.coldchain.compartments import Compartment, advance_compartment, cooled
from distribution.coldchain.passive import box_temperature, closed, stack
from distribution.coldchain.recipes import Recipe
from distribution.roads.graph import Floats

STEP_S = 300.0
FACTORS = np.geomspace(0.4, 2.5, 61)
TELLING_C = 0.1  # root mean square that a fifth more leak must change: a logger's resolution
_FIFTH = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedTrip:
    """A trip at steps of ``STEP_S``: air about the box (°C) and what the logger read inside (NaN: gap).

    ``door_s`` and ``unit_works`` are for bodies alone.
    """

    air_c: Floats
    inside_c: Floats
    load_l: float
    door_s: Floats | None = None
    unit_works: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """A conductance (W/K) before and after, with the root mean square error (°C) of each over all trips.

    ``telling`` is False where the trips say nothing of it: a fifth more leak would not have shown, as while
    packs still melt or a unit holds its set point.  Such a fit is not to be used.
    """

    subject_id: str
    before_w_k: float
    after_w_k: float
    rms_before_c: float
    rms_after_c: float
    telling: bool
    trips: int
    readings: int


def refit_box(recipe: Recipe, before_w_k: float, trips: Sequence[LoggedTrip]) -> Refit:
    """Return the conductance of a box refitted to trips packed by a recipe."""

    def simulate(trip: LoggedTrip, factors: Floats) -> Floats:
        boxes = stack([recipe.packed(before_w_k, trip.load_l)])
        start_c = float(trip.inside_c[~np.isnan(trip.inside_c)][0])
        start = closed(boxes, coolant_kj_kg=recipe.start_kj_kg, load_c=start_c, replications=len(factors))
        run = box_temperature(
            boxes, start, ambient_c=trip.air_c[:, None, None], step_s=STEP_S, ua_factor=factors[None, :]
        )
        return (run.coldest_c + run.warmest_c)[1:, 0, :] / 2

    return _refit(recipe.box_id, before_w_k, trips, simulate)


def refit_body(body: Compartment, trips: Sequence[LoggedTrip]) -> Refit:
    """Return the conductance of a refrigerated body refitted to trips; best those with the unit off."""

    def simulate(trip: LoggedTrip, factors: Floats) -> Floats:
        start_c = float(trip.inside_c[~np.isnan(trip.inside_c)][0])
        doors = np.zeros_like(trip.air_c) if trip.door_s is None else trip.door_s
        works = np.ones_like(trip.air_c) if trip.unit_works is None else trip.unit_works
        found = np.empty((len(trip.air_c), len(factors)))
        for j, factor in enumerate(factors.tolist()):
            own, state = replace(body, k_w_m2k=body.k_w_m2k * factor), cooled((), start_c)
            for i in range(len(trip.air_c)):
                state = advance_compartment(
                    own,
                    state,
                    load_l=trip.load_l,
                    ambient_c=trip.air_c[i],
                    step_s=STEP_S,
                    door_s=doors[i],
                    unit_works=works[i],
                )
                found[i, j] = state.load_c
        return found

    return _refit(body.type_id, body.ua_w_k, trips, simulate)


def _refit(
    subject_id: str,
    before_w_k: float,
    trips: Sequence[LoggedTrip],
    simulate: Callable[[LoggedTrip, Floats], Floats],
) -> Refit:
    rms = _rms(trips, simulate, FACTORS)
    best = int(rms.argmin())
    near = np.geomspace(FACTORS[max(best - 1, 0)], FACTORS[min(best + 1, len(FACTORS) - 1)], 21)
    rms_near = _rms(trips, simulate, near)
    factor = float(near[int(rms_near.argmin())])
    shown = [simulate(trip, np.array([factor, factor * _FIFTH])) for trip in trips]
    change_c = max(float(np.sqrt(((s[:, 1] - s[:, 0]) ** 2).mean())) for s in shown)
    return Refit(
        subject_id=subject_id,
        before_w_k=before_w_k,
        after_w_k=before_w_k * factor,
        rms_before_c=float(_rms(trips, simulate, np.array([1.0]))[0]),
        rms_after_c=float(rms_near.min()),
        telling=change_c >= TELLING_C and 0 < best < len(FACTORS) - 1,
        trips=len(trips),
        readings=sum(int((~np.isnan(trip.inside_c)).sum()) for trip in trips),
    )


def _rms(
    trips: Sequence[LoggedTrip], simulate: Callable[[LoggedTrip, Floats], Floats], factors: Floats
) -> Floats:
    total, count = np.zeros(len(factors)), 0
    for trip in trips:
        read = ~np.isnan(trip.inside_c)
        total += ((simulate(trip, factors) - trip.inside_c[:, None])[read] ** 2).sum(axis=0)
        count += int(read.sum())
    return np.asarray(np.sqrt(total / max(count, 1)))
