"""Formats of public routing files, by small files of our own; all figures are made up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.routing.checking import verdict
from benchmarks.routing.reading import Question, UnreadableError, cases, read
from benchmarks.routing.scales import Scale, scale_of, units
from benchmarks.routing.sweep import plan
from solvers.routing.instance import UNLIMITED, InstanceRoute, InstanceSolution

HEAD = "NAME : small\nTYPE : CVRP\nDIMENSION : {size}\nCAPACITY : 10\n"
NODES = "DEMAND_SECTION\n{loads}\nDEPOT_SECTION\n1\n-1\nEOF\n"
SOLOMON = """R0

VEHICLE
NUMBER     CAPACITY
  2         10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0         0         0          0        230          0
    1      3         4         7         10         60         10
    2      0        10         6          0        100         10
"""
DEPOTS = """{kind} 1 2 2
0 10
90 12
1 0 3 2 5 0 0 {first}
2 0 9 0 6 0 0 {second}
3 0 0 0 0 0 0 {hours}
4 0 10 0 0 0 0 {hours}
"""


def written(folder: Path, text: str, name: str = "CVRP/small.vrp", known: str = "") -> Question:
    """Write one file and return it read."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    if known:
        (folder / "best_known.csv").write_text(f"class,instance,best_known,rounding\n{known}\n")
    (case,) = cases(folder)
    return read(case)


def placed(coordinates: str, loads: str, *, more: str = "", weights: str = "EUC_2D") -> str:
    size = len(loads.split())
    rows = "\n".join(f"{number} {load}" for number, load in enumerate(loads.split(), 1))
    nodes = "\n".join(f"{number} {at}" for number, at in enumerate(coordinates.split(", "), 1))
    head = HEAD.format(size=size) + f"EDGE_WEIGHT_TYPE : {weights}\n{more}"
    return head + f"NODE_COORD_SECTION\n{nodes}\n" + NODES.format(loads=rows)


def explicit(written_as: str, figures: str) -> str:
    head = HEAD.format(size=3) + f"EDGE_WEIGHT_TYPE : EXPLICIT\nEDGE_WEIGHT_FORMAT : {written_as}\n"
    return head + f"EDGE_WEIGHT_SECTION\n{figures}\n" + NODES.format(loads="1 0\n2 4\n3 4")


def cost(question: Question, *trips: tuple[int, ...], kinds: tuple[int, ...] = (0, 0, 0)) -> int | None:
    routes = (InstanceRoute(type=kind, trips=(trip,)) for trip, kind in zip(trips, kinds, strict=False))
    return verdict(question, InstanceSolution(routes=tuple(routes))).cost


@pytest.mark.parametrize(
    ("written_as", "figures"),
    [
        ("LOWER_ROW", "3\n5 4"),
        ("LOWER_ROW", "3 5\n4"),
        ("LOWER_DIAG_ROW", "0 3 0\n5 4 0"),
        ("UPPER_ROW", "3 5\n4"),
        ("UPPER_DIAG_ROW", "0 3 5 0 4 0"),
        ("LOWER_COL", "3 5 4"),
        ("UPPER_COL", "3 5 4"),
        ("FULL_MATRIX", "0 3 5\n3 0 4\n5 4 0"),
        ("FULL_MATRIX", "0 3 5 3 0\n4 5 4 0"),
    ],
)
def test_a_matrix_is_the_same_however_it_is_written(tmp_path: Path, written_as: str, figures: str) -> None:
    question = written(tmp_path, explicit(written_as, figures))
    assert question.instance.distance[0].tolist() == [[0, 3, 5], [3, 0, 4], [5, 4, 0]]
    assert cost(question, (0, 1)) == 3 + 4 + 5


