"""Heat life and mean kinetic temperature: the published days, and cases by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from distribution.coldchain.kinetics import mean_kinetic_c, monitor_types, vvm_used
from distribution.files.bundled import read_table

DAY_S = 86_400


@pytest.mark.parametrize("row", read_table("vvm"), ids=lambda row: row["vvm_type"])
def test_published_days_use_the_whole_life(row: dict[str, str]) -> None:
    kind = monitor_types()[row["vvm_type"]]
    assert float(kind.used_per_day(37.0)) * float(row["days_37c"]) == pytest.approx(1.0)
    for degrees, column in ((25.0, "days_25c"), (5.0, "days_5c")):
        if row[column]:
            assert float(kind.used_per_day(degrees)) * float(row[column]) == pytest.approx(1.0, rel=0.01)


def test_life_adds_up_over_steps() -> None:
    hours = np.array([5.0] * 23 + [37.0])
    kind = monitor_types()["VVM7"]
    by_hand = 23 / 24 * float(kind.used_per_day(5.0)) + 1 / 24 / 7
    assert float(vvm_used("VVM7", hours, 3_600)) == pytest.approx(by_hand)


def test_a_product_without_a_monitor_uses_none() -> None:
    assert vvm_used("none", np.full((4, 2), 40.0), DAY_S).tolist() == [0.0, 0.0]


def test_mean_kinetic_temperature() -> None:
    assert float(mean_kinetic_c([7.0] * 10)) == pytest.approx(7.0)
    # 23 h at 5 °C and 1 h at 20 °C, by the definition with ratio 10,000 K
    ratio = 83.144 / 8.314462618e-3
    mean = (23 * math.exp(-ratio / 278.15) + math.exp(-ratio / 293.15)) / 24
    assert float(mean_kinetic_c([5.0] * 23 + [20.0])) == pytest.approx(ratio / -math.log(mean) - 273.15)
    assert float(mean_kinetic_c([5.0] * 23 + [20.0])) > 5 + 15 / 24  # above the plain mean
