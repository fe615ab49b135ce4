"""``coldchain simulate`` on a plan folder on disk: figures, tables, buffers, a plan against another."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from command_line import BY_INSERTION, Ran, coldchain

from distribution.simulation.outcome import TOTALS
from operations.exit_codes import ExitCode

FEW = ("--replications", "40", "--json")


@pytest.fixture(scope="module")
def replayed(small_plan: Ran, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    folder = tmp_path_factory.mktemp("simulated")
    asked = ("--on-time", "0.9", "--buffers", folder / "buffers.csv", "--to", folder / "tables")
    return coldchain("simulate", small_plan.folder, *FEW, *asked), folder


def test_every_total_is_told_with_its_spread(replayed: tuple[Ran, Path]) -> None:
    ran, _ = replayed
    assert ran.code == ExitCode.DONE, ran.err
    assert set(ran.facts["totals"]) == set(TOTALS)
    assert all(t["p5"] <= t["p95"] and t["half_width"] >= 0 for t in ran.facts["totals"].values())
    assert ran.facts["synthetic"]
    assert ran.facts["totals"]["missed_windows"]["as_written"] == 0


def test_tables_hold_every_call_and_route(replayed: tuple[Ran, Path], small_plan: Ran) -> None:
    ran, folder = replayed
    with (folder / "tables" / "calls.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == ran.facts["calls"]
    assert (folder / "tables" / "routes.csv").exists()
    with (folder / "tables" / "stock.csv").open(encoding="utf-8", newline="") as file:
        assert {row["centre_id"] for row in csv.DictReader(file)}
    assert small_plan.folder.exists()


def test_a_plan_does_not_differ_from_itself(small_plan: Ran) -> None:
    ran = coldchain("simulate", small_plan.folder, "--against", small_plan.folder, *FEW)
    assert ran.code == ExitCode.DONE, ran.err
    assert ran.facts["against"]["cost_vnd"] == 0
    assert all(d["mean"] == d["half_width"] == 0 for d in ran.facts["against"]["differences"])


def test_a_plan_with_buffers_finishes_before_them(
    replayed: tuple[Ran, Path], small_week: Path, tmp_path: Path
) -> None:
    _, folder = replayed
    buffers = folder / "buffers.csv"
    made = coldchain(
        "plan", "--input", small_week, "--out", tmp_path / "plans", "--buffers", buffers, *BY_INSERTION
    )
    assert made.code in (ExitCode.DONE, ExitCode.WARNINGS), made.err
    assert (made.folder / "buffers.csv").read_bytes() == buffers.read_bytes()
    assert coldchain("check", made.folder).code == ExitCode.DONE


def test_a_chosen_probability_of_loss_is_brought_about_or_said_not_to_be(
    small_plan: Ran, small_week: Path, tmp_path: Path
) -> None:
    buffers = tmp_path / "against_loss.csv"
    asked = ("--loss", "0.02", "--buffers", buffers)
    ran = coldchain("simulate", small_plan.folder, "--replications", 100, "--json", *asked)
    assert ran.code == ExitCode.DONE, ran.err
    loss = ran.facts["loss"]
    assert loss["above"] == sum(loss["means"].values()) == len(loss["calls"])
    for call in loss["calls"]:
        assert call["loss"] > 0.02
        assert (call["least"] <= 0.02) == (call["means"] != "none")
    made = coldchain(
        "plan", "--input", small_week, "--out", tmp_path / "plans", "--buffers", buffers, *BY_INSERTION
    )
    assert made.code in (ExitCode.DONE, ExitCode.WARNINGS), made.err
    assert coldchain("check", made.folder).code == ExitCode.DONE
    against = coldchain("simulate", made.folder, "--against", small_plan.folder, *FEW)
    assert against.code == ExitCode.DONE, against.err
    assert against.facts["against"]["lost_loads"]["mean"] <= 0.0


def test_a_file_of_buffers_with_faults_is_rejected(small_week: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("centre_id,buffer_min,keep_min\nnowhere,5,5\n", encoding="utf-8")
    made = coldchain(
        "plan", "--input", small_week, "--out", tmp_path / "plans", "--buffers", path, *BY_INSERTION
    )
    assert made.code == ExitCode.INPUT_REJECTED
    assert "nowhere" in made.err


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_people_read_sentences(small_plan: Ran, lang: str) -> None:
    ran = coldchain("simulate", small_plan.folder, "--replications", 20, "--lang", lang)
    assert ran.code == ExitCode.DONE, ran.err
    assert small_plan.facts["plan_id"] in ran.out


def test_what_is_no_plan_is_rejected(tmp_path: Path) -> None:
    assert coldchain("simulate", tmp_path, *FEW).code == ExitCode.INPUT_REJECTED
