"""Scenarios side by side in words: figures as each language writes them, and what chance is known to cost."""

from __future__ import annotations

import pytest

from distribution.indicators import indicators
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.scenario import Scenario
from distribution.travel import TravelTable
from operations.scenarios.run import Stay, Trial
from operations.scenarios.text import comparison_lines


@pytest.fixture(scope="module")
def found(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> tuple[Trial, Trial]:
    """The week as it is, and a scenario under which the same plan could stay 1,234,567 đồng cheaper."""
    figures = indicators(tiny_plan, tiny_inputs, tiny_travel)
    base = Trial(scenario=Scenario(name="base", title={"vi": "a", "en": "a"}), figures=figures)
    stay = Stay(cost_vnd=figures.cost_vnd - 1_234_567, violations=0)
    title = {"vi": "b", "en": "b"}
    return base, Trial(scenario=Scenario(name="more", title=title), figures=figures, stay=stay)


def test_a_share_and_a_saving_are_written_as_each_language_does(found: tuple[Trial, Trial]) -> None:
    share = 100 * found[0].figures.fill_rate if found[0].figures else 0
    vi, en = ("\n".join(comparison_lines(found, lang)) for lang in ("vi", "en"))
    assert f"{share:.1f} %" in en
    assert f"{share:.1f} %".replace(".", ",") in vi
    assert "−1.234.567" in vi
    assert "−1,234,567" in en


def test_what_the_search_alone_has_missed_is_told(found: tuple[Trial, Trial]) -> None:
    assert "missed up to 1,234,567 ₫" in comparison_lines(found, "en")[-1]
    assert "missed" not in comparison_lines(found[:1], "en")[-1]
