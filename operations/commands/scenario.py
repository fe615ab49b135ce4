"""``coldchain scenario``: named what-if copies of a week, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.commands.options import DEFAULT_WEEK, Travel, WeekText
from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show

DEFAULT_ITERATIONS = 150

Source = Annotated[
    Path | None, typer.Option("--input", help="workbook or folder of CSV; default: the example week")
]
Engine = Annotated[str, typer.Option(help="ours, portfolio, ortools or insertion")]
Iterations = Annotated[
    int, typer.Option(min=0, help="of each search: the same for all, so that they compare")
]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(scenario)


def scenario(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="names (see --list) or .toml files of scenarios; none: all that come along"),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="only list the scenarios that come along")] = False,
    source: Source = None,
    week: WeekText = DEFAULT_WEEK,
    engine: Engine = "ours",
    iterations: Iterations = DEFAULT_ITERATIONS,
    seed: int = 1,
    travel: Travel = "own",
    to: Annotated[Path | None, typer.Option("--to", help="write the comparison as .xlsx")] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Plan the week as it is and under scenarios, and compare cost, service, km, CO₂, hours, nights."""

    def job() -> ExitCode:
        from distribution.progress import Limits
        from operations.scenarios.report import Asked, scenario_report
        from operations.settings import PlanSettings

        if listed:
            return _list(lang)
        limits = Limits(iterations=iterations, seed=seed)
        settings = PlanSettings(engine=engine, limits=limits, lang=lang, allocation="own", travel=travel)
        asked = Asked(source=source, week=week, settings=settings)
        return show(scenario_report(asked, names or (), to), as_json)

    run(job, lang, debug)


def _list(lang: str) -> ExitCode:
    from distribution.files.scenario_toml import bundled_scenarios

    for name, found in bundled_scenarios().items():
        typer.echo(f"{name}: {found.title[lang]}")
    return ExitCode.DONE
