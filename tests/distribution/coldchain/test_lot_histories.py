"""What a lot lives through, and where that puts it in FEFO order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from distribution.coldchain.history import LotHistory, Span, constant_span, fefo_date, fefo_order, lived
from distribution.coldchain.plan_histories import plan_histories
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.vaccines import Vaccine

DAY_S = 86_400


@pytest.fixture
def hexa(tiny_inputs: WeekInputs) -> Vaccine:
    return replace(tiny_inputs.vaccines["HEXA"], vvm="VVM7", freeze_sensitive=True, shelf_life_days=1_000)


def _history(*spans: Span) -> LotHistory:
    return LotHistory(lot_id="HEXA-1", product_id="HEXA", destination_id="centre-near", spans=spans)


def test_a_day_at_37_uses_a_seventh(hexa: Vaccine) -> None:
    found = lived(_history(constant_span("road", 0, DAY_S, 37.0)), hexa)
    assert found.used == pytest.approx(1 / 7)
    assert found.used_beyond_store == pytest.approx(1 / 7 - 1 / 1_430, abs=1e-4)
    assert (found.hot_min, found.cool_min, found.frozen) == (1_440.0, 0.0, False)


def test_a_week_in_the_store_uses_nothing_beyond_it(hexa: Vaccine) -> None:
    assert lived(_history(constant_span("depot", 0, 7 * DAY_S, 5.0)), hexa).used_beyond_store == 0.0


def test_one_reading_below_the_threshold_destroys_what_freezing_harms(hexa: Vaccine) -> None:
    ride = Span(place="road", start_s=0, step_s=300, coldest_c=(3.0, -0.6), warmest_c=(5.0, 4.0))
    assert lived(_history(ride), hexa).frozen
    assert not lived(_history(ride), replace(hexa, freeze_sensitive=False)).frozen


def test_used_life_moves_a_lot_forward(hexa: Vaccine) -> None:
    # a tenth of 1,000 days of shelf life: 100 days
    assert fefo_date(date(2027, 6, 1), 0.1, hexa) == date(2027, 2, 21)
    assert fefo_date(date(2027, 6, 1), 0.0, hexa) == date(2027, 6, 1)
    lots = (("A", date(2027, 5, 1), 0.0), ("B", date(2027, 6, 1), 0.1), ("C", date(2027, 6, 1), 0.0))
    assert fefo_order(lots, hexa) == ("B", "A", "C")


def test_every_drop_of_a_plan_has_its_history(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    found = plan_histories(tiny_plan, tiny_inputs)
    drops = sum(len(stop.drops) for route in tiny_plan.routes for stop in route.stops)
    drops += sum(len(parcel.drops) for parcel in tiny_plan.consignments)
    assert len(found) == drops
    for history in found:
        ends = [span.end_s for span in history.spans[:-1]]
        assert ends == [span.start_s for span in history.spans[1:]], "no hole between its spans"


def test_a_lot_that_came_by_truck_has_store_truck_store_and_ride(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs
) -> None:
    found = {(h.lot_id, h.destination_id): h for h in plan_histories(tiny_plan, tiny_inputs)}
    places = [span.place for span in found["HEXA-2", "centre-far"].spans]
    assert places == ["hub-tiny", "depot-south", "depot-south", "centre-far"]


def test_a_frozen_lot_begins_when_it_thaws_at_the_hub(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs) -> None:
    found = {(h.lot_id, h.destination_id): h for h in plan_histories(tiny_plan, tiny_inputs)}
    places = [span.place for span in found["ROTA-1", "centre-far"].spans]
    assert places == ["depot-south", "depot-south", "centre-far"]
