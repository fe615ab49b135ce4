"""``coldchain drills PLAN``: what a week is worth without each vehicle, depot and main road."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="drills")(drill_plan)


def drill_plan(
    folder: Annotated[Path, typer.Argument(help="a plan folder")],
    roads: Annotated[
        str,
        typer.Option(help="main road sections taken out: so many, those over which most doses ride, or all"),
    ] = "20",
    iterations: Annotated[
        int, typer.Option(min=0, help="search after the insertion, over the routes touched")
    ] = 0,
    centres: Annotated[
        int, typer.Option(min=0, help="centres placed anew in one drill, at the most; those beyond are told")
    ] = 60,
    deadline: Annotated[
        float | None, typer.Option(min=0, help="seconds after which no drill begins; exit code 60 then")
    ] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Take out each vehicle, depot and main road section in turn: what is re-planned, cost, doses at risk."""
    sections = _sections(roads)

    def job() -> ExitCode:
        from operations.drills.drill import Effort
        from operations.drills.drills import DrillSettings, drills_report

        effort = Effort(centres=centres, iterations=iterations)
        settings = DrillSettings(roads=sections, effort=effort, deadline_s=deadline, lang=lang)
        return show(drills_report(folder, settings), as_json)

    run(job, lang, debug)


def _sections(asked: str) -> int | None:
    """Return how many road sections are asked for; None for all of them."""
    if asked == "all":
        return None
    if not asked.isdecimal():
        raise typer.BadParameter(f"--roads: {asked} (all, or a number from 0)")
    return int(asked)
