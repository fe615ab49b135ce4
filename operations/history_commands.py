"""The commands that ask the history: ``history``, ``recall``, ``diff`` and ``rollback``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show

History = Annotated[
    str | None,
    typer.Option("--history", help="path or URL; default: COLDCHAIN_HISTORY, or history.sqlite beside"),
]
Plans = Annotated[Path, typer.Option("--plans", help="folder that holds the plans")]
Allocations = Annotated[Path, typer.Option("--allocations", help="folder that holds the allocations")]
DEFAULT_PLANS = Path("plans")
DEFAULT_ALLOCATIONS = Path("allocations")


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(recall)


def recall(
    lot: Annotated[str, typer.Argument(help="the lot number, as it is printed")],
    plans: Plans = DEFAULT_PLANS,
    allocations: Allocations = DEFAULT_ALLOCATIONS,
    history: History = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Say where a lot lies, where it went by which plan, route and stop, and where it is to go."""

    def job() -> ExitCode:
        from operations.history.store import history_beside
        from operations.recall_command import recall_report

        where = history or history_beside(plans)
        return show(recall_report(where, lot, plans, allocations, lang), as_json)

    run(job, lang, debug)
