"""The command ``replan`` on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.commands.options import Store
from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="replan")(replan_plan)


def replan_plan(
    folder: Annotated[Path, typer.Argument(help="the plan's folder")],
    vehicle_down: Annotated[
        list[str] | None,
        typer.Option("--vehicle-down", metavar="ID[@DAY]", help="a vehicle that is gone"),
    ] = None,
    centre_closed: Annotated[
        list[str] | None,
        typer.Option("--centre-closed", metavar="ID[@DAY]", help="a centre receives nothing"),
    ] = None,
    road_closed: Annotated[
        list[str] | None,
        typer.Option("--road-closed", metavar="A-B", help="a road between two places of the road graph"),
    ] = None,
    urgent: Annotated[
        tuple[str, str, int] | None,
        typer.Option("--urgent", metavar="CENTRE PRODUCT DOSES", help="doses wanted at once"),
    ] = None,
    workbook: Annotated[
        Path | None,
        typer.Option("--workbook", help="the plan's workbook, handed back"),
    ] = None,
    check_only: Annotated[
        bool, typer.Option("--check-only", help="judge and price the edits as they stand; search nothing")
    ] = False,
    at: Annotated[
        str,
        typer.Option("--at", metavar="YYYY-MM-DDTHH:MM", help="what left before stays as it went"),
    ] = "",
    max_day_changes: Annotated[
        int | None, typer.Option("--max-day-changes", min=0, help="so many centres may change their days")
    ] = None,
    iterations: Annotated[int, typer.Option(min=0, help="search of the routes that change; 0: none")] = 2_000,
    seed: int = 1,
    out: Annotated[Path | None, typer.Option("--out", help="folder for plans; default: beside")] = None,
    store: Store = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Re-plan a week in which something changed: what can stay stays, and what moved is told."""

    def job() -> ExitCode:
        from distribution.progress import Limits
        from distribution.uncollected import uncollected
        from operations.replanning.asked import Asked
        from operations.replanning.command import Wanted, check_by_hand, replan_and_publish
        from operations.settings import PlanSettings

        asked = Asked(
            vehicles_down=tuple(vehicle_down or ()),
            centres_closed=tuple(centre_closed or ()),
            roads_closed=tuple(road_closed or ()),
            urgent=(urgent,) if urgent else (),
            at=at,
        )
        wanted = Wanted(folder=folder, asked=asked, workbook=workbook, most_moved=max_day_changes, out=out)
        settings = PlanSettings(engine="ours", limits=Limits(iterations=iterations, seed=seed), lang=lang)
        if check_only:
            return show(check_by_hand(wanted, settings), as_json)
        with uncollected():
            return show(replan_and_publish(wanted, settings, store), as_json)

    run(job, lang, debug)
