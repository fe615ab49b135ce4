"""Releasing: checked again, made read-only, ``current`` moved; once, and never a broken plan."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from command_line import BY_INSERTION, coldchain, contents

from distribution.files.archive import PLAN_FILE
from operations.publish import CURRENT_FILE, RELEASE_FILE, is_released, release_record

ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def test_a_release_records_who_makes_read_only_and_moves_current(small_copy: Path) -> None:
    before = contents(small_copy)
    (small_copy.parent / CURRENT_FILE).write_text("2026-W47-OLD\n")
    ran = coldchain("release", small_copy, "--by", "Nguyễn Thị Lan")
    assert ran.code == 0, ran.err
    assert "Nguyễn Thị Lan" in ran.out
    record = release_record(small_copy)
    assert record is not None
    assert (record["by"], record["plan_id"]) == ("Nguyễn Thị Lan", small_copy.name)
    assert (small_copy.parent / CURRENT_FILE).read_text() == f"{small_copy.name}\n"
    after = contents(small_copy)
    assert {name for name in after if name not in before} == {RELEASE_FILE}
    assert {name: after[name] for name in before} == before
    assert not any(path.stat().st_mode & ANY_WRITE for path in [small_copy, *small_copy.rglob("*")])


def test_a_second_release_says_who_released_it_and_changes_nothing(small_copy: Path) -> None:
    coldchain("release", small_copy, "--by", "Lan")
    before = contents(small_copy.parent)
    ran = coldchain("release", small_copy, "--by", "Minh")
    assert ran.code == 0
    assert "Lan" in ran.out
    assert "Minh" not in ran.out
    assert contents(small_copy.parent) == before


def test_a_broken_plan_is_not_released(small_copy: Path) -> None:
    (small_copy.parent / CURRENT_FILE).write_text("2026-W47-OLD\n")
    document = json.loads((small_copy / PLAN_FILE).read_text(encoding="utf-8"))
    document["plan"]["requirements"][0]["delivered_doses"] += 1
    (small_copy / PLAN_FILE).write_text(json.dumps(document), encoding="utf-8")
    ran = coldchain("release", small_copy, "--by", "Lan")
    assert ran.code == 30
    assert not is_released(small_copy)
    assert (small_copy.parent / CURRENT_FILE).read_text() == "2026-W47-OLD\n"
    assert (small_copy / PLAN_FILE).stat().st_mode & stat.S_IWUSR


def test_what_is_no_plan_folder_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    assert coldchain("release", tmp_path / "nowhere" / "P", "--by", "Lan").code == 20
    assert list(tmp_path.iterdir()) == []


def test_planning_the_same_again_leaves_a_released_plan_alone(small_week: Path, small_copy: Path) -> None:
    coldchain("release", small_copy, "--by", "Lan")
    before = contents(small_copy)
    again = coldchain("plan", "--input", small_week, "--out", small_copy.parent, *BY_INSERTION)
    assert again.code == 0, again.err
    assert again.folder == small_copy
    assert contents(small_copy) == before


def test_the_map_of_a_released_plan_names_who_released_it(small_copy: Path, tmp_path: Path) -> None:
    coldchain("release", small_copy, "--by", "Nguyễn Thị Lan")
    assert coldchain("map", small_copy, "--to", tmp_path / "map.html").code == 0
    assert "Nguyễn Thị Lan" in (tmp_path / "map.html").read_text(encoding="utf-8")
