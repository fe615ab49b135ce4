"""A lot's trace against the plan solved by hand: every drop, trunk run, courier, stock line and night."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from tiny_nights import first_night, night, second_night

from distribution.errors import MissingHistoryError
from distribution.inputs import WeekInputs
from distribution.plan import Drop, WeeklyPlan
from operations.history import recall, record_act_once, record_plan
from operations.history.acts import RELEASED, ROLLED_BACK
from operations.plan_folder import Judged

LATER = "2100-01-01T02:00:00+07:00"


def drops_of(plan: WeeklyPlan) -> list[tuple[str, str, Drop]]:
    """Every drop of a plan with its departure and place, read straight from the plan."""
    found = [(r.route_id, s.centre_id, d) for r in plan.routes for s in r.stops for d in s.drops]
    found += [(c.consignment_id, c.centre_id, d) for c in plan.consignments for d in c.drops]
    return found + [(t.transfer_id, t.destination_id, d) for t in plan.transfers for d in t.drops]


def test_every_drop_of_every_lot_is_found(history: str, tiny_judged: Judged) -> None:
    assert record_plan(history, tiny_judged)
    drops = drops_of(tiny_judged.plan)
    for lot_id in sorted({drop.lot_id for _, _, drop in drops}):
        found = recall(history, lot_id).deliveries
        assert sorted((d.departure_id, d.place_id, d.packs, d.doses, d.use_by) for d in found) == sorted(
            (name, place, d.packs, d.doses, d.use_by) for name, place, d in drops if d.lot_id == lot_id
        )


def test_a_stop_is_told_with_its_route_vehicle_driver_and_hour(history: str, tiny_judged: Judged) -> None:
    record_plan(history, tiny_judged)
    (found,) = [d for d in recall(history, "HEXA-1").deliveries if d.place_id == "centre-mid"]
    assert (found.plan_id, found.kind, found.departure_id, found.position) == (
        "P-2026-W48-tiny",
        "route",
        "R-1",
        2,
    )
    assert (found.origin_id, found.vehicle_id, found.driver_ids) == ("depot-north", "V-N1", "D-N1")
    assert found.arrive_at == datetime(2026, 11, 23, 7, 51)
    assert found.doses == 300


def test_the_courier_and_the_trunk_run_are_told_too(history: str, tiny_judged: Judged) -> None:
    record_plan(history, tiny_judged)
    kinds = {
        (d.kind, d.departure_id) for lot in ("HEXA-1", "HEXA-2") for d in recall(history, lot).deliveries
    }
    assert ("courier", "C-1") in kinds
    assert ("transfer", "T-1") in kinds


def test_stock_is_told_where_it_lies_and_where_it_lay(history: str, tiny_judged: Judged) -> None:
    record_plan(history, tiny_judged)
    lying = [line for line in tiny_judged.inputs.stock if line.lot_id == "HEXA-1"]
    gone, *left = lying
    half = [replace(line, doses=line.doses // 2) for line in left]
    others = [line for line in tiny_judged.inputs.stock if line.lot_id != "HEXA-1"]
    inputs = replace(tiny_judged.inputs, stock=(*others, *half))
    night(history, first_night(), "2026-11-22-a", inputs)
    told = {row.place_id: row for row in recall(history, "HEXA-1").stock}
    assert sum(row.doses_now for row in told.values()) == sum(line.doses for line in half)
    assert told[gone.place_id].last_run in ("P-2026-W48-tiny", "2026-11-22-a")
    assert told[gone.place_id].most_doses >= gone.doses


def test_a_plan_is_released_when_somebody_did(history: str, tiny_judged: Judged) -> None:
    record_plan(history, tiny_judged)
    assert not any(d.released for d in recall(history, "HEXA-1").deliveries)
    record_act_once(history, RELEASED, tiny_judged.plan.plan_id, who="Lan")
    assert all(d.released for d in recall(history, "HEXA-1").deliveries)


def test_nights_are_told_by_the_first_and_last_that_said_so(history: str, tiny_inputs: WeekInputs) -> None:
    night(history, first_night(), "N1", tiny_inputs)
    night(history, second_night(), "N2", tiny_inputs)
    trace = recall(history, "HEXA-1")
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    assert {(a.place_id, a.start_day, a.packs, a.first_run) for a in trace.allocations} == {
        ("centre-near", monday, 20, "N1"),
        ("centre-near", tuesday, 10, "N1"),
        ("centre-near", None, 11, "N1"),
        ("centre-mid", monday, 20, "N2"),
        ("centre-far", monday, 10, "N2"),
        ("depot-south", monday, 50, "N1"),
    }
    (past,) = trace.past
    assert (past.place_id, past.most_packs, past.first_run, past.last_run) == ("centre-mid", 30, "N1", "N1")


def test_after_a_rollback_the_older_night_is_the_one_in_force(history: str, tiny_inputs: WeekInputs) -> None:
    night(history, first_night(), "N1", tiny_inputs)
    night(history, second_night(), "N2", tiny_inputs)
    record_act_once(history, ROLLED_BACK, "N1", who="Lan")
    current = {(a.place_id, a.packs) for a in recall(history, "HEXA-1").allocations}
    assert ("centre-mid", 30) in current
    assert ("centre-far", 10) not in current
    night(history, replace(second_night(), as_of=date(2026, 11, 24)), "N3", tiny_inputs, LATER)
    current = {(a.place_id, a.packs) for a in recall(history, "HEXA-1").allocations}
    assert ("centre-far", 10) in current


def test_a_night_recorded_late_does_not_hold_now(history: str, tiny_inputs: WeekInputs) -> None:
    night(history, second_night(), "N2", tiny_inputs, "2026-11-23T02:00:00+07:00")
    emptied = replace(tiny_inputs, stock=())
    night(history, first_night(), "N1", emptied, "2026-11-22T02:00:00+07:00")
    trace = recall(history, "HEXA-1")
    assert {(a.place_id, a.packs) for a in trace.allocations} >= {("centre-far", 10)}
    on_hand = sum(line.doses for line in tiny_inputs.stock if line.lot_id == "HEXA-1")
    assert sum(row.doses_now for row in trace.stock) == on_hand > 0


def test_a_lot_that_was_never_met_is_not_mistaken_for_one_that_is_nowhere(
    history: str, tiny_judged: Judged
) -> None:
    record_plan(history, tiny_judged)
    trace = recall(history, "hexa-1 ")
    assert not trace.met
    assert "HEXA-1" in trace.similar
    assert recall(history, "'; DROP TABLE drops; --").met is False
    assert recall(history, "HEXA-1").met


def test_asking_makes_no_history(history: str) -> None:
    with pytest.raises(MissingHistoryError):
        recall(history, "HEXA-1")
    with pytest.raises(MissingHistoryError):
        recall(history, "HEXA-1")
