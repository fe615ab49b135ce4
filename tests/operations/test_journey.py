"""The whole journey on the example week of the country: checked, accounted for, balanced, repeatable."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import BY_INSERTION, Ran, coldchain, contents

from distribution.feasibility.ledger import Batch, entries
from distribution.files.archive import CHECKS_FILE, PLAN_FILE, check_code, plan_text
from distribution.inputs import WeekInputs
from distribution.language.catalogue import catalogue
from distribution.plan import WeeklyPlan
from distribution.progress import Limits
from operations import assembly
from operations.plan_folder import Judged, judge_folder
from operations.settings import PlanSettings
from operations.starting_allocation import starting_allocation
from operations.stopwatch import Stopwatch
from operations.weekly import plan_week

CREATED = '"created_at"'


@pytest.fixture(scope="module")
def judged(country: Ran) -> Judged:
    """The country's plan, read back from its folder."""
    assert country.code in (0, 10), country.err
    return judge_folder(country.folder)


@pytest.fixture(scope="module")
def raw(judged: Judged, country: Ran) -> dict[str, Any]:
    """plan.json of the country as any program reads it."""
    del judged
    document: dict[str, Any] = json.loads((country.folder / PLAN_FILE).read_text(encoding="utf-8"))
    plan: dict[str, Any] = document["plan"]
    return plan


def test_every_check_passes_on_the_files(judged: Judged, country: Ran) -> None:
    checks = json.loads((country.folder / CHECKS_FILE).read_text(encoding="utf-8"))
    assert checks["passed"]
    assert {r["rule"] for r in checks["rules"]} >= {f"R{i}" for i in range(1, 14)}
    assert all(rule["passed"] and not rule["violations"] for rule in checks["rules"])
    assert judged.violations == ()


def test_every_centre_with_need_is_served_or_listed_with_its_reason(judged: Judged, country: Ran) -> None:
    plan, facts = judged.plan, country.facts
    needing = {r.centre_id for r in plan.requirements if r.need_doses}
    listed = {u.centre_id for u in plan.unserved}
    assert len(needing) > 200
    assert facts["served"] + facts["unserved"] == facts["centres_with_need"] == len(needing)
    assert needing <= plan.served | listed
    assert not plan.served & listed
    assert len(plan.unserved) == len(listed) == facts["unserved"]
    assert {f"unserved.{u.reason}" for u in plan.unserved} <= set(catalogue())


def test_what_is_short_says_why(judged: Judged) -> None:
    short = [r for r in judged.plan.requirements if r.delivered_doses < r.need_doses]
    assert {f"short.{r.reason}" for r in short} <= set(catalogue())


def test_no_dose_appears_or_is_lost(judged: Judged, raw: dict[str, Any]) -> None:
    had, delivered = _doses_had(judged.inputs), _doses_delivered(raw)
    left = _doses_left(judged.plan, judged.inputs)
    assert sum(delivered.values()) > 100_000
    for product_id in judged.inputs.vaccines:
        assert had[product_id] == left[product_id] + delivered[product_id], product_id


def test_no_lot_is_handed_over_that_was_not_there(judged: Judged, raw: dict[str, Any]) -> None:
    lots: Counter[tuple[str, str]] = Counter()
    for held in judged.inputs.stock:
        lots[held.product_id, held.lot_id] += held.doses
    for arrival in judged.inputs.arrivals:
        lots[arrival.product_id, arrival.lot_id] += arrival.doses
    handed: Counter[tuple[str, str]] = Counter()
    for drop in _drops(raw):
        handed[drop["product_id"], drop["lot_id"]] += drop["doses"]
    assert all(doses <= lots[lot] for lot, doses in handed.items())


def test_requirements_and_workbook_count_the_same_doses(
    judged: Judged, raw: dict[str, Any], country: Ran
) -> None:
    delivered = _doses_delivered(raw)
    required: Counter[str] = Counter()
    for requirement in judged.plan.requirements:
        required[requirement.product_id] += requirement.delivered_doses
    assert +required == +delivered
    book = openpyxl.load_workbook(country.folder / "plan.xlsx", read_only=True)
    rows = list(book["Phân bổ theo lô"].iter_rows(values_only=True))
    head = next(i for i, row in enumerate(rows) if "Số liều" in row)
    product, doses = rows[head].index("Mã sản phẩm"), rows[head].index("Số liều")
    told: Counter[str] = Counter()
    for row in rows[head + 1 :]:
        if row[product]:
            told[str(row[product])] += int(str(row[doses]))
    assert told == +delivered


def test_the_same_seed_and_iterations_give_the_same_plan(judged: Judged, country: Ran) -> None:
    limits = Limits(iterations=int(BY_INSERTION[3]), seed=judged.plan.seed)
    settings = PlanSettings(engine="insertion", limits=limits)
    start = starting_allocation(judged.inputs, settings.allocation, None)  # as the command begins
    again = plan_week(start.inputs, judged.travel, settings, lambda _: None, Stopwatch()).plan
    assert check_code(again) == check_code(judged.plan)
    written = (country.folder / PLAN_FILE).read_text(encoding="utf-8")
    assert _timeless(plan_text(again)) == _timeless(written)


def test_at_the_same_time_the_same_question_gives_the_same_bytes(
    small_week: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "datetime", _StoppedClock)
    runs = [
        coldchain("plan", "--input", small_week, "--out", tmp_path / name, *BY_INSERTION)
        for name in ("first", "second")
    ]
    first, second = (contents(run.folder) for run in runs)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


class _StoppedClock(datetime):
    """A clock that always shows the same moment."""

    @classmethod
    def now(cls, tz: Any = None) -> _StoppedClock:
        return cls(2026, 11, 20, 15, 0, tzinfo=tz)


def _timeless(text: str) -> list[str]:
    return [line for line in text.splitlines() if CREATED not in line]


def _drops(raw: dict[str, Any]) -> list[dict[str, Any]]:
    calls = [stop for route in raw["routes"] for stop in route["stops"]] + raw["consignments"]
    return [drop for call in calls for drop in call["drops"]]


def _doses_delivered(raw: dict[str, Any]) -> Counter[str]:
    found: Counter[str] = Counter()
    for drop in _drops(raw):
        found[drop["product_id"]] += drop["doses"]
    return found


def _doses_had(inputs: WeekInputs) -> Counter[str]:
    """Return what the sites hold at the opening, and all that the question says will arrive."""
    sites = {site.site_id for site in inputs.network.sites}
    found: Counter[str] = Counter()
    for held in inputs.stock:
        if held.place_id in sites:
            found[held.product_id] += held.doses
    for arrival in inputs.arrivals:
        found[arrival.product_id] += arrival.doses
    return found


def _doses_left(plan: WeeklyPlan, inputs: WeekInputs) -> Counter[str]:
    """Return what the sites hold after all movements; no batch is below nothing at any time."""
    held: Counter[Batch] = Counter()
    for entry in entries(plan, inputs):
        held[entry.batch] += entry.doses
        assert held[entry.batch] >= 0, entry
    found: Counter[str] = Counter()
    for batch, doses in held.items():
        found[batch.product_id] += doses
    return found
