"""plan.json: written and read back to the last field; broken files are named fault by fault."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from distribution.errors import InputError
from distribution.feasibility import RuleVerdict, Violation
from distribution.files.archive import (
    check_code,
    plan_text,
    read_checks,
    read_plan,
    write_checks,
    write_plan,
)
from distribution.files.plan_schema import plan_schema, schema_of_types
from distribution.plan import WeeklyPlan

SMALL = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


def test_round_trip_gives_an_equal_plan(tiny_plan: WeeklyPlan, tmp_path: Path) -> None:
    write_plan(tiny_plan, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == tiny_plan


def test_same_plan_gives_the_same_bytes(tiny_plan: WeeklyPlan, tmp_path: Path) -> None:
    write_plan(tiny_plan, tmp_path / "a.json")
    write_plan(read_plan(tmp_path / "a.json"), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_shipped_schema_is_the_one_of_the_types() -> None:
    assert plan_schema() == schema_of_types()


def test_written_plan_keeps_the_schema(tiny_plan: WeeklyPlan) -> None:
    validator = jsonschema.Draft202012Validator(plan_schema())
    validator.check_schema(plan_schema())
    assert list(validator.iter_errors(json.loads(plan_text(tiny_plan)))) == []


def test_times_are_local_date_and_time(tiny_plan: WeeklyPlan) -> None:
    route = json.loads(plan_text(tiny_plan))["plan"]["routes"][0]
    assert route["depart_at"] == tiny_plan.week.moment(tiny_plan.routes[0].depart_s).isoformat()
    assert route["legs"][0]["driving_s"] == tiny_plan.routes[0].legs[0].driving_s


def test_check_code_ignores_the_clock_alone(tiny_plan: WeeklyPlan) -> None:
    assert check_code(replace(tiny_plan, created_at="2030-01-01T00:00:00")) == check_code(tiny_plan)
    assert check_code(replace(tiny_plan, seed=tiny_plan.seed + 1)) != check_code(tiny_plan)


@SMALL
@given(
    text=st.text(st.characters(codec="utf-8"), max_size=30),
    shift_s=st.integers(-90_000, 700_000),
    doses=st.integers(0, 10**9),
    error=st.none() | st.floats(0, 100),
)
def test_any_plan_survives(
    tiny_plan: WeeklyPlan, tmp_path: Path, *, text: str, shift_s: int, doses: int, error: float | None
) -> None:
    route = tiny_plan.routes[0]
    changed = replace(
        tiny_plan,
        engine=text,
        travel_error_percent=error,
        routes=(replace(route, route_id=text, depart_s=shift_s, driver_ids=()), *tiny_plan.routes[1:]),
        requirements=tuple(replace(r, need_doses=doses) for r in tiny_plan.requirements),
        warnings=((text, {"a": text}),),
        digests={text: text},
    )
    write_plan(changed, tmp_path / "plan.json")
    assert read_plan(tmp_path / "plan.json") == changed


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"schema_version": 1}', '{"schema_version": 9, "plan": {}}']
)
def test_broken_file_is_an_input_error(content: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_plan(path)
    assert {fault.file for fault in caught.value.faults} == {"plan.json"}


def test_every_fault_of_a_hand_edited_plan_is_named(tiny_plan: WeeklyPlan, tmp_path: Path) -> None:
    document = json.loads(plan_text(tiny_plan))
    document["plan"]["routes"][0]["stops"][0]["boxes"] = "3"
    document["plan"]["routes"][0]["day"] = "23/11/2026"
    del document["plan"]["seed"]
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_plan(path)
    details = [fault.arguments["detail"] for fault in caught.value.faults]
    assert len(details) == 3
    assert any("boxes" in detail for detail in details)


def test_checks_are_written_rule_by_rule(tiny_plan: WeeklyPlan, tmp_path: Path) -> None:
    late = Violation(
        rule="R4",
        subject_id="R-1",
        key="centre_closed",
        place_id="centre-near",
        arguments={"day": "23/11/2026"},
        amount=7,
        unit="s",
    )
    verdicts = [
        RuleVerdict(rule="R1", violations=(), waived=(), checked_count=7),
        RuleVerdict(rule="R4", violations=(late,), waived=(), checked_count=3),
    ]
    write_checks(tiny_plan, verdicts, tmp_path / "checks.json")
    first, second = read_checks(tmp_path / "checks.json")
    assert (first["rule"], first["passed"], first["checked_count"]) == ("R1", True, 7)
    assert (second["passed"], second["violations"][0]["subject"]) == (False, "R-1")
    assert second["violations"][0]["sentence"]["vi"] == late.sentence("vi")
