"""The table of hold times, made: every recipe in every ambient, boxes scattered, a cautious quantile."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from distribution.coldchain.calibration import Calibration
from distribution.coldchain.coolants import coolants
from distribution.coldchain.holding import STEP_S, Held, held
from distribution.coldchain.lives import NEVER_C
from distribution.coldchain.passive import closed, stack
from distribution.coldchain.recipes import Conditioning, Recipe
from distribution.roads.graph import Floats
from distribution.units import HOUR_S

AMBIENTS_C = tuple(range(5, 46))
REPLICATIONS = 200
SEED = 1
QUANTILE = 0.05  # of twenty boxes one may hold less: assumed
UA_SCATTER = 0.10  # standard deviation of the logarithm of what boxes leak: making, age, lid not quite shut
MELT_SCATTER = 0.05  # how unevenly packs are conditioned, as a share of their latent heat: assumed
COOL_SCATTER_C = 2.0  # cool packs come from a refrigerator of 2-8 °C (S54)
SHORT_S, SHORT_STEP_S = 3.0 * HOUR_S, 15.0  # from three hours on a step of the run moves a hold by under 1 %
LOAD_C, LOAD_SCATTER_C = 5.0, 1.0  # the load as taken from the store: assumed
ULTRA_LOAD_C = -75.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRow:
    """A recipe in an ambient: hours held by 19 boxes of 20 and by the middle one, and the coldest °C."""

    recipe_id: str
    ambient_c: int
    hold_h: float
    median_h: float
    coldest_c: float


def make_hold_rows(
    wanted: Sequence[Recipe], calibrations: Sequence[Calibration], ambients_c: Sequence[int] = AMBIENTS_C
) -> tuple[HoldRow, ...]:
    """Return the rows of ``data/hold_times.csv`` for recipes, in the order given.

    No row is longer than the published life of its box, in whatever ambient; hours are cut to tenths.
    """
    fitted = {c.box_id: c for c in calibrations}
    cases = [(recipe, ambient) for recipe in wanted for ambient in ambients_c]
    found = held_cases(cases, {box_id: c.fitted_ua_w_k for box_id, c in fitted.items()}, _longest_s(fitted))
    rows = []
    for i, (recipe, ambient) in enumerate(cases):
        life_h = fitted[recipe.box_id].life_h
        hold_s = found.warm_s[i] if recipe.certified else found.hold_s[i]
        rows.append(
            HoldRow(
                recipe_id=recipe.recipe_id,
                ambient_c=ambient,
                hold_h=_tenths(np.quantile(hold_s, QUANTILE, method="lower") / HOUR_S, life_h),
                median_h=_tenths(np.quantile(hold_s, 0.5, method="lower") / HOUR_S, life_h),
                coldest_c=math.floor(float(np.quantile(found.coldest_c[i], QUANTILE)) * 10) / 10,
            )
        )
    return tuple(rows)


def _longest_s(fitted: dict[str, Calibration]) -> float:
    return max(c.life_h for c in fitted.values()) * HOUR_S


def _tenths(hours: float, most_h: float) -> float:
    return math.floor(min(hours, most_h) * 10) / 10


def held_cases(
    cases: Sequence[tuple[Recipe, int]], ua_w_k: Mapping[str, float], horizon_s: float, finer: float = 1.0
) -> Held:
    """Run recipes in ambients (°C), with the conductance (W/K) of each box, for so long at most.

    A hold of minutes, as cool packs give, is shorter than a few steps: what ends soon is run again in steps
    of ``SHORT_STEP_S``.  ``finer`` divides all steps, to see how much they matter.
    """
    found = _run(cases, ua_w_k, horizon_s, STEP_S / finer)
    soon = np.flatnonzero(np.quantile(found.hold_s, QUANTILE, axis=1, method="lower") < SHORT_S)
    if not len(soon):
        return found
    again = _run([cases[i] for i in soon.tolist()], ua_w_k, min(SHORT_S, horizon_s), SHORT_STEP_S / finer)
    warm_s, cold_s = found.warm_s.copy(), found.cold_s.copy()
    warm_s[soon] = np.where(np.isfinite(again.warm_s), again.warm_s, warm_s[soon])
    cold_s[soon] = np.where(np.isfinite(again.cold_s), again.cold_s, cold_s[soon])
    return replace(found, warm_s=warm_s, cold_s=cold_s)


def _run(
    cases: Sequence[tuple[Recipe, int]], ua_w_k: Mapping[str, float], horizon_s: float, step_s: float
) -> Held:
    """Run all cases; every case meets the same draws, so that ambients and recipes compare sharply."""
    draws = np.random.default_rng(SEED).standard_normal((3, 1, REPLICATIONS))
    boxes = stack([recipe.packed(ua_w_k[recipe.box_id]) for recipe, _ in cases])
    middle_c = np.array([LOAD_C if recipe.high_c > 0 else ULTRA_LOAD_C for recipe, _ in cases])[:, None]
    unready = _column([_unready_kj_kg(recipe) for recipe, _ in cases]) * np.abs(draws[1])
    start = closed(
        boxes,
        coolant_kj_kg=_column([recipe.start_kj_kg for recipe, _ in cases]) + unready,
        load_c=middle_c + LOAD_SCATTER_C * draws[2],
        replications=REPLICATIONS,
    )
    return held(
        boxes,
        start,
        ambient_c=_column([ambient for _, ambient in cases]),
        high_c=_column([recipe.high_c for recipe, _ in cases]),
        low_c=_column([NEVER_C if recipe.certified else recipe.low_c for recipe, _ in cases]),
        horizon_s=horizon_s,
        step_s=step_s,
        ua_factor=np.exp(UA_SCATTER * draws[0]),
    )


def _unready_kj_kg(recipe: Recipe) -> float:
    """How much warmer packs may be than the recipe says: left out too long, or taken from a warm shelf."""
    coolant = coolants()[recipe.coolant_id]
    if recipe.conditioning is Conditioning.COOL:
        return coolant.liquid_kj_kgk * COOL_SCATTER_C
    return coolant.latent_kj_kg * MELT_SCATTER


def _column(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=float)[:, None]