@pytest.mark.parametrize(("written_as", "figures"), [("LOWER_ROW", "3 5"), ("ROWS", "3 5 4")])
def test_a_matrix_that_cannot_be_whole_is_told(tmp_path: Path, written_as: str, figures: str) -> None:
    with pytest.raises(UnreadableError, match=written_as):
        written(tmp_path, explicit(written_as, figures))


def test_rows_are_taken_by_their_numbers(tmp_path: Path) -> None:
    text = placed("0 0, 3 4, 0 10", "0 5 5").replace("2 3 4\n3 0 10", "3 0 10\n2 3 4")
    assert written(tmp_path, text).instance.distance[0, 0].tolist() == [0, 5, 10]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_handful_of_places_is_an_instance(tmp_path: Path, count: int) -> None:
    where = ", ".join(f"{10 * number} 0" for number in range(count))
    question = written(tmp_path, placed(where, " ".join(["0", *["2"] * (count - 1)])))
    assert cost(question, tuple(range(count - 1))) == 20 * (count - 1)


def test_a_depot_alone_has_nobody_to_serve(tmp_path: Path) -> None:
    (tmp_path / "CVRP").mkdir()
    (tmp_path / "CVRP" / "alone.vrp").write_text(placed("0 0", "0"))
    tasks, skipped = plan(cases(tmp_path), ["insertion", "ours", "portfolio", "pyvrp", "hgs"], 1.0, 1)
    told = {one.engine: one.reason for one in skipped}
    assert len(tasks) + len(told) == 5
    assert "0 clients" in told.get("pyvrp", "") or "cannot be read" in told["pyvrp"]


def test_places_on_one_spot_and_far_away_are_counted_exactly(tmp_path: Path) -> None:
    spot = "33.7000001 45.1000003"
    question = written(tmp_path, placed(f"0 0, {spot}, {spot}, {spot}", "0 0 2 2"))
    assert question.instance.distance[0, 1:, 1:].max() == 0
    assert question.instance.clients[0].load == (0,)
    far = written(tmp_path / "far", placed("5000000000 7000000000, 5000000003 7000000004", "0 1"))
    assert far.instance.distance[0, 0, 1] == 5


def test_a_longest_route_bounds_travel_and_service(tmp_path: Path) -> None:
    question = written(tmp_path, placed("0 0, 3 4, 0 10", "0 5 5", more="DISTANCE : 25\nSERVICE_TIME : 4\n"))
    assert question.instance.types[0].longest == 25
    assert cost(question, (0,), (1,)) == 30  # 10 + 4, and 20 + 4
    assert cost(question, (0, 1)) is None


def test_solomon_s_text_is_read(tmp_path: Path) -> None:
    question = written(tmp_path, SOLOMON, "VRPTW/R0.txt", "VRPTW,R0,30.0,dimacs")
    first = question.instance.clients[0]
    assert (first.load, first.early, first.late, first.service) == ((70,), 100, 600, 100)
    assert question.instance.types[0].available == 2
    assert question.published(cost(question, (0,), (1,)) or 0) == 30.0


@pytest.mark.parametrize(("kind", "windows"), [(2, False), (6, True)])
def test_cordeau_s_depots_come_last_and_have_vehicles(tmp_path: Path, kind: int, windows: bool) -> None:
    told = {"first": "0 50", "second": "20 80", "hours": "0 100"}
    text = DEPOTS.format(kind=kind, **(told if windows else dict.fromkeys(told, "")))
    question = written(tmp_path, text, "MDVRP/p00", "MDVRP,p00,8.0,exact")
    one, other = question.instance.types
    assert (one.start, one.capacity, other.start, other.capacity) == (0, (10_000,), 1, (12_000,))
    assert other.longest == 90_000
    assert question.published(cost(question, (0,), (1,), kinds=(0, 1)) or 0) == 8.0
    assert question.instance.clients[1].early == (20_000 if windows else 0)
    assert question.instance.clients[1].late == (80_000 if windows else UNLIMITED)


