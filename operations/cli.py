"""The command line: results on stdout, progress and errors on stderr, exit codes for schedulers.

Heavy libraries are imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import typer

from operations.commands.cost import register as register_cost
from operations.commands.drills import register as register_drills
from operations.commands.explain import register as register_explain
from operations.commands.help_language import asked_language, speak
from operations.commands.history_group import register as register_history
from operations.commands.input_group import register as register_input
from operations.commands.judge import register as register_judge
from operations.commands.logger import register as register_logger
from operations.commands.map import register as register_map
from operations.commands.night_group import register as register_night
from operations.commands.packing import register as register_packing
from operations.commands.policy import register as register_policy
from operations.commands.prune import register as register_prune
from operations.commands.report import register as register_report
from operations.commands.scenario import register as register_scenario
from operations.commands.simulate import register as register_simulate
from operations.commands.value import register as register_value
from operations.commands.week_group import register as register_week
from operations.replanning.options import register as register_replan

PANELS: dict[str, tuple[Callable[[typer.Typer], None], ...]] = {
    "The week": (register_input, register_week, register_replan, register_map, register_explain),
    "The night, and history": (register_night, register_history, register_prune),
    "The cold chain": (
        register_packing,
        register_logger,
        register_simulate,
        register_drills,
        register_report,
    ),
    "What if, and at what cost": (register_scenario, register_value, register_cost, register_policy),
    "Routing for its own sake": (register_judge,),
}


def command_line() -> typer.Typer:
    """Return the whole command line: every command, under the heading of ``--help`` that it belongs to."""
    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    for heading, registers in PANELS.items():
        before = len(app.registered_commands)
        for register in registers:
            register(app)
        for command in app.registered_commands[before:]:
            command.rich_help_panel = heading
    return app


app = command_line()


def main() -> None:
    """Entry point of ``coldchain``."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    lang, words = asked_language(sys.argv[1:])
    if lang is None:
        app()
    else:
        command = typer.main.get_command(app)
        speak(command, lang)
        command(words)


if __name__ == "__main__":
    main()
