"""A newcomer finds everything from the README: each command, each page of ``docs``, each room."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from operations.cli import app

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOUSE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
COMMANDS = sorted(c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands)
PAGES = sorted(p.name for p in (ROOT / "docs").glob("*.md"))
ROOMS = sorted(
    f"{floor}/{p.name}/"
    for floor in ("distribution", "solvers", "operations", "solvers/routing")
    for p in (ROOT / floor).iterdir()
    if (p / "__init__.py").exists()
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert re.search(rf"coldchain {command}\b|`{command}[ `]", README)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_named_in_the_readme(page: str) -> None:
    assert f"docs/{page}" in README


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`?(docs/[\w./]+\.(?:md|png))", README + HOUSE))))
def test_every_page_named_is_there(named: str) -> None:
    assert (ROOT / named).is_file()


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_stands_in_the_plan_of_the_house(room: str) -> None:
    floor, name = room.removesuffix("/").rsplit("/", 1)
    assert any(f"`{said}" in HOUSE for said in (f"{name}/", f"{floor.rsplit('/', 1)[-1]}/{name}/"))
