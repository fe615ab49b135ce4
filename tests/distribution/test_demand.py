"""Need by hand: seven days from Thursday and five days of safety, less what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tiny_places import COLD, THU

from distribution.demand import Demand, demand, free_ml
from distribution.inputs import WeekInputs
from distribution.projection import project
from distribution.stock import StockLine
from distribution.vaccines import TemperatureBand


def _demand(inputs: WeekInputs) -> Demand:
    return demand(inputs, project(inputs))


def _with_hexa(inputs: WeekInputs, doses: int, use_by: date) -> WeekInputs:
    line = StockLine(
        place_id="centre-near", product_id="HEXA", lot_id="HEXA-1", band=COLD, use_by=use_by, doses=doses
    )
    return replace(inputs, stock=(line,))


def _with_fridge(inputs: WeekInputs, litres_ml: int, flu_priority: int = 1) -> WeekInputs:
    network, vaccines = inputs.network, inputs.vaccines
    centres = tuple(
        replace(c, stores_ml={COLD: litres_ml}) if c.centre_id == "centre-near" else c
        for c in network.centres
    )
    flu = replace(vaccines["FLU"], priority=flu_priority)
    return replace(
        inputs, network=replace(network, centres=centres), vaccines={**vaccines, "FLU": flu}, stock=()
    )


@pytest.mark.parametrize(
    ("doses", "use_by", "need"),
    [
        (0, date(2027, 12, 31), 720),  # 7 x 60 + 5 x 60
        (400, date(2027, 12, 31), 500),  # 220 left on Thursday
        (400, THU, 660),  # of those only Thursday's 60 can be given
        (900, date(2027, 12, 31), 0),  # exactly enough: 180 + 420 + 300
        (899, date(2027, 12, 31), 1),
        (5_000, date(2027, 12, 31), 0),
    ],
)
def test_need(tiny_inputs: WeekInputs, doses: int, use_by: date, need: int) -> None:
    wanted = _demand(_with_hexa(tiny_inputs, doses, use_by))
    assert wanted.need_doses[0, 0] == need
    assert wanted.packs[0, 0, 0] == -(-need // 10)


def test_later_weeks_want_their_use_in_whole_packs(tiny_inputs: WeekInputs) -> None:
    wanted = _demand(replace(tiny_inputs, stock=()))
    assert wanted.packs[0].tolist() == [[72, 42, 42, 42], [12, 7, 7, 7], [12, 7, 7, 7]]


def test_goods_not_received_cold_are_not_ordered(tiny_inputs: WeekInputs) -> None:
    ultra = replace(tiny_inputs.vaccines["FLU"], band=TemperatureBand.ULTRA)
    wanted = _demand(replace(tiny_inputs, vaccines={**tiny_inputs.vaccines, "FLU": ultra}))
    assert not wanted.packs[:, 1].any()
    assert not wanted.need_doses[:, 1].any()


def test_the_fridge_cuts(tiny_inputs: WeekInputs) -> None:
    # 72 x 750 + 12 x 300 + 12 x 400 = 62,400 ml
    assert not _demand(_with_fridge(tiny_inputs, 62_400)).cut[0].any()
    assert _demand(_with_fridge(tiny_inputs, 40_000)).cut[0].tolist() == [30, 0, 0]  # 22,400 / 750, up


def test_the_least_urgent_is_cut_first(tiny_inputs: WeekInputs) -> None:
    wanted = _demand(_with_fridge(tiny_inputs, 40_000, flu_priority=3))
    assert wanted.cut[0].tolist() == [26, 12, 0]  # all 3,600 ml of FLU, then 18,800 / 750, up
    assert wanted.packs[0, :, 0].tolist() == [46, 0, 12]


def test_on_the_country_every_cut_need_fits_on_the_last_day(country_inputs: WeekInputs) -> None:
    projection = project(country_inputs)
    wanted = demand(country_inputs, projection)
    size = np.array([country_inputs.vaccines[p].pack_ml for p in country_inputs.forecast.product_ids])
    volume = (wanted.packs[:, :, 0] * size).sum(axis=1)
    assert (volume <= np.maximum(free_ml(country_inputs, projection)[:, 5], 0)).all()
    assert volume.sum() > 0
