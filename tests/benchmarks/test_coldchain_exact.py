"""The measure of exactness: nought on a plan as written, and it sees a time and a dose that differ."""

from __future__ import annotations

from dataclasses import replace

from still_week import varied_question

from benchmarks.coldchain_closed_forms import closed_forms
from benchmarks.coldchain_exact import without_variation


def test_a_plan_as_written_has_no_gap() -> None:
    found = without_variation(varied_question())
    assert (found["time_gap_s"], found["stock_gap_doses"], found["windows_missed"]) == (0.0, 0.0, 0)
    assert found["times"] > 0
    assert found["cells"] > 0


def test_a_return_written_a_minute_late_is_seen() -> None:
    asked = varied_question()
    first, *others = asked.plan.routes
    late = replace(asked.plan, routes=(replace(first, return_s=first.return_s + 60), *others))
    assert without_variation(replace(asked, plan=late))["time_gap_s"] == 60.0


def test_shares_lie_about_closed_forms() -> None:
    found = closed_forms(varied_question())
    cases = [name.removesuffix("_cases") for name, n in found.items() if name.endswith("_cases") and n]
    assert cases
    assert all(found[f"{name}_greatest_z"] < 4.0 for name in cases)
