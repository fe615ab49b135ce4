"""``coldchain cost PLAN``: what it costs to serve each centre."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(cost)


def cost(
    folder: Annotated[Path, typer.Argument(help="a plan folder")],
    top: Annotated[int, typer.Option(help="how many of the dearest centres to list; 0: all")] = 20,
    to: Annotated[Path | None, typer.Option("--to", help="write the whole table: .csv or .xlsx")] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Share the whole cost of a plan among the centres it serves, to the đồng."""

    def job() -> ExitCode:
        from operations.cost_to_serve import cost_report

        return show(cost_report(folder, top, to, lang), as_json)

    run(job, lang, debug)
