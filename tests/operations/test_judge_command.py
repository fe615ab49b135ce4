"""The judge: cost by part, every rule broken, the gap to the best known, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from command_line import coldchain
from routing_instances import Client, H, problem, scattered

from distribution.language.catalogue import say
from distribution.progress import Limits
from operations.exit_codes import ExitCode
from operations.judgement import PARTS
from solvers.routing.insertion import insertion
from solvers.routing.open_format.best import BestKnown, write_best
from solvers.routing.open_format.files import write_values
from solvers.routing.open_format.solution import solution_values
from solvers.routing.open_format.verdict import ENDLESS, UNMANNED, verdict
from solvers.routing.open_format.writing import About, problem_values
from solvers.routing.problem import RouteChoice, RoutingProblem, RoutingSolution
from solvers.routing.referee import REASONS, cost_vnd

Files = tuple[Path, Path]


@pytest.fixture(scope="module")
def small() -> RoutingProblem:
    return scattered(12, 5)


@pytest.fixture(scope="module")
def solved(small: RoutingProblem) -> RoutingSolution:
    return insertion(small, limits=Limits()).value


@pytest.fixture
def files(tmp_path: Path) -> Callable[[RoutingProblem, dict[str, Any]], Files]:
    def written(one: RoutingProblem, solution: dict[str, Any]) -> Files:
        paths = tmp_path / "made-up.json", tmp_path / "made-up.solution.json.gz"
        write_values(problem_values(one, About(name="made-up", comment="", synthetic=True)), paths[0])
        write_values(solution, paths[1])
        return paths

    return written


def best(cost_vnd: int) -> dict[str, BestKnown]:
    found = BestKnown(
        instance="made-up",
        cost_vnd=cost_vnd,
        unserved=0,
        routes=1,
        couriers=0,
        engine="by hand",
        seconds=1.0,
        seed=1,
        date="2026-11-25",
    )
    return {"made-up": found}


def test_a_lawful_solution_is_priced_and_compared(
    small: RoutingProblem, solved: RoutingSolution, files: Callable[..., Files]
) -> None:
    paths = files(small, solution_values(small, solved, "made-up"))
    cost = cost_vnd(small, solved)
    write_best(best(cost * 4 // 5), paths[0].parent)
    ran = coldchain("judge", *paths, "--json")
    assert ran.code == ExitCode.DONE
    assert ran.facts["lawful"]
    assert ran.facts["cost_vnd"] == cost == sum(ran.facts["parts_vnd"].values())
    assert ran.facts["violations"] == []
    assert ran.facts["gap_percent"] == pytest.approx(25, abs=0.001)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_people_read_the_parts_and_the_gap(
    small: RoutingProblem, solved: RoutingSolution, files: Callable[..., Files], lang: str
) -> None:
    paths = files(small, solution_values(small, solved, "made-up"))
    assert say("judge.no_best", lang) in coldchain("judge", *paths, "--lang", lang).out
    write_best(best(cost_vnd(small, solved)), paths[0].parent)
    told = coldchain("judge", *paths, "--lang", lang).out
    assert "+0.00 %" in told
    assert say("judge.part.days", lang) in told


def test_broken_rules_are_told_and_have_their_code(files: Callable[..., Files]) -> None:
    """A visit until 6:00 reached at 6:30 from a depot without bays, and a client forgotten."""
    clients = [Client(at=(30, 0), windows=((5 * H, 6 * H),)), Client(at=(40, 0))]
    one = problem(clients, bays=0)
    route = RouteChoice(vehicle=0, day=0, depart_s=6 * H, visits=(0,))
    paths = files(
        one, solution_values(one, RoutingSolution(routes=(route,), couriers=(), unserved=()), "made-up")
    )
    ran = coldchain("judge", *paths, "--json")
    assert ran.code == ExitCode.NO_PLAN
    assert not ran.facts["lawful"]
    assert ran.facts["gap_percent"] is None
    assert {(v["rule"], v["subject"], v["day"]) for v in ran.facts["violations"]} == {
        ("window", "van-0", 0),
        ("bays", "van-0", 0),
        ("not_served", "centre-01", None),
    }
    told = coldchain("judge", *paths, "--lang", "en").out
    assert "van-0, Monday" in told
    assert say("judge.rule.not_served", "en") in told


def test_a_route_without_a_crew_is_unlawful() -> None:
    """Two routes at once and one driver: the count of drivers a day says two, by a mistake of the file."""
    one = problem([Client(at=(30, 0)), Client(at=(40, 0))], vehicles=2)
    lone = one.hands[:1]
    routes = tuple(RouteChoice(vehicle=v, day=0, depart_s=6 * H, visits=(v,)) for v in range(2))
    solution = RoutingSolution(routes=routes, couriers=(), unserved=())
    assert verdict(one, solution).lawful
    judged = verdict(replace(one, hands=lone), solution)
    assert [b.rule for b in judged.breaches] == [UNMANNED]


def test_a_route_past_the_end_of_the_clock_is_told_not_counted() -> None:
    """Sunday evening, thirty legs of ten hours: it would be back long after the tenth day."""
    one = problem([Client(at=(600 * (-1) ** i, 0)) for i in range(30)])
    route = RouteChoice(vehicle=0, day=6, depart_s=6 * 86_400 + 18 * H, visits=tuple(range(30)))
    judged = verdict(one, RoutingSolution(routes=(route,), couriers=(), unserved=()))
    assert [b.rule for b in judged.breaches] == [ENDLESS]


def test_leaving_out_is_dear_but_lawful(small: RoutingProblem) -> None:
    nothing = RoutingSolution(routes=(), couriers=(), unserved=tuple(range(len(small.centre_ids))))
    judged = verdict(small, nothing)
    assert judged.lawful
    assert judged.cost.total == judged.cost.left_out == cost_vnd(small, nothing)


def test_who_is_left_out_is_told_with_the_reason_and_what_would_help(files: Callable[..., Files]) -> None:
    one = problem([Client(at=(60, 0)), Client(at=(30, 9), windows=((7 * H, 7 * H + 600),))])
    nobody = RoutingSolution(routes=(), couriers=(), unserved=(0, 1))
    paths = files(one, solution_values(one, nobody, "made-up"))
    facts = json.loads(coldchain("judge", *paths, "--json").out)
    told = [(out["client"], out["reason"], out["proof"], out["remedy"]) for out in facts["left_out"]]
    assert told == [
        ("centre-00", "not_placed", "not_found", "nothing"),
        ("centre-01", "window", "proved", "window"),
    ]
    english = coldchain("judge", *paths, "--lang", "en").out
    assert "centre-00 is left out: There is a place for it that the solution does not use" in english
    assert "Receive 15 minutes earlier and later → served by van-0 on 23/11, 64 km and" in english
    assert "Không phục vụ centre-01" in coldchain("judge", *paths).out


def test_bad_files_are_rejected_with_every_fault(
    small: RoutingProblem, solved: RoutingSolution, files: Callable[..., Files]
) -> None:
    values = solution_values(small, solved, "made-up")
    values["unserved"] = ["stranger"]
    values["routes"][0]["vehicle"] = "nobody's"
    paths = files(small, values)
    ran = coldchain("judge", *paths)
    assert ran.code == ExitCode.INPUT_REJECTED
    assert "nobody's" in ran.err
    assert "stranger" in ran.err
    assert coldchain("judge", paths[0], paths[0]).code == ExitCode.INPUT_REJECTED
    assert coldchain("judge", paths[0].parent / "absent.json", paths[1]).code == ExitCode.INPUT_REJECTED


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_part_and_rule_has_its_sentence(lang: str) -> None:
    coverage = ("twice", "served_and_unserved", "several_patterns", "not_served", "missing", "no_courier")
    for rule in (*REASONS.values(), *coverage, UNMANNED, ENDLESS):
        assert say(f"judge.rule.{rule}", lang)
    for part in PARTS:
        assert say(f"judge.part.{part}", lang)
