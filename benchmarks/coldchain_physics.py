"""What the thermal model gives against what is published: lives, floors, balance, step, cool packs."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from distribution.coldchain.boxes import box_thermals
from distribution.coldchain.calibration import fitted_ua_w_k
from distribution.coldchain.compartments import LOAD_KJ_LK, advance_compartment, compartments, cooled
from distribution.coldchain.hold_making import QUANTILE, held_cases
from distribution.coldchain.kinetics import vvm_used
from distribution.coldchain.lives import LONGEST_H, LifeTest, life_tests, predicted_lives_h
from distribution.coldchain.passive import BoxRun, advance, box_temperature, closed, stack, stored_kj
from distribution.coldchain.pqs import pqs_lives
from distribution.coldchain.recipes import recipes
from distribution.coldchain.tables import SET_POINT_C
from distribution.files.bundled import read_table
from distribution.roads.graph import Floats
from distribution.units import HOUR_S

STEP_S = 300.0
FINER = 6.0
HOT_C = 43
DAY_H = 24
BODY_LOAD_L = 500.0  # a light load of a round
DOOR_S = 240.0
WARM_C = 8.0

# Kartoglu and others, PDA J Pharm Sci Technol 63 (2009) 11: cool packs at 43 °C, "around 20 °C within 48 h";
# four such trips cost 36 % of the life of oral polio vaccine (VVM2), 2.4 to 10.4 % of all others.
STUDY_AMBIENT_C, STUDY_H, STUDY_C, STUDY_TRIPS = 43.0, 48, 20.0, 4
STUDY_LIFE_PERCENT = {"VVM2": 36.0, "VVM7": 10.4, "VVM30": 2.4}
BAND_FACTOR = 2.0


def cold_lives() -> dict[str, object]:
    """Return predicted lives beside sourced ones, from walls alone, and boxes that miss their floor."""
    tests = life_tests()
    lives_h = predicted_lives_h(tests)[:, 0].tolist()
    pairs = list(zip(tests, lives_h, strict=True))
    return {
        "sourced": [_beside(test, life) for test, life in pairs if test.kind == "sourced"],
        "floors": [_beside(test, life) for test, life in pairs if test.kind == "floor"],
        "below_floor": [t.box_id for t, life in pairs if t.kind == "floor" and life < t.life_h],
    }


def three_lives() -> list[dict[str, object]]:
    """Return cold, cool and warm life of the water-pack boxes by their walls; only cold life is published."""
    water = [test for test in life_tests() if test.test == "cold life"]
    found = [pqs_lives(test.box_id, test.coolant_kg) for test in water]
    return [
        {name: v if name == "box_id" else round(v, 1) for name, v in asdict(one).items()} for one in found
    ]


def _beside(test: LifeTest, life_h: float) -> dict[str, object]:
    classes = {row["id"]: row["class"] for row in read_table("boxes")}
    return {
        "box": test.box_id,
        "class": classes[test.box_id],
        "test": test.test,
        "published_h": test.life_h,
        "predicted_h": round(life_h, 1),
        "difference_percent": round(100 * (life_h / test.life_h - 1), 1),
    }


def step_halving_percent() -> float:
    """Return the greatest change (%) of a life, a hold time or a dead body's hold-over at half the step.

    A step is taken in rounds that keep every node steady: two of 150 s for boxes, up to three of 100 s for
    bodies.  Half a *step* would only be fewer rounds of the same length; a sixth halves the shortest round.
    """
    whole, half = (
        np.concatenate(
            [
                predicted_lives_h(life_tests(), step_s=STEP_S / n)[:, 0],
                hold_times_h(n),
                holdovers_h(STEP_S / n),
            ]
        )
        for n in (1.0, FINER)
    )
    return round(float(100 * np.abs(half / whole - 1).max()), 4)


def lives_h(finer: float) -> Floats:
    """Return the lives (h) of all tests; ``finer`` divides the step."""
    return predicted_lives_h(life_tests(), step_s=STEP_S / finer)[:, 0]


def hold_times_h(finer: float) -> Floats:
    """Return the hold times (h) at 43 °C of the recipes that hold at all; ``finer`` divides the step."""
    cases = [(recipe, HOT_C) for recipe in recipes().values()]
    found = held_cases(cases, fitted_ua_w_k(), LONGEST_H * HOUR_S, finer)
    hold_s = np.quantile(found.hold_s, QUANTILE, axis=1, method="lower")
    return np.asarray(hold_s[hold_s > 0.0]) / HOUR_S


def energy_gap_percent() -> float:
    """Return the greatest gap (%) between heat let in and heat held more, of boxes and of bodies."""
    return max(boxes_gap_percent(), bodies_gap_percent())


def boxes_gap_percent() -> float:
    """Return that gap over all recipes and two days."""
    boxes = stack([recipe.packed() for recipe in recipes().values()])
    start = closed(boxes, coolant_kj_kg=_column([r.start_kj_kg for r in recipes().values()]), load_c=5.0)
    state = start
    for i in range(2 * DAY_H * 12):
        state = advance(boxes, state, ambient_c=35.0, step_s=STEP_S, openings=float(i % 12 == 0))
    gained = stored_kj(boxes, state) - stored_kj(boxes, start)
    return float(100 * np.abs(gained / state.let_in_kj - 1).max())


def bodies_gap_percent() -> float:
    """Return that gap over all refrigerated bodies and a hot day of doors, with what the unit took out."""
    gaps = []
    for body in compartments().values():
        state = cooled(())
        for i in range(DAY_H * 12):
            opened = DOOR_S if i % 12 == 0 else 0.0
            state = advance_compartment(
                body, state, load_l=BODY_LOAD_L, ambient_c=40.0, step_s=STEP_S, door_s=opened
            )
        held_kj = body.body_kj_k * (state.air_c - SET_POINT_C)
        held_kj += LOAD_KJ_LK * BODY_LOAD_L * (state.load_c - SET_POINT_C)
        gaps.append(float(100 * abs(state.let_in_kj - state.taken_kj - held_kj) / state.let_in_kj))
    return max(gaps)


def holdovers_h(step_s: float) -> Floats:
    """Return the hours after which a load passes 8 °C in every body whose unit is dead, at 40 °C outside."""
    found = []
    for body in compartments().values():
        state, before_c, passed = cooled(()), SET_POINT_C, 0
        while float(state.load_c) <= WARM_C:
            before_c = float(state.load_c)
            state = advance_compartment(
                body, state, load_l=BODY_LOAD_L, ambient_c=40.0, step_s=step_s, unit_works=False
            )
            passed += 1
        part = (WARM_C - before_c) / (float(state.load_c) - before_c)
        found.append((passed - 1 + part) * step_s / HOUR_S)
    return np.array(found)


def longest_planned() -> dict[str, object]:
    """Return how far the tabulated hold times stay below the lives of their boxes."""
    lives = {row["id"]: float(row["cold_life_h_43c"]) for row in read_table("boxes")}
    shares = [float(r["hold_h"]) / lives[recipes()[r["recipe_id"]].box_id] for r in read_table("hold_times")]
    return {"greatest_share_of_life": round(max(shares), 3), "rows": len(shares)}


def cool_pack_study() -> dict[str, object]:
    """Return the cool-pack study as the model has it, with the wall as built and at the class floor.

    The study does not name its boxes: long-range ones are run from the best wall to the PQS floor of 96 h,
    with and without a load, and the middle of what they give is compared.  The band is a factor of two, for
    what the study leaves open: the wall (96 to 134 h: a third), packs of 2 to 8 °C (3 K of 15), the load.
    """
    walls = [recipes()["RCW25-COOL"].packed(ua, load) for ua in _walls_w_k() for load in (0.0, 15.0)]
    boxes = stack(walls)
    start = closed(boxes, coolant_kj_kg=recipes()["RCW25-COOL"].start_kj_kg, load_c=5.0)
    steps = STUDY_H * 12
    run = box_temperature(boxes, start, ambient_c=np.full((steps * 2, 1, 1), STUDY_AMBIENT_C), step_s=STEP_S)
    reached_h = _reached_h(run)
    lost = {vvm: _lost_percent(run, vvm, steps) for vvm in STUDY_LIFE_PERCENT}
    middle_h = float(np.median(reached_h))
    ratios = {"hours_to_20c": middle_h / STUDY_H}
    ratios |= {vvm: float(np.median(lost[vvm])) / percent for vvm, percent in STUDY_LIFE_PERCENT.items()}
    return {
        "hours_to_20c": {"study": STUDY_H, "model": [round(h, 1) for h in reached_h], "middle": middle_h},
        "life_lost_percent": {
            vvm: {"study": STUDY_LIFE_PERCENT[vvm], "model": [round(x, 1) for x in lost[vvm]]} for vvm in lost
        },
        "ratio_to_study": {name: round(ratio, 2) for name, ratio in ratios.items()},
        "band_factor": BAND_FACTOR,
        "inside_band": all(1 / BAND_FACTOR <= ratio <= BAND_FACTOR for ratio in ratios.values()),
    }


def _walls_w_k() -> tuple[float, float]:
    """The wall of the RCW25 as built, and one that just meets the floor of its class (FHCB23's, fitted)."""
    return box_thermals()["RCW25"].wall.ua_w_k, fitted_ua_w_k()["FHCB23"]


def _reached_h(run: BoxRun) -> list[float]:
    middle = (run.coldest_c + run.warmest_c)[:, :, 0] / 2
    return [float(np.argmax(middle[:, i] >= STUDY_C)) * STEP_S / 3_600 for i in range(middle.shape[1])]


def _lost_percent(run: BoxRun, vvm: str, steps: int) -> list[float]:
    middle = (run.coldest_c + run.warmest_c)[1 : steps + 1, :, 0] / 2
    return (100 * STUDY_TRIPS * vvm_used(vvm, middle, STEP_S)).tolist()  # type: ignore[no-any-return]


def _column(values: list[float]) -> Floats:
    return np.array(values, dtype=float)[:, None]
