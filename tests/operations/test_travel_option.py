"""``coldchain plan --travel``: a server asked once, then kept beside the plan; the source told everywhere."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from command_line import BY_INSERTION, Ran, coldchain
from osm_world import write_world
from travel_stub import Behaviour, serving, straight_m

from distribution.errors import InputError, TravelSourceError
from distribution.files.archive import PLAN_FILE, read_plan
from distribution.files.measured_codec import TRAVEL_FILE, read_measured, write_measured
from distribution.inputs import WeekInputs
from distribution.progress import Progress
from distribution.roads.graph import SPEED_FACTOR
from operations.plan_folder import judge_folder
from operations.scenarios.report import Asked, question_of
from operations.settings import PlanSettings
from operations.travel_asking import measure
from operations.travel_source import travel_for


def quiet(_: Progress) -> None:
    """Take progress and tell nobody."""


@pytest.fixture(scope="module")
def by_osrm(small_week: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, str]:
    """A small plan over a stub of OSRM that has gone since."""
    plans = tmp_path_factory.mktemp("osrm") / "plans"
    with serving(Behaviour()) as url:
        spec = f"osrm:{url}"
        return coldchain("plan", "--input", small_week, "--out", plans, "--travel", spec, *BY_INSERTION), url


def test_the_plan_names_its_source_and_its_measured_error(by_osrm: tuple[Ran, str]) -> None:
    ran, url = by_osrm
    assert ran.code == 0, ran.err
    plan = read_plan(ran.folder / PLAN_FILE)
    assert plan.travel_source == f"OSRM {url}"
    assert plan.travel_error_percent is not None
    assert "travel" in plan.digests
    book = openpyxl.load_workbook(ran.folder / "plan.xlsx", read_only=True)
    cells = [value for row in book.worksheets[0].iter_rows(values_only=True) for value in row]
    assert plan.travel_source in cells
    assert plan.travel_error_percent in cells
    assert json.dumps(plan.travel_source) in (ran.folder / "map.html").read_text(encoding="utf-8")


def test_it_is_judged_again_without_the_server(by_osrm: tuple[Ran, str]) -> None:
    judged = judge_folder(by_osrm[0].folder)
    assert not judged.violations
    assert judged.travel.source == judged.plan.travel_source
    # the stub drives a straight line times 1.5 at 10 m/s: a truck takes as long for its metres as a van,
    # times 1.05; both run in the traffic of the hour of the road graph
    van, truck = judged.travel.profiles["van"], judged.travel.profiles["truck"]
    far = van.distance_m > 50_000
    assert np.array_equal(van.distance_m, truck.distance_m)
    seconds = (truck.driving_s + truck.ferry_s)[far]
    assert np.allclose(seconds, van.distance_m[far] / 10 * 1.05, atol=2)
    assert van.big_city.max() > 0


@pytest.mark.parametrize("change", ["broken", "cut", "torn"])
def test_a_changed_travel_file_is_told(by_osrm: tuple[Ran, str], change: str, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in by_osrm[0].folder.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    whole = (folder / TRAVEL_FILE).read_bytes()
    middle = len(whole) // 2
    torn = whole[:middle] + bytes(64) + whole[middle + 64 :]
    changed = {"broken": b"no zip", "cut": whole[:middle], "torn": torn}
    (folder / TRAVEL_FILE).write_bytes(changed[change])
    with pytest.raises(InputError) as caught:
        judge_folder(folder)
    assert [f.code for f in caught.value.faults] == ["travel_file"]


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("teleport", "not understood"),
        ("osrm:", "not understood"),
        ("osrm:here", "no address"),
        ("matrix", "no sheet of distances"),
        ("osm:no-such-file.osm.pbf", "extract cannot be used"),
    ],
)
def test_a_source_that_fails_is_refused_and_nothing_is_written(
    spec: str, words: str, small_week: Path, tmp_path: Path
) -> None:
    plans = tmp_path / "plans"
    ran = coldchain(
        "plan", "--input", small_week, "--out", plans, "--travel", spec, "--lang", "en", *BY_INSERTION
    )
    assert ran.code == 20
    assert words in ran.err
    assert not list(plans.glob("2026*"))


def test_a_scenario_asks_the_same_source_which_can_close_no_road(small_week: Path) -> None:
    with serving(Behaviour()) as url:
        settings = PlanSettings(engine="insertion", travel=f"osrm:{url}")
        inputs = question_of(Asked(source=small_week, week="2026-W48", settings=settings), quiet)
    assert travel_for(inputs)[0].source == f"OSRM {url}"
    with pytest.raises(TravelSourceError) as caught:
        travel_for(replace(inputs, closed_roads=(("vinh", "honglinh"),)))
    assert caught.value.faults[0].code == "travel_closed_roads"


def test_valhalla_is_asked_for_vans_trucks_and_motorbikes(tiny_inputs: WeekInputs, tmp_path: Path) -> None:
    behaviour = Behaviour()
    with serving(behaviour) as url:
        measured = measure(tiny_inputs, f"valhalla:{url}", quiet)
    # three costings for the places, one more for the towns of the published distances
    assert behaviour.asked.count("/locate") == 4
    place = tiny_inputs.network.place
    i, j = (measured.place_ids.index(p) for p in ("depot-north", "centre-far"))
    metres = straight_m(place("depot-north"), place("centre-far"))
    assert measured.metres["van"][i, j] == pytest.approx(metres, abs=2)
    assert measured.seconds["truck"][i, j] == pytest.approx(metres / 10, abs=2)
    slower = SPEED_FACTOR["truck"] / SPEED_FACTOR["heavy"]
    assert measured.seconds["heavy"][i, j] == pytest.approx(metres / 10 * slower, abs=2)
    first, again = (write_measured(measured, tmp_path / name) for name in ("a.npz", "b.npz"))
    assert first == again
    back, digest = read_measured(tmp_path / "a.npz", measured.place_ids)
    assert digest == first
    assert (back.source, back.error_percent) == (measured.source, measured.error_percent)
    assert all(np.array_equal(back.seconds[p], measured.seconds[p]) for p in SPEED_FACTOR)


def test_an_extract_of_elsewhere_names_every_place_outside_it(
    tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    path = write_world(tmp_path / "world.osm")
    with pytest.raises(TravelSourceError) as caught:
        measure(tiny_inputs, f"osm:{path}", quiet)
    far = {f.arguments["place"] for f in caught.value.faults}
    assert {f.code for f in caught.value.faults} == {"travel_far"}
    assert far == set(tiny_inputs.network.place_ids)
