"""Figures of a simulation as people read them."""

from __future__ import annotations

import pytest

from distribution.language.catalogue import LANGUAGES, catalogue, say
from operations.simulation.text import decimal, percent, scale


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0.0, "0", "0"),
        (41.0, "41", "41"),
        (-3.0, "-3", "-3"),
        (62.04, "62,0", "62.0"),
        (0.831, "0,83", "0.83"),
        (12_361.4, "12.361", "12,361"),
    ],
)
def test_whole_figures_have_no_decimals(value: float, vi: str, en: str) -> None:
    assert (decimal(value, "vi"), decimal(value, "en")) == (vi, en)


def test_shares_are_percent() -> None:
    assert percent(0.851, "vi") == "85,1 %"
    assert percent(0.0, "en") == "0 %"


def test_money_is_told_by_the_million_and_its_label_says_so() -> None:
    assert (scale("lost_vnd"), scale("doses_lost")) == (1_000_000, 1)
    told = [key for key in catalogue() if key.startswith("simulation.") and key.endswith("_vnd")]
    assert len(told) >= 5
    for lang in LANGUAGES:
        assert all(("triệu ₫" if lang == "vi" else "million ₫") in say(key, lang) for key in told)
