"""Public routing files: what is read, in which units, and which costs compare with the literature."""

from __future__ import annotations

from pathlib import Path

import pytest
import pyvrp
from pyvrp.stop import MaxIterations
from routing_files import library

from benchmarks.routing.checking import verdict
from benchmarks.routing.reading import Question, cases, read
from benchmarks.routing.scales import Scale
from distribution.progress import Limits
from solvers.routing.instance import UNLIMITED, InstanceRoute, InstanceSolution
from solvers.routing.plain.pyvrp_engine import pyvrp_solve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return library(tmp_path)


def one(folder: Path, name: str) -> Question:
    (case,) = cases(folder, names=[name])
    return read(case)


def routes(*trips: tuple[int, ...]) -> InstanceSolution:
    return InstanceSolution(routes=tuple(InstanceRoute(type=0, trips=(trip,)) for trip in trips))


def test_cases_come_by_class_and_name_with_what_is_known(folder: Path) -> None:
    found = cases(folder)
    assert [(case.class_name, case.name, case.best_known) for case in found] == [
        ("CVRP", "tiny", 40.0),
        ("PVRP", "periodic", None),
        ("VRPTW", "timed", 12.8),
    ]


def test_a_class_or_name_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(ValueError, match="HFVRP"):
        cases(folder, classes=["CVRP", "HFVRP"])
    with pytest.raises(ValueError, match="nothing found"):
        cases(folder / "CVRP")


def test_a_class_of_another_name_counts_in_the_units_of_its_files(folder: Path) -> None:
    (folder / "CVRP").rename(folder / "A")
    (folder / "VRPTW").rename(folder / "Solomon")
    assert (one(folder, "tiny").scale, one(folder, "tiny").published(40)) == (
        Scale(rounding="round", scale=1),
        40,
    )
    assert one(folder, "timed").scale == Scale(rounding="dimacs", scale=10)


def test_without_a_table_there_is_no_gap(folder: Path) -> None:
    (folder / "best_known.csv").unlink()
    question = one(folder, "tiny")
    assert question.scale == Scale(rounding="round", scale=1)
    assert question.gap_percent(44) is None


def test_capacitated_instances_count_whole_units(folder: Path) -> None:
    # out and back on two rays: 2 × 10 + 2 × 10 = 40
    question = one(folder, "tiny")
    told = verdict(question, routes((0, 1), (2, 3)))
    assert told.cost == 40
    assert question.gap_percent(told.cost) == 0.0
    assert question.instance.types[0].longest == UNLIMITED


def test_windowed_instances_count_tenths_cut_off(folder: Path) -> None:
    # 0 → (1, 1): √2 = 1.41 → 14; out and back to both: 28 + 100 = 128 tenths
    question = one(folder, "timed")
    told = verdict(question, routes((0,), (1,)))
    assert told.cost == 128
    assert question.published(told.cost) == 12.8
    assert question.instance.clients[0].service == 20
    assert (question.instance.clients[0].early, question.instance.clients[0].late) == (100, 200)


def test_a_solution_against_the_rules_has_no_cost(folder: Path) -> None:
    told = verdict(one(folder, "tiny"), routes((0, 1, 2), (3,)))
    assert told.cost is None
    assert told.error is not None
    assert told.error.startswith("capacity")


def test_periodic_text_has_days_from_the_left_and_fine_travel(folder: Path) -> None:
    instance = one(folder, "periodic").instance
    assert [kind.day for kind in instance.types] == [0, 1, 2, 3, 4]
    assert {kind.available for kind in instance.types} == {2}
    assert [kind.longest for kind in instance.types] == [905_000, 905_000, *[UNLIMITED] * 3]
    assert [kind.capacity for kind in instance.types] == [(10,), (10,), (12,), (10,), (10,)]
    # 16 and 8 of five days are 10000 and 01000; 10 and 20 are 01010 and 10100
    assert instance.clients[0].patterns == ((0,), (1,))
    assert instance.clients[1].patterns == ((1, 3), (0, 2))
    assert instance.clients[2].patterns == ((0, 1, 2, 3, 4),)
    assert instance.clients[0].service == 20_000
    assert instance.distance[0, 0, 1] == 50_000


def test_a_periodic_problem_of_another_kind_is_not_read(folder: Path) -> None:
    path = folder / "PVRP" / "periodic.txt"
    path.write_text(path.read_text().replace("1 2 3 5", "3 2 3 5", 1))
    with pytest.raises(ValueError, match="type 3"):
        one(folder, "periodic")


@pytest.mark.parametrize("name", ["tiny", "timed"])
def test_pyvrp_searches_the_same_way_on_our_instance_and_on_its_own_data(folder: Path, name: str) -> None:
    question = one(folder, name)
    assert question.data is not None
    ours = pyvrp_solve(question.instance, limits=Limits(iterations=50, seed=3))
    theirs = pyvrp.solve(question.data, stop=MaxIterations(50), seed=3, collect_stats=False)
    assert ours.objective == theirs.cost()
    found = [[activity.idx for activity in route if activity.is_client()] for route in theirs.best.routes()]
    assert [list(*one_route.trips) for one_route in ours.value.routes] == found
