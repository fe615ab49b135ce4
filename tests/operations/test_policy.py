"""The answer of ``coldchain policy``: text, facts, report and workbook of a small comparison."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from policy_setups import tiny_facts
from typer.testing import CliRunner

from distribution.calendar import Week
from distribution.errors import InputError
from distribution.inputs import WeekInputs
from distribution.policy.costs import centre_costs, level_costs
from distribution.policy.figures import differences
from operations.cli import app
from operations.plots.page import page
from operations.policy.answer import comparison_facts
from operations.policy.arms import Comparison, PolicySettings, lived
from operations.policy.page import policy_blocks
from operations.policy.tables import all_tables, difference_text, levels
from operations.policy.text import columns, comparison_lines
from operations.policy.workbook import write_policy_workbook

SAME = 'title_vi = "Không đổi <b>"\ntitle_en = "The same <b>"\n'
NEW = (
    SAME
    + """
[[vaccine]]
id = "NEW"
name = "Something new"
like = "FLU"
demand_percent = 100
"""
)
RARELY = 'title_vi = "Ba tuần một lần"\ntitle_en = "Every third week"\n[delivery]\nreview_weeks = 3\n'


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, tiny_inputs: WeekInputs) -> Comparison:
    folder = tmp_path_factory.mktemp("changes")
    for name, text in (("same", SAME), ("rarely", RARELY)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    settings = PolicySettings(
        source=None,
        week=Week.parse("2026-W48"),
        changes=(str(folder / "same.toml"), str(folder / "rarely.toml")),
        weeks=12,
        replications=6,
    )
    return lived(tiny_inputs, tiny_facts(), settings, lambda _: None)


def test_a_change_that_changes_nothing_makes_no_difference(told: Comparison) -> None:
    same = told.arms[1]
    for name, gap in differences(same.series, told.base.series).items():
        assert (gap.mean, gap.low, gap.high) == (0, 0, 0), name
        assert not gap.sure


def test_fewer_deliveries_are_fewer_visits(told: Comparison) -> None:
    visits = [arm.series["visits"].mean() for arm in told.arms]
    assert visits[2] < visits[0] == visits[1]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_people_read_policies_side_by_side_with_their_intervals(told: Comparison, lang: str) -> None:
    lines = comparison_lines(told, lang)
    assert f"C: {told.arms[2].change.title(lang)}" in lines  # type: ignore[union-attr]
    assert any("±" in line and "*" in line for line in lines)
    assert "GIẢ LẬP" in lines[0] or "SYNTHETIC" in lines[0]


def test_every_table_sets_the_policies_side_by_side_with_interval_and_difference(told: Comparison) -> None:
    for rows in all_tables(told, "en"):
        assert rows[0][1:] == ["A", "B", "B − A", "C", "C − A"]
        assert len(rows) > 1
        assert all("±" in cell for row in rows[1:] for cell in row[1:])
        # the change that changes nothing: no difference at any level, place or product
        assert not any("*" in row[3] for row in rows[1:])


def test_levels_add_up_to_the_cost_of_a_dose(told: Comparison) -> None:
    for arm in told.arms:
        assert np.sum(list(levels(arm).values()), axis=0) == pytest.approx(arm.series["cost_dose"])


def test_a_place_bears_its_visits_store_and_losses_and_a_share_of_the_trunk(told: Comparison) -> None:
    for arm in told.arms:
        by_level = level_costs(arm.years, arm.rates)
        own = by_level["delivery"] + by_level["centre_store"] + by_level["centre_loss"]
        assert (centre_costs(arm.years, arm.rates).sum(axis=1) >= own).all()


def test_a_new_vaccine_stands_beside_nothing_where_it_is_not_carried(
    tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    (tmp_path / "new.toml").write_text(NEW, encoding="utf-8")
    settings = PolicySettings(
        source=None,
        week=Week.parse("2026-W48"),
        changes=(str(tmp_path / "new.toml"),),
        weeks=8,
        replications=2,
    )
    told = lived(tiny_inputs, tiny_facts(), settings, lambda _: None)
    (row,) = [row for row in all_tables(told, "en")[-1] if row[0] == "Something new"]
    assert row[1] == row[3] == "–"
    assert "±" in row[2]
    assert "Something new" in "\n".join(comparison_lines(told, "en"))


def test_programs_read_every_figure(told: Comparison) -> None:
    facts = json.loads(json.dumps(comparison_facts(told)))
    assert [policy["name"] for policy in facts["policies"]] == ["base", "same", "rarely"]
    assert facts["policies"][2]["differences"]["visits"]["high"] < 0


def test_the_page_needs_no_network_and_names_are_no_markup(told: Comparison) -> None:
    text = page("x", "vi", policy_blocks(told, "vi"))
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
    assert "<script" not in text
    assert 'src="' not in text
    assert text.count("<figure") == 2


def test_the_same_years_make_the_same_page(told: Comparison) -> None:
    assert policy_blocks(told, "en") == policy_blocks(told, "en")


def test_the_workbook_holds_numbers(told: Comparison, tmp_path: Path) -> None:
    write_policy_workbook(told, tmp_path / "p.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    assert len(book.worksheets) == 4
    weeks = book.worksheets[1]
    assert weeks.max_row == 2 + 12
    assert isinstance(weeks.cell(3, 2).value, int | float)
    names = {str(row[0].value) for row in book.worksheets[2].iter_rows(min_row=3)}
    assert any(name.startswith("=HYPERLINK") for name in names)  # a name stays a text


def test_one_year_has_no_interval_and_is_refused(tiny_inputs: WeekInputs) -> None:
    settings = PolicySettings(source=None, week=Week.parse("2026-W48"), replications=1)
    with pytest.raises(InputError) as caught:
        lived(tiny_inputs, tiny_facts(), settings, lambda _: None)
    assert caught.value.faults[0].code == "too_few_replications"


def test_a_change_after_the_year_is_refused(tiny_inputs: WeekInputs, tmp_path: Path) -> None:
    late = SAME + '[supply]\nsite = "factory-tiny"\nsince = 2027-12-31\nproducts = ["FLU"]\n'
    (tmp_path / "late.toml").write_text(late, encoding="utf-8")
    settings = PolicySettings(
        source=None, week=Week.parse("2026-W48"), changes=(str(tmp_path / "late.toml"),), weeks=12
    )
    with pytest.raises(InputError) as caught:
        lived(tiny_inputs, tiny_facts(), settings, lambda _: None)
    assert [f.code for f in caught.value.faults] == ["change_too_late"]


def test_a_difference_that_rounds_to_nought_has_no_sign() -> None:
    from distribution.policy.figures import Estimate

    assert difference_text("fill", Estimate(mean=-0.001, low=-0.002, high=-0.0005), "en").startswith("0.00")


def test_columns_stand_under_each_other() -> None:
    assert columns([["a", "10"], ["bcd", "1"]]) == ["a    10", "bcd   1"]


def test_the_command_tells_a_wrong_file_with_the_exit_code_of_input(tmp_path: Path) -> None:
    (tmp_path / "input").mkdir()
    ran = CliRunner().invoke(app, ["policy", "--input", str(tmp_path / "input"), "--replications", "2"])
    assert ran.exit_code == 20
