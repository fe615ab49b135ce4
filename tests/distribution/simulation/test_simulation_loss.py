"""Against loss: how often loads are lost, what brings it below a level, what it asks of the planner."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from still_week import still_question
from tiny_boxes import FREEZE_FREE

from distribution.coldchain.packed_loads import packed_loads
from distribution.files.buffers_csv import read_buffers, write_buffers
from distribution.fleet import BoxType
from distribution.simulation.boxes_to_have import boxes_to_have
from distribution.simulation.buffers import Buffer, merged, with_buffers
from distribution.simulation.loss_buffers import Means, against_loss, loss_reserves
from distribution.simulation.loss_trials import Ridden
from distribution.simulation.replay import Question
from distribution.simulation.run import simulate
from distribution.units import HOUR_S


def _question(*boxes: BoxType, **changes: object) -> Question:
    """The tiny week with boxes beside its own, packed, in which only what is named varies."""
    question = still_question(**changes)
    fleet = question.inputs.fleet
    inputs = replace(question.inputs, fleet=replace(fleet, boxes=(*fleet.boxes, *boxes)))
    plan = replace(question.plan, packed=packed_loads(question.plan, inputs))
    return replace(question, plan=plan, inputs=inputs)


def test_a_ride_is_shortened_until_no_more_than_the_level_is_lost() -> None:
    # ten rides of 10 h; one is lost after 4 h, one after 6 h: for a tenth the ride ends just before 6 h
    lost_at = np.full(10, np.inf)
    lost_at[:2] = 4 * HOUR_S, 6 * HOUR_S
    ridden = Ridden(aboard_s=np.full(10, 10.0 * HOUR_S), lost_at_s=lost_at)
    assert ridden.loss == 0.2
    assert ridden.shorter_for(0.1) == 4 * HOUR_S + 1
    assert ridden.loss_if_shorter(4 * HOUR_S + 1) == 0.1
    assert ridden.shorter_for(0.0) == 6 * HOUR_S + 1
    assert ridden.shorter_for(0.2) == 0.0


def test_where_nothing_varies_nothing_is_asked() -> None:
    question = _question()
    assert against_loss(question, simulate(question, 50, 1), 0.01, 1) == ()


def test_a_freeze_free_box_cures_packs_from_the_freezer_where_a_depot_can_pack_it() -> None:
    # three loads in ten are packed straight from the freezer; R-1 leaves depot-north, the rest depot-south;
    # for the parcel of 18 L two freeze-free boxes of 17.94 L are more than a courier takes who takes one
    question = _question(FREEZE_FREE, freeze_fault=0.3)
    one_box = replace(question.inputs.parameters, courier_max_boxes=1)
    question = replace(question, inputs=replace(question.inputs, parameters=one_box))
    outcome = simulate(question, 400, 3)
    found = {(c.departure_id, c.position): c for c in against_loss(question, outcome, 0.05, 3)}
    assert set(found) == {("R-1", 0), ("R-1", 1), ("R-2", 0), ("C-1", 0)}
    for call in found.values():
        assert call.loss == call.freeze == pytest.approx(0.3, abs=4 * (0.3 * 0.7 / 400) ** 0.5)
    for key in (("R-1", 0), ("R-1", 1)):
        assert (found[key].means, found[key].recipe_id) == (Means.RECIPE, "FHCB23-FROZEN")
        assert found[key].least == 0.0
    for key in (("R-2", 0), ("C-1", 0)):
        assert found[key].means is Means.NONE
        assert found[key].least == found[key].loss
    # depot-north packs 48 L in three boxes of 17.94 L and 26.5 L in two, on Monday
    assert boxes_to_have(found.values(), question.plan, question.inputs) == {"FHCB23-FROZEN": 5}


def test_what_is_asked_reaches_the_planner_and_survives_its_file(tmp_path: Path) -> None:
    question = _question(FREEZE_FREE, freeze_fault=0.3)
    calls = against_loss(question, simulate(question, 200, 3), 0.05, 3)
    network = question.inputs.network
    timed = Buffer(centre_id="centre-near", buffer_s=600, keep_s=1_200, calls=2, on_time=0.9)
    late = Buffer(centre_id="centre-isle", ride_s=5 * HOUR_S, boxed=True)
    held = merged((timed, late), loss_reserves(calls, question.plan))
    write_buffers(held, network, tmp_path / "b.csv")
    assert read_buffers(tmp_path / "b.csv", network) == held
    reserve = with_buffers(question.inputs, held).reserve
    served = ("centre-far", "centre-isle", "centre-mid", "centre-near")
    assert reserve.recipes == dict.fromkeys(served, "FHCB23-FROZEN")
    assert reserve.ride_s == {"centre-isle": 5 * HOUR_S}
    assert reserve.boxed == {"centre-isle"}
    near = next(b for b in held if b.centre_id == "centre-near")
    assert (near.buffer_s, near.recipe_id, near.calls) == (600, "FHCB23-FROZEN", 2)


def test_a_file_of_times_alone_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("centre_id,buffer_min,keep_min\ncentre-far,10,20\n", encoding="utf-8")
    (held,) = read_buffers(path, still_question().inputs.network)
    assert (held.buffer_s, held.ride_s, held.boxed, held.recipe_id) == (600, None, False, "")
