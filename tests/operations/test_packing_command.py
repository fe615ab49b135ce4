"""``coldchain packing``, ``lived`` and ``hold`` as people run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from command_line import Ran, coldchain

from distribution.coldchain.boxes import box_thermals, packed
from distribution.coldchain.compartments import compartments
from distribution.coldchain.errors import PhysicsError
from distribution.coldchain.recipes import recipes
from operations.exit_codes import ExitCode
from operations.failures import told


def test_packing_tells_every_departure_and_what_must_lie_ready(small_plan: Ran) -> None:
    ran = coldchain("packing", small_plan.folder, "--json")
    assert ran.code == ExitCode.DONE
    plan = json.loads((small_plan.folder / "plan.json").read_text(encoding="utf-8"))["plan"]
    departures = {d["departure_id"]: d for d in ran.facts["departures"]}
    runs = [r["route_id"] for r in plan["routes"]] + [t["transfer_id"] for t in plan["transfers"]]
    assert set(runs) <= set(departures)
    assert all(d["needed_s"] <= d["hold_s"] for d in departures.values())
    boxes = sum(d["boxes"] for d in departures.values())
    assert sum(m["count"] for m in ran.facts["materials"] if m["item"] == "PCM28") == boxes


def test_the_packing_and_the_refuge_of_every_run_are_in_the_plan(small_plan: Ran) -> None:
    ran = coldchain("packing", small_plan.folder, "--json")
    plan = json.loads((small_plan.folder / "plan.json").read_text(encoding="utf-8"))["plan"]
    loads = {load["departure_id"]: load for load in plan["packed"]}
    shown = {d["departure_id"]: d for d in ran.facts["departures"]}
    assert loads.keys() == shown.keys()
    for departure_id, load in loads.items():
        departure = shown[departure_id]
        assert (load["packs"], load["boxes"]) == (departure["packs"], departure["boxes"])
        assert load["recipe_id"] == (departure["recipe_id"] or "")
        assert load["hold_s"] == departure["hold_s"]
    legs = {(r["route_id"], n) for r in plan["routes"] for n in range(len(r["stops"]))}
    assert legs <= {(refuge["departure_id"], refuge["leg"]) for refuge in plan["refuges"]}


def test_lived_tells_every_lot_of_every_centre(small_plan: Ran) -> None:
    ran = coldchain("lived", small_plan.folder, "--json")
    assert ran.code in (ExitCode.DONE, ExitCode.WARNINGS)
    plan = json.loads((small_plan.folder / "plan.json").read_text(encoding="utf-8"))["plan"]
    drops = [d for r in plan["routes"] for s in r["stops"] for d in s["drops"]]
    drops += [d for c in plan["consignments"] for d in c["drops"]]
    assert len(ran.facts["histories"]) == len(drops)
    assert "lô" in coldchain("lived", small_plan.folder).out


def test_hold_tells_a_box_by_station() -> None:
    ran = coldchain("hold", "RCW25", "--month", "6", "--lang", "en")
    assert ran.code == ExitCode.DONE
    assert "RCW25-FROZEN, Hue, month 6: 39.3 °C, the load freezes" in ran.out
    assert "RCW25-FROZEN, Hue, tháng 6: 39,3 °C" in coldchain("hold", "RCW25", "--month", "6").out
    assert len(coldchain("hold", "PCM28", "--json").facts["holds"]) == 11 * 12
    assert coldchain("hold", "nothing").code == ExitCode.INPUT_REJECTED


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    ("impossible", "figure"),
    [
        (lambda: packed(box_thermals()["PCM28"], coolant_kg=12.0, load_l=31.0), "31.0"),
        (lambda: packed(box_thermals()["RCW25"], coolant_kg=14.4, load_l=5.0, ua_w_k=-0.2), "-0.2"),
        (lambda: replace(recipes()["RCW25-CONDITIONED"], start_c=6.0), "6.0"),
        (lambda: replace(compartments()["REEF2T"], supply_least_c=9.0), "9.0"),
    ],
    ids=["a load larger than its box", "a negative leak", "melted packs", "warm supply air"],
)
def test_impossible_physics_is_rejected_with_what_to_do(
    impossible: Callable[[], object], figure: str, lang: str
) -> None:
    with pytest.raises(PhysicsError) as caught:
        impossible()
    code, sentence = told(caught.value, lang)
    assert code == ExitCode.INPUT_REJECTED
    assert figure in sentence
    assert "{" not in sentence
