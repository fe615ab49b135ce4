"""``coldchain report PLAN``: a plan in pictures and tables, one HTML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="report")(report)


def report(
    folder: Annotated[Path, typer.Argument(help="a plan folder")],
    to: Annotated[Path, typer.Option("--to", help="the HTML file to write")] = Path("report.html"),
    departure: Annotated[
        list[str] | None,
        typer.Option("--departure", help="a departure to draw; default: the six nearest to their limits"),
    ] = None,
    loggers: Annotated[
        Path | None,
        typer.Option("--loggers", help="folder of logger exports, each named by its run (R-031.csv)"),
    ] = None,
    replications: Annotated[int, typer.Option(min=0, help="of the week; 0 leaves risk out")] = 200,
    years: Annotated[
        int, typer.Option(min=0, help="years lived for availability; 0 leaves the year out")
    ] = 50,
    seed: int = 1,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="the same as PDF")] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Draw temperature along routes, expected and measured, risk by route and the year: one offline page."""

    def job() -> ExitCode:
        from operations.plan_report.write import ReportSettings, report_plan

        settings = ReportSettings(
            replications=replications,
            years=years,
            seed=seed,
            departures=tuple(departure or ()),
            loggers=loggers,
            pdf=pdf,
            lang=lang,
        )
        return show(report_plan(folder, to, settings), as_json)

    run(job, lang, debug)
