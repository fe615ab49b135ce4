"""Loads in passive boxes: every load of a plan side by side, until each is handed over.

Every call's goods ride in boxes of their own (``Visit``), which stay shut on the way.  They are packed by the
recipe of the plan; some by mistake with coolant that is not frozen, or straight from the freezer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from distribution.coldchain.calibration import fitted_ua_w_k
from distribution.coldchain.hold_making import LOAD_C
from distribution.coldchain.limits import FREEZE_C
from distribution.coldchain.passive import BoxStack, BoxState, advance, closed, stack, start_enthalpy_kj_kg
from distribution.coldchain.recipes import Recipe
from distribution.simulation.assumptions import Assumptions
from distribution.simulation.chance import Bools, Chance, Floats
from distribution.simulation.lived import Lived, LoadKey
from distribution.simulation.weather import Weather

STEP_S = 900.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BoxLoad:
    """A load in passive boxes.

    ``litres`` are packed litres in one box; ``closed_s`` the planned time of closing on the week clock,
    ``on_board_s`` how long it then rides, one entry a replication.  ``visit`` counts the centre's calls of
    the week: what befalls the packing belongs to it, on whatever day.
    """

    key: LoadKey
    visit: int
    recipe: Recipe
    litres: float
    place_id: str
    day: date
    closed_s: int
    on_board_s: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spoiling:
    """When loads spoil, shape (loads, replications): ``inf`` where they do not before they are handed over.

    ``hot_s`` are seconds above the band; ``hot_at_s`` and ``froze_at_s`` count from closing to when that was
    longer than is tolerated, and to when the coldest part froze.
    """

    hot_s: Floats
    hot_at_s: Floats
    froze_at_s: Floats


def boxes_lived(
    loads: Sequence[BoxLoad], weather: Weather, assumed: Assumptions, chance: Chance
) -> dict[LoadKey, Lived]:
    """Return what every load lived through."""
    if not loads:
        return {}
    found = spoiling(loads, weather, assumed, chance)
    return {
        load.key: Lived(
            heat=found.hot_s[row] > 0.0,
            spoiled=np.isfinite(found.hot_at_s[row]),
            freeze=np.isfinite(found.froze_at_s[row]),
            diverted=np.zeros(chance.size, np.bool_),
        )
        for row, load in enumerate(loads)
    }


def spoiling(loads: Sequence[BoxLoad], weather: Weather, assumed: Assumptions, chance: Chance) -> Spoiling:
    """Return when loads spoil on their way; a certified box keeps its load from freezing."""
    found = _Ride(loads, weather, assumed, chance).run()
    certified = np.array([load.recipe.certified for load in loads])[:, None]
    return replace(found, froze_at_s=np.where(certified, np.inf, found.froze_at_s))


class _Ride:
    """All loads on their way; those handed over everywhere are dropped."""

    def __init__(
        self, loads: Sequence[BoxLoad], weather: Weather, assumed: Assumptions, chance: Chance
    ) -> None:
        ua, recipes = fitted_ua_w_k(), [load.recipe for load in loads]
        self._boxes = stack(
            [load.recipe.packed(ua[load.recipe.box_id], load_l=load.litres) for load in loads]
        )
        self._tolerated_s = assumed.heat_tolerance_s
        self._start = closed(
            self._boxes,
            coolant_kj_kg=np.stack([_coolant(load, assumed, chance) for load in loads]),
            load_c=np.array([LOAD_C if r.high_c > 0 else (r.low_c + r.high_c) / 2 for r in recipes])[:, None],
            replications=chance.size,
        )
        self._leak = np.stack(
            [chance.factor(assumed.box_leak_cv, "leak", load.place_id, load.visit) for load in loads]
        )
        self._anomaly = np.stack([weather.anomaly_c(load.place_id, load.day) for load in loads])
        self._high = np.array([recipe.high_c for recipe in recipes])[:, None]
        self._low = np.array(
            [max(recipe.low_c, FREEZE_C) if recipe.high_c > 0 else recipe.low_c for recipe in recipes]
        )[:, None]
        self._until = np.stack([load.on_board_s for load in loads])
        clock = (np.arange(math.ceil(float(self._until.max()) / STEP_S)) + 0.5) * STEP_S
        self._day_c = np.stack(
            [
                weather.day_c(load.place_id, load.day, np.asarray(load.closed_s + clock, np.float64))
                for load in loads
            ]
        )

    def run(self) -> Spoiling:
        """Follow the loads until the last is handed over."""
        hot_s = np.zeros(self._until.shape)
        hot_at_s, froze_at_s = np.full(hot_s.shape, np.inf), np.full(hot_s.shape, np.inf)
        rows, boxes, state = np.arange(len(self._until)), self._boxes, self._start
        longest = self._until.max(axis=1)
        for step in range(self._day_c.shape[1]):
            passed_s = step * STEP_S
            going = longest[rows] > passed_s
            if not going.all():
                rows, boxes, state = rows[going], _rows_of(boxes, going), _state_of(state, going)
            air_c = self._day_c[rows, step, None] + self._anomaly[rows]
            state = advance(boxes, state, ambient_c=air_c, step_s=STEP_S, ua_factor=self._leak[rows])
            inside = np.clip(self._until[rows] - passed_s, 0.0, STEP_S)
            before_s = hot_s[rows]
            after_s = before_s + inside * (np.maximum(state.cold_c, state.warm_c) > self._high[rows])
            spoils = (after_s > self._tolerated_s) & (before_s <= self._tolerated_s)
            hot_at_s[rows] = np.where(spoils, passed_s + self._tolerated_s - before_s, hot_at_s[rows])
            hot_s[rows] = after_s
            frozen = (inside > 0.0) & (np.minimum(state.cold_c, state.warm_c) < self._low[rows])
            froze_at_s[rows] = np.where(frozen, np.minimum(froze_at_s[rows], passed_s), froze_at_s[rows])
        return Spoiling(hot_s=hot_s, hot_at_s=hot_at_s, froze_at_s=froze_at_s)


def _coolant(load: BoxLoad, assumed: Assumptions, chance: Chance) -> Floats:
    """Return the enthalpy of the packs at closing: by the recipe, or by one of two mistakes."""
    recipe = load.recipe
    coolant = recipe.packed().coolant
    enthalpy = np.full(chance.size, recipe.start_kj_kg)
    warm = chance.happens(assumed.heat_fault, "coolant", load.place_id, load.visit)
    cold = chance.happens(assumed.freeze_fault, "conditioning", load.place_id, load.visit)
    enthalpy = np.where(warm, assumed.heat_fault_melted * coolant.latent_kj_kg, enthalpy)
    frozen = start_enthalpy_kj_kg(coolant, min(assumed.freeze_fault_c, recipe.start_c))
    return np.where(cold & ~warm, frozen, enthalpy)


def _rows_of(boxes: BoxStack, keep: Bools) -> BoxStack:
    return replace(boxes, **{f.name: getattr(boxes, f.name)[keep] for f in fields(boxes)})


def _state_of(state: BoxState, keep: Bools) -> BoxState:
    return replace(state, **{f.name: getattr(state, f.name)[keep] for f in fields(state)})
