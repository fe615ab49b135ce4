"""What is left at a centre if nothing comes: by hand.  centre-near gives 60 HEXA a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tiny_places import COLD, MON, TUE

from distribution.inputs import WeekInputs
from distribution.projection import project, volume_ml
from distribution.stock import StockLine

LATER = date(2027, 12, 31)


def with_stock(inputs: WeekInputs, *lots: tuple[date, int]) -> WeekInputs:
    """Return the week with HEXA of some use-bys as the only stock, at centre-near."""
    stock = tuple(
        StockLine(
            place_id="centre-near",
            product_id="HEXA",
            lot_id="HEXA-1",
            band=COLD,
            use_by=use_by,
            doses=doses,
        )
        for use_by, doses in lots
    )
    return replace(inputs, stock=stock)


@pytest.mark.parametrize(
    ("lots", "on_hand", "missed"),
    [
        (((LATER, 250),), [250, 190, 130, 70, 10, 0], [0, 0, 0, 0, 0, 50]),
        # the lot that ends on Tuesday is used first: 60 + 40, then 20 of the other
        (((LATER, 150), (TUE, 100)), [250, 190, 130, 70, 10, 0], [0, 0, 0, 0, 0, 50]),
        # 80 of it are lost on Tuesday night
        (((LATER, 150), (TUE, 200)), [350, 290, 150, 90, 30, 0], [0, 0, 0, 0, 0, 30]),
        # what expired on Sunday gives nothing, though it stands there on Monday
        (((MON - timedelta(days=1), 100),), [100, 0, 0, 0, 0, 0], [0, 60, 120, 180, 240, 300]),
        ((), [0, 0, 0, 0, 0, 0], [0, 60, 120, 180, 240, 300]),
    ],
)
def test_by_hand(
    tiny_inputs: WeekInputs, lots: tuple[tuple[date, int], ...], on_hand: list[int], missed: list[int]
) -> None:
    projection = project(with_stock(tiny_inputs, *lots))
    assert projection.on_hand[0, 0, :6].tolist() == on_hand
    assert projection.missed[0, 0, :6].tolist() == missed


def test_every_dose_is_given_missed_or_lost(country_inputs: WeekInputs) -> None:
    projection = project(country_inputs)
    use = np.cumsum(country_inputs.forecast.doses, axis=2)
    given = use - projection.missed[:, :, 1:]
    gone = projection.on_hand[:, :, :1] - projection.on_hand[:, :, 1:]
    assert (given >= 0).all()
    assert (given <= gone).all()


def test_volume_counts_opened_packs_by_the_dose(tiny_inputs: WeekInputs) -> None:
    doses = np.zeros((6, 3), np.int64)
    doses[0] = 25, 10, 5  # 25 x 75 + 300 + 400
    assert volume_ml(tiny_inputs, doses).tolist() == [2_575, 0, 0, 0, 0, 0]
