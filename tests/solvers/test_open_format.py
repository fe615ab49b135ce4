"""The open format: what is written is read back array by array, and every fault is told at once."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from routing_instances import scattered

from distribution.consistency.report import fault_report
from distribution.demand import demand
from distribution.errors import InputError
from distribution.inputs import WeekInputs
from distribution.progress import Limits, Progress
from distribution.projection import project
from distribution.travel import TravelTable
from solvers.allocation.allocate import allocate
from solvers.patterns import centre_requests
from solvers.routing.encode import encode
from solvers.routing.insertion import insertion
from solvers.routing.leg_costs import leg_costs
from solvers.routing.open_format.faults import PROBLEM_SCHEMA, SOLUTION_SCHEMA, problem_faults, schema
from solvers.routing.open_format.files import read_problem, read_solution, write_values
from solvers.routing.open_format.reading import problem_of
from solvers.routing.open_format.solution import solution_faults, solution_of, solution_values
from solvers.routing.open_format.writing import About, Tariff, problem_values
from solvers.routing.problem import RoutingProblem, RoutingSolution
from solvers.routing.referee import cost_vnd, violations

ABOUT = About(name="made-up", comment="made up for tests", synthetic=True)


def _silent(progress: Progress) -> None:
    del progress


@pytest.fixture(scope="module")
def country(country_inputs: WeekInputs, country_travel: TravelTable) -> RoutingProblem:
    """The whole example week: 240 centres, 11 depots, bans, permits, several windows."""
    projection = project(country_inputs)
    wanted = demand(country_inputs, projection)
    allocation = allocate(country_inputs, country_travel, wanted, on_progress=_silent)
    return encode(country_inputs, country_travel, centre_requests(country_inputs, allocation, projection, {}))


@pytest.fixture(scope="module")
def small() -> RoutingProblem:
    return scattered(12, 5)


@pytest.fixture(scope="module")
def solved(small: RoutingProblem) -> RoutingSolution:
    return insertion(small, limits=Limits()).value


@pytest.fixture
def values(small: RoutingProblem) -> dict[str, Any]:
    return copy.deepcopy(problem_values(small, ABOUT))


def assert_same(one: RoutingProblem, other: RoutingProblem) -> None:
    """Equal in every array, with its type, and in every other field."""
    for name, before, after in zip(one.tables._fields, one.tables, other.tables, strict=True):
        assert before.dtype == after.dtype, name
        np.testing.assert_array_equal(before, after, err_msg=name)
    for name in set(RoutingProblem.__slots__) - {"tables"}:
        assert getattr(one, name) == getattr(other, name), name


def codes(values: dict[str, Any]) -> list[str]:
    return sorted(f.code for f in problem_faults(values, "it.json"))


@pytest.mark.parametrize("file", ["it.json", "it.json.gz"])
def test_a_problem_is_read_back_as_it_was_written(small: RoutingProblem, tmp_path: Path, file: str) -> None:
    write_values(problem_values(small, ABOUT), tmp_path / file)
    named = read_problem(tmp_path / file)
    assert named.name == "made-up"
    assert_same(small, named.problem)


def test_the_country_is_read_back_as_it_was_written(country: RoutingProblem, tmp_path: Path) -> None:
    write_values(problem_values(country, ABOUT), tmp_path / "week.json.gz")
    assert_same(country, read_problem(tmp_path / "week.json.gz").problem)


def test_a_solution_is_read_back_and_judged_alike(
    small: RoutingProblem, solved: RoutingSolution, tmp_path: Path
) -> None:
    write_values(problem_values(small, ABOUT), tmp_path / "it.json")
    write_values(solution_values(small, solved, "made-up"), tmp_path / "it.solution.json.gz")
    named = read_problem(tmp_path / "it.json")
    back = read_solution(named, tmp_path / "it.solution.json.gz")
    assert (back.routes, back.couriers, back.unserved) == (solved.routes, solved.couriers, solved.unserved)
    assert cost_vnd(named.problem, back) == cost_vnd(small, solved)
    assert violations(named.problem, back) == ()


def test_the_same_problem_gives_the_same_bytes(small: RoutingProblem, tmp_path: Path) -> None:
    for file in ("one.json.gz", "two.json.gz"):
        write_values(problem_values(small, ABOUT), tmp_path / file)
    assert (tmp_path / "one.json.gz").read_bytes() == (tmp_path / "two.json.gz").read_bytes()


def test_rates_give_the_costs_of_legs(small: RoutingProblem) -> None:
    metres = small.tables.travel["metres"]
    tolled, ferries = metres // 3, (metres > 100_000).astype(np.int64)
    rates = (7_001, 1_333, 250_000)
    legs = leg_costs(rates, metres[0], tolled[0], ferries[0])[None]
    # 10 km of which 3,333 m are tolled: 70,010 + ceil(3,333 × 1,333 / 1,000) = 70,010 + 4,443
    assert leg_costs(rates, np.array([[10_000]]), np.array([[3_333]]), np.array([[0]])) == 74_453
    priced = replace(small, tables=small.tables._replace(leg_vnd=legs))
    tariff = Tariff(rates=((0, *rates),), tolled_m=tolled, ferries=ferries)
    written = json.loads(json.dumps(problem_values(priced, ABOUT, tariff=tariff)))
    assert problem_faults(written, "it.json") == []
    assert "leg_vnd" not in written["types"][0]
    assert_same(priced, problem_of(written))
    with pytest.raises(ValueError, match="tariff"):
        problem_values(small, ABOUT, tariff=tariff)


@pytest.mark.parametrize("emptied", ["clients", "vehicles", "both"])
def test_a_problem_without_clients_or_vehicles_is_read_and_judged(
    values: dict[str, Any], emptied: str
) -> None:
    for name in ("clients", "vehicles") if emptied == "both" else (emptied,):
        values[name] = []
    if not values["vehicles"]:
        values["kinds"] = []
    assert problem_faults(values, "it.json") == []
    one = problem_of(values)
    assert_same(one, problem_of(json.loads(json.dumps(problem_values(one, ABOUT)))))
    out = tuple(range(len(one.centre_ids)))
    nothing = RoutingSolution(routes=(), couriers=(), unserved=out)
    assert violations(one, nothing) == ()
    answer = insertion(one, limits=Limits()).value
    assert violations(one, answer) == ()


def test_a_place_away_from_its_anchor_adds_the_way_there(values: dict[str, Any]) -> None:
    before = problem_of(values).tables
    values["places"].append({"zones": [], "anchor": 3, "access_s": 300, "access_m": 2_000})
    values["holds_s"] = [[*row, row[3]] for row in values["holds_s"]]
    assert problem_faults(values, "it.json") == []
    after, last = problem_of(values).tables, len(values["places"]) - 1
    np.testing.assert_array_equal(after.travel[:, :last, :last], before.travel)
    assert (after.travel["free_s"][0, last, :last] == before.travel["free_s"][0, 3] + 300).all()
    assert (after.travel["metres"][0, :last, last] == before.travel["metres"][0, :, 3] + 2_000).all()
    assert after.travel["free_s"][0, last, last] == 0
    assert after.travel["free_s"][0, last, 3] == 300


def test_faults_of_form_come_all_at_once(values: dict[str, Any]) -> None:
    del values["rules"]["break_s"]
    values["clients"][0]["out_vnd"] = -1
    values["vehicles"][0]["days"] = [10]
    values["colour"] = "red"
    assert codes(values) == ["open_schema"] * 4


def test_faults_of_reference_come_all_at_once(values: dict[str, Any]) -> None:
    values["clients"][0]["place"] = 99
    values["kinds"][0]["hold"] = 7
    values["depots"][0]["place"] = 40
    values["drivers"][0]["depot"] = "nowhere"
    values["clients"][1]["id"] = values["clients"][0]["id"]
    values["clients"][2]["ready_day"] = []
    values["clients"][3]["patterns"][0]["visits"][0]["windows_s"] = [[50, 10]]
    values["profiles"][0]["free_s"]["rows"][4][1] = 0.5
    values["profiles"][0]["distance_m"]["rows"].pop()
    values["traffic"]["city"][8] = 2.0
    assert codes(values) == sorted(
        ["open_reference"] * 3
        + ["open_unknown", "open_twice", "open_size", "open_size", "open_span", "open_figures"]
        + ["open_traffic"]
    )


def test_rates_without_tolls_are_a_fault(values: dict[str, Any]) -> None:
    values["types"][0] = {"profile": 0, "vnd_km": 1, "toll_vnd_km": 1, "ferry_vnd": 1}
    assert codes(values) == ["open_tolls"]


@pytest.mark.parametrize("content", [b"", b"[1, 2", b"{}", b"[]", b'{"version": NaN}', b"\xff\x00"])
def test_what_is_no_problem_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "it.json").write_bytes(content)
    with pytest.raises(InputError):
        read_problem(tmp_path / "it.json")


def test_a_broken_archive_or_a_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "it.json.gz").write_bytes(b"no gzip")
    for file in ("it.json.gz", "absent.json"):
        with pytest.raises(InputError) as refused:
            read_problem(tmp_path / file)
        assert [f.code for f in refused.value.faults] == ["open_unreadable"]


def test_faults_of_a_solution_come_all_at_once(small: RoutingProblem, solved: RoutingSolution) -> None:
    values = solution_values(small, solved, "made-up")
    values["routes"][0]["vehicle"] = "nobody's"
    values["routes"][1]["visits"][0]["pattern"] = 9
    values["routes"][1]["day"] = 6
    values["unserved"] = ["stranger"]
    found = solution_faults(small, "made-up", values, "it.solution.json")
    assert sorted(f.code for f in found) == ["open_day", *["open_unknown"] * 3]
    found += solution_faults(small, "another", values, "it.solution.json")
    assert [f.code for f in found[4:]] == ["open_instance"]
    for lang in ("vi", "en"):
        assert fault_report(found, lang)


def test_a_vehicle_departs_once_a_day(small: RoutingProblem, solved: RoutingSolution) -> None:
    values = solution_values(small, solved, "made-up")
    values["routes"].append(values["routes"][0])
    found = solution_faults(small, "made-up", values, "it.solution.json")
    assert [f.code for f in found] == ["open_twice"]


def test_a_departure_between_half_hours_is_refused(small: RoutingProblem, solved: RoutingSolution) -> None:
    values = solution_values(small, solved, "made-up")
    values["routes"][0]["depart_s"] += 60
    assert [f.code for f in solution_faults(small, "made-up", values, "it")] == ["open_schema"]


def test_ids_not_positions_tie_a_solution_to_a_problem(
    small: RoutingProblem, solved: RoutingSolution
) -> None:
    values = solution_values(small, solved, "made-up")
    assert solution_faults(small, "made-up", values, "it") == []
    assert solution_of(small, values).routes == solved.routes
    assert {r["vehicle"] for r in values["routes"]} <= set(small.vehicle_ids)


@pytest.mark.parametrize("name", [PROBLEM_SCHEMA, SOLUTION_SCHEMA])
def test_the_schemas_are_schemas(name: str) -> None:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_the_schema_holds_travel_tables_too(values: dict[str, Any]) -> None:
    """The reader judges the rows of travel tables apart; by the schema alone they are judged alike."""
    import jsonschema

    judge = jsonschema.Draft202012Validator(schema(PROBLEM_SCHEMA))
    plain = json.loads(json.dumps(values))
    assert list(judge.iter_errors(plain)) == []
    plain["profiles"][0]["free_s"]["rows"][4][1] = -1
    assert len(list(judge.iter_errors(plain))) == 1
    assert codes(plain) == ["open_figures"]
