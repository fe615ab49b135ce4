"""``coldchain packing`` and ``coldchain lived``: how a plan is packed, and what its lots live through."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show

Folder = Annotated[Path, typer.Argument(help="a plan folder")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(name="packing")(packing)
    app.command(name="lived")(lived)


def packing(folder: Folder, lang: Lang = "vi", as_json: Json = False, debug: Debug = False) -> None:
    """Show the packing plan: recipe, boxes, packs and loggers of every departure, and what must lie ready."""

    def job() -> ExitCode:
        from operations.packing_report import packing_report

        return show(packing_report(folder, lang), as_json)

    run(job, lang, debug)


def lived(
    folder: Folder,
    warmer: Annotated[float, typer.Option("--warmer", help="°C above the month's mean day")] = 0.0,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Show what every lot is expected to live through from arrival to the refrigerator, worst first."""

    def job() -> ExitCode:
        from operations.packing_report import lived_report

        return show(lived_report(folder, warmer, lang), as_json)

    run(job, lang, debug)
