"""A breach is told in the units of people and as each language writes them: hours, litres, kilograms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from distribution.feasibility.verdict import Violation
from distribution.feasibility.windows import outside_windows_s
from distribution.inputs import WeekInputs
from distribution.language.quantity import quantity
from distribution.network import ReceivingWindow


@pytest.mark.parametrize(
    ("amount", "unit", "vi", "en"),
    [
        (1, "s", "1 giây", "1 s"),
        (60, "s", "1 phút", "1 min"),
        (61, "s", "2 phút", "2 min"),  # an excess is rounded up
        (3_600, "s", "1 giờ", "1 h"),
        (4_500, "s", "1 giờ 15 phút", "1 h 15 min"),
        (362_592, "ml", "362,6 lít", "362.6 litres"),
        (1, "ml", "0,1 lít", "0.1 litres"),
        (1_568_921, "ml", "1.569,0 lít", "1,569.0 litres"),
        (12_340, "g", "12,4 kg", "12.4 kg"),
        (2_000, "m", "2,0 km", "2.0 km"),
    ],
)
def test_an_amount_is_told_in_the_units_of_people(amount: int, unit: str, vi: str, en: str) -> None:
    assert quantity(amount, unit) == {"vi": vi, "en": en}


def test_what_is_counted_has_the_thousands_of_the_language() -> None:
    breach = Violation(
        rule="R1",
        subject_id="LOT-1",
        place_id="depot",
        key="lot_not_on_hand",
        amount=1_200,
        unit="doses",
        arguments={"product": "P", "use_by": date(2027, 3, 1)},
    )
    assert "1.200 liều" in breach.sentence("vi")
    assert "01/03/2027" in breach.sentence("vi")
    assert "1,200 doses" in breach.sentence("en")
    assert "2027-03-01" in breach.sentence("en")


def test_what_the_night_counts_is_no_english_in_a_vietnamese_sentence() -> None:
    breach = Violation(
        rule="R1",
        subject_id="LOT-1",
        place_id="depot",
        key="quarter_expired",
        amount=3,
        unit="packs",
        arguments={"product": "P", "use_by": "2027-03-01"},
    )
    assert "3 hộp" in breach.sentence("vi")
    assert "3 packs" in breach.sentence("en")


def test_a_band_is_told_by_its_degrees() -> None:
    breach = Violation(
        rule="R2",
        subject_id="c",
        place_id="c",
        route_id="R-001",
        key="store_over",
        amount=1_500,
        unit="ml",
        arguments={"band": "C2_8"},
    )
    assert breach.sentence("vi") == "c: sau chuyến R-001, ngăn 2–8 °C vượt dung tích sử dụng 1,5 lít."


def test_how_far_unloading_lies_outside_the_nearest_window(tiny_inputs: WeekInputs) -> None:
    """Windows 08:00–11:00 and 13:00–16:00; Monday is day 0 of the week clock."""
    centre, *others = tiny_inputs.network.centres
    hour_s = 3_600
    windows = (
        ReceivingWindow(opens_s=8 * hour_s, closes_s=11 * hour_s),
        ReceivingWindow(opens_s=13 * hour_s, closes_s=16 * hour_s),
    )
    inputs = replace(
        tiny_inputs,
        network=replace(tiny_inputs.network, centres=(replace(centre, windows=windows), *others)),
    )

    def out_h(start_h: float, end_h: float) -> float:
        times = (round(start_h * hour_s), round(end_h * hour_s))
        return outside_windows_s(inputs, centre.centre_id, *times) / hour_s

    assert out_h(9, 10) == 0
    assert out_h(10.5, 11.25) == 0.25  # a quarter of an hour after the morning's close
    assert out_h(12.5, 13.5) == 0.5  # half an hour before the afternoon opens
    assert out_h(20, 20.5) == 4.5
