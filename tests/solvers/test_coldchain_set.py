"""The committed set: its best known solutions hold, and a judge written from the documentation agrees."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from plain_judge import PlainJudge

from benchmarks.coldchain_runs import instance_path, run
from distribution.progress import Limits
from solvers.routing.open_format.best import read_best, solution_path, write_best
from solvers.routing.open_format.files import read_problem, read_solution, read_values
from solvers.routing.open_format.solution import solution_of
from solvers.routing.open_format.verdict import verdict
from solvers.routing.referee import names, trip

SET = Path(__file__).resolve().parents[2] / "benchmarks" / "coldchain_set"
BEST = read_best(SET)
SMALL = [name for name in BEST if "-30-" in name or "-60-" in name]


def test_the_set_is_whole_and_small() -> None:
    files = sorted(SET.glob("*.json.gz"))
    assert len(files) >= 12
    assert {f.name.removesuffix(".json.gz") for f in files} >= set(BEST)
    assert all(f.stat().st_size < 430_000 for f in files)


@pytest.mark.parametrize("name", BEST)
def test_the_best_known_solution_is_lawful_at_its_cost(name: str) -> None:
    named = read_problem(SET / f"{name}.json.gz")
    assert named.name == name
    judged = verdict(named.problem, read_solution(named, solution_path(SET, name)))
    assert judged.breaches == ()
    assert (judged.cost.total, judged.unserved) == (BEST[name].cost_vnd, BEST[name].unserved)


@pytest.mark.parametrize("name", BEST)
def test_the_documentation_alone_gives_the_same_cost(name: str) -> None:
    judge = PlainJudge(read_values(SET / f"{name}.json.gz"))
    solution = read_values(solution_path(SET, name))
    assert judge.cost(solution) == BEST[name].cost_vnd
    assert all(judge.route(route)[1] == set() for route in solution["routes"])


@pytest.mark.parametrize("name", SMALL)
def test_the_documentation_alone_finds_the_same_faults(name: str) -> None:
    """Routes joined, shuffled and moved in time at random break many rules; both judges name the same."""
    values, named = read_values(SET / f"{name}.json.gz"), read_problem(SET / f"{name}.json.gz")
    judge, draw = PlainJudge(values), random.Random(name)
    solution = read_values(solution_path(SET, name))
    calls = [call for route in solution["routes"] for call in route["visits"]]
    found: set[str] = set()
    for _ in range(150):
        day = draw.randrange(6)
        route = {
            "vehicle": draw.choice(values["vehicles"])["id"],
            "day": day,
            "depart_s": day * 86_400 + draw.randrange(48) * 1_800,
            "visits": draw.sample(calls, draw.randint(1, 8)),
        }
        ours = solution_of(named.problem, {**solution, "routes": [route], "couriers": [], "unserved": []})
        when = trip(named.problem, ours.routes[0])
        assert judge.route(route) == (when.cost_vnd, set(names(when.broken)))
        found |= set(names(when.broken))
    assert {"window", "driving_time", "depot_hours"} <= found


def test_only_what_is_cheaper_becomes_the_best_known(tmp_path: Path) -> None:
    name, limits = "mekong-30-september", Limits(iterations=1)
    shutil.copy(instance_path(name), tmp_path)
    assert run(name, "insertion", limits, folder=tmp_path).gap_percent is None
    assert read_best(tmp_path) == {}
    first = run(name, "insertion", limits, update_best=True, folder=tmp_path)
    kept = read_best(tmp_path)[name]
    assert (kept.cost_vnd, first.violations) == (first.cost_vnd, 0)
    cheaper = replace(kept, cost_vnd=kept.cost_vnd // 2)
    write_best({name: cheaper}, tmp_path)
    assert run(name, "insertion", limits, update_best=True, folder=tmp_path).gap_percent == pytest.approx(100)
    assert read_best(tmp_path)[name] == cheaper
    again = run(name, "insertion", limits, from_best=True, folder=tmp_path)
    assert again.cost_vnd <= first.cost_vnd
