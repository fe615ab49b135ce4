"""``coldchain value``: what one more vehicle, litre or hour is worth this week."""

from __future__ import annotations

from typing import Annotated

import typer

from operations.commands.options import DEFAULT_WEEK, Travel, WeekText
from operations.commands.scenario import DEFAULT_ITERATIONS, Engine, Iterations, Source
from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(value)


def value(
    vehicle: Annotated[
        list[str] | None, typer.Option("--vehicle", help="DEPOT:TYPE, one more with its crew; repeatable")
    ] = None,
    litres: Annotated[
        list[str] | None, typer.Option("--litres", help="PLACE:LITRES more at 2–8 °C; repeatable")
    ] = None,
    hours: Annotated[
        list[float] | None, typer.Option("--hours", help="hours added to every shift; repeatable")
    ] = None,
    seeds: Annotated[int, typer.Option(min=1, help="how many seeds: shows the spread of the search")] = 3,
    source: Source = None,
    week: WeekText = DEFAULT_WEEK,
    engine: Engine = "ours",
    iterations: Iterations = DEFAULT_ITERATIONS,
    seed: int = 1,
    travel: Travel = "own",
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Plan the week without and with one more of something, and tell what it is worth."""

    def job() -> ExitCode:
        from distribution.progress import Limits
        from operations.scenarios.report import Asked
        from operations.scenarios.value_report import value_report
        from operations.settings import PlanSettings

        limits = Limits(iterations=iterations, seed=seed)
        settings = PlanSettings(engine=engine, limits=limits, lang=lang, allocation="own", travel=travel)
        asked = Asked(source=source, week=week, settings=settings)
        return show(value_report(asked, vehicle or (), litres or (), hours or (), seeds), as_json)

    run(job, lang, debug)
