"""``--help`` in both languages: nothing is missing, and nothing stands in the catalogue for no command."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer

from distribution.language.catalogue import catalogue
from operations.cli import command_line
from operations.commands.help_language import AREA, all_commands, asked_language, speak

if TYPE_CHECKING:
    from typer._click.core import Command

OF_TYPER = {"Arguments", "Options", "Commands", "[default: {}]", "[required]"}


def _said(command: Command) -> set[str]:
    """Return every sentence that the help of a command line shows."""
    found: set[str | None] = set()
    for each in all_commands(command):
        found |= {each.help, getattr(each, "rich_help_panel", None)}
        found |= {getattr(parameter, "help", None) for parameter in each.get_params(typer.Context(each))}
    return {text for text in found if isinstance(text, str) and text}


def test_the_catalogue_has_every_sentence_of_help_and_no_other() -> None:
    english = {entry["en"] for key, entry in catalogue().items() if key.startswith(AREA)}
    assert english == _said(typer.main.get_command(command_line())) | OF_TYPER


def test_a_command_line_speaks_vietnamese_to_its_last_option() -> None:
    vietnamese = {entry["vi"] for key, entry in catalogue().items() if key.startswith(AREA)}
    command = typer.main.get_command(command_line())
    speak(command, "vi")
    assert _said(command) <= vietnamese


@pytest.mark.parametrize(
    ("words", "lang", "rest"),
    [
        ([], "vi", []),
        (["--help"], "vi", ["--help"]),
        (["--lang", "en", "--help"], "en", ["--help"]),
        (["map", "--help", "--lang=en"], "en", ["map", "--help"]),
        (["map", "--help", "--lang", "xx"], "vi", ["map", "--help", "--lang", "xx"]),
        (["map", "PLAN", "--lang", "en"], None, ["map", "PLAN", "--lang", "en"]),
    ],
)
def test_the_language_of_help_is_read_anywhere(words: list[str], lang: str | None, rest: list[str]) -> None:
    assert asked_language(words) == (lang, rest)


def test_help_is_printed_in_the_language_asked_for() -> None:
    def told(*words: str) -> str:
        command = [sys.executable, "-m", "operations.cli", *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert "thư mục kế hoạch" in told("map", "--help")
    english = told("map", "--help", "--lang", "en")
    assert "a plan folder" in english
    assert "Tùy chọn" not in english
