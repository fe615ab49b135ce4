"""``coldchain logger``: a temperature logger's export, judged, beside the plan, and for refitting a box."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="logger")(logger)


def logger(
    export: Annotated[Path, typer.Argument(help="the logger's CSV export")],
    plan: Annotated[Path | None, typer.Option("--plan", help="the plan folder of the trip")] = None,
    departure: Annotated[
        str | None, typer.Option("--run", help="route, consignment or transfer it rode with")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", help="C or F, where the file does not say")] = None,
    dates: Annotated[str | None, typer.Option("--dates", help="dmy, mdy or ymd, where unclear")] = None,
    sensor: Annotated[str | None, typer.Option("--sensor", help="heading of the sensor to take")] = None,
    accept_gaps: Annotated[bool, typer.Option("--accept-gaps", help="gaps are steps not read")] = False,
    shift: Annotated[int, typer.Option("--shift", help="minutes to add to the logger's clock")] = 0,
    refit: Annotated[
        bool, typer.Option("--refit", help="fit the box or body to this trip, and show it")
    ] = False,
    air: Annotated[
        Path | None, typer.Option("--air", help="export of a logger outside the box, for --refit")
    ] = None,
    air_unit: Annotated[
        str | None, typer.Option("--air-unit", help="C or F of --air, where its file does not say")
    ] = None,
    save: Annotated[Path | None, typer.Option("--save", help="write the refit shown to a CSV file")] = None,
    drawing: Annotated[
        Path | None, typer.Option("--picture", help="SVG of measured against expected, to write")
    ] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Read a logger's export: minutes out of band, heat life, excursions by leg with the rule they break."""
    if (plan is None) != (departure is None):
        raise typer.BadParameter("--plan needs --run, and --run needs --plan")
    if (refit or save) and plan is None:
        raise typer.BadParameter("--refit needs --plan and --run")
    for option, asked_unit in (("--unit", unit), ("--air-unit", air_unit)):
        if asked_unit not in (None, "C", "F"):
            raise typer.BadParameter(f"{option}: {asked_unit} (C, F)")
    if dates not in (None, "dmy", "mdy", "ymd"):
        raise typer.BadParameter(f"--dates: {dates} (dmy, mdy, ymd)")

    def job() -> ExitCode:
        from distribution.files.logger_csv import read_logger
        from operations.loggers.report import Asked, logger_report

        series = read_logger(
            export, unit=unit, dates=dates, sensor=sensor, gaps_allowed=accept_gaps, shift_s=shift * 60
        )
        around = None
        if air is not None:
            around = read_logger(air, unit=air_unit, dates=dates, gaps_allowed=accept_gaps, outside=True)
        asked = Asked(
            plan=plan,
            departure_id=departure,
            refit=refit or save is not None,
            air=around,
            save=save,
            picture=drawing,
        )
        return show(logger_report(series, asked, lang), as_json)

    run(job, lang, debug)