def test_periodic_text_may_have_windows(tmp_path: Path) -> None:
    text = "5 1 1 2\n0 10\n0 10\n0 0 0 0 0 0 0 0 60\n1 3 4 2 5 1 2 2 1 10 40\n"
    instance = written(tmp_path, text, "PVRPTW/pr00").instance
    assert (instance.clients[0].early, instance.clients[0].late) == (100_000, 400_000)
    assert instance.clients[0].patterns == ((0,), (1,))
    assert {kind.late for kind in instance.types} == {600_000}


BROKEN = {
    "an unknown section": placed("0 0, 3 4", "0 5").replace("EOF", "STANDTIME_SECTION\n1 2\n2 3\nEOF"),
    "a missing row": placed("0 0, 3 4, 5 5", "0 5 5").replace("2 3 4\n", ""),
    "a row twice": placed("0 0, 3 4, 5 5", "0 5 5").replace("3 5 5\n", "2 5 5\n", 1),
    "no number": placed("0 0, x 4", "0 5"),
    "not a number": placed("0 0, nan 4", "0 5"),
    "three dimensions": placed("0 0 1, 3 4 1", "0 5", weights="EUC_3D"),
    "coordinates apart": placed("0 0, 1e12 4", "0 5"),
    "the depot last": placed("0 0, 3 4", "5 0").replace("DEPOT_SECTION\n1", "DEPOT_SECTION\n2"),
    "depots without vehicles": placed("0 0, 3 4, 9 9", "0 0 5").replace("\n1\n-1", "\n1\n2\n-1"),
    "no dimension": placed("0 0, 3 4", "0 5").replace("DIMENSION : 2\n", ""),
    "a window that closes first": placed("0 0, 3 4", "0 5").replace(
        "EOF", "TIME_WINDOW_SECTION\n1 0 90\n2 50 20\nEOF"
    ),
    "a negative load": placed("0 0, 3 4", "0 -5"),
    "half a file": placed("0 0, 3 4", "0 5")[:90],
    "nothing": "",
    "noise": "\x00\x07 PK\n\x1f",
}


def test_what_is_broken_is_left_out_and_told_and_the_others_are_not(tmp_path: Path) -> None:
    written(tmp_path, placed("0 0, 3 4", "0 5"), "CVRP/sound.vrp")
    for number, text in enumerate(BROKEN.values()):
        (tmp_path / "CVRP" / f"broken{number:02}.vrp").write_text(text)
    (tmp_path / "CVRP" / "old.txt").write_text("3 1 1 1\n0 10\n0 0 0 0 0 0 0\n1 0 3 2 5 0 0\n")
    tasks, skipped = plan(cases(tmp_path), ["insertion"], 1.0, 1)
    assert [task.case.name for task in tasks] == ["sound"]
    assert len(skipped) == len(BROKEN) + 1
    assert all(one.reason.startswith("cannot be read: ") for one in skipped)


def test_costs_compare_in_the_units_in_which_they_were_published() -> None:
    assert scale_of("MDVRPTW", "exact", windows=True) == Scale(rounding="exact", scale=1)
    assert scale_of("CVRP", "exact", windows=False) == Scale(rounding="exact", scale=1_000)
    assert scale_of("A", "", windows=False) == Scale(rounding="round", scale=1)
    assert scale_of("Golden", "none (float)", windows=False).rounding == "exact"
    with pytest.raises(ValueError, match="up"):
        scale_of("A", "up", windows=False)
    assert units(Scale(rounding="exact", scale=1), 1_084_000, 1_083.98) == 1_000
    assert units(Scale(rounding="exact", scale=1), 1_084_000, 1_083_980.0) == 1
    assert units(Scale(rounding="dimacs", scale=10), 15_000, 14_900.0) == 1
    gaps = [units(Scale(rounding="dimacs", scale=10), worse, 100.0) for worse in (1_000, 1_900, 9_000)]
    assert all(one == other == 10 for one, other in pairwise(gaps))
