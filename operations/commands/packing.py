"""``coldchain packing``, ``lived`` and ``hold``: packing, what lots live through, what boxes hold."""

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
    app.command(name="hold")(hold)


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


def hold(
    box: Annotated[str, typer.Argument(help="a box, for instance PCM28 or RCW25")],
    month: Annotated[
        int | None, typer.Option("--month", min=1, max=12, help="one month; default: all")
    ] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Show how long a box holds by recipe, month and place."""

    def job() -> ExitCode:
        from operations.hold_report import hold_report

        return show(hold_report(box, month, lang), as_json)

    run(job, lang, debug)
