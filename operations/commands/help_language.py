"""``--help`` in the reader's language: the sentences of the catalogue in place of those that the code holds.

The code's own sentences are English; the catalogue has each beside its Vietnamese, found by the English.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from distribution.language.catalogue import LANGUAGES, catalogue

if TYPE_CHECKING:
    from typer._click.core import Command

AREA = "help."
HELP = "--help"
LANG = "--lang"


def asked_language(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the language in which help is asked for (None: no help is), and the words without it.

    No words at all ask for help too.  What is no language of the catalogue stays for the command to refuse.
    """
    if words and HELP not in words:
        return None, list(words)
    for place, word in enumerate(words):
        name, _, value = word.partition("=")
        if name != LANG:
            continue
        taken = 1 if value else 2
        lang = value or "".join(words[place + 1 : place + 2])
        if lang in LANGUAGES:
            return lang, [*words[:place], *words[place + taken :]]
    return LANGUAGES[0], list(words)


def speak(command: Command, lang: str) -> None:
    """Put the sentences of a language into a command, its options and all commands below it.

    One that the catalogue lacks stays as the code has it, for help that fails helps nobody; the tests let
    none be missing.
    """
    from typer import rich_utils

    texts = {entry["en"]: entry[lang] for key, entry in catalogue().items() if key.startswith(AREA)}
    for each in all_commands(command):
        each.help = texts.get(each.help or "", each.help)
        heading = getattr(each, "rich_help_panel", None)
        if isinstance(heading, str):
            each.rich_help_panel = texts.get(heading, heading)  # type: ignore[attr-defined]
        for parameter in each.get_params(typer.Context(each)):
            said = getattr(parameter, "help", None)
            if said:
                parameter.help = texts.get(said, said)  # type: ignore[attr-defined]
    rich_utils.ARGUMENTS_PANEL_TITLE = texts["Arguments"]
    rich_utils.OPTIONS_PANEL_TITLE = texts["Options"]
    rich_utils.COMMANDS_PANEL_TITLE = texts["Commands"]
    rich_utils.DEFAULT_STRING = texts["[default: {}]"]
    rich_utils.REQUIRED_LONG_STRING = texts["[required]"]


def all_commands(command: Command) -> Iterator[Command]:
    """Yield a command and everything below it."""
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from all_commands(below)
