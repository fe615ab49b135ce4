"""``coldchain simulate PLAN``: how a plan fares when roads, boxes and demand vary."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="simulate")(simulate_plan)


def simulate_plan(
    folder: Annotated[Path, typer.Argument(help="a plan folder")],
    replications: Annotated[int, typer.Option(min=1, help="how often the week is replayed")] = 1_000,
    seed: int = 1,
    against: Annotated[
        Path | None, typer.Option("--against", help="another plan's folder: the paired difference")
    ] = None,
    assume: Annotated[
        Path | None, typer.Option("--assume", help="CSV (name, value): other assumptions")
    ] = None,
    on_time: Annotated[
        float | None,
        typer.Option("--on-time", min=0.5, max=0.999, help="share of calls that end inside their window"),
    ] = None,
    loss: Annotated[
        float | None,
        typer.Option("--loss", min=0.0001, max=0.5, help="probability with which a load may be lost"),
    ] = None,
    buffers: Annotated[
        Path, typer.Option("--buffers", help="where --on-time and --loss write buffers for coldchain plan")
    ] = Path("buffers.csv"),
    to: Annotated[Path | None, typer.Option("--to", help="folder for tables of calls, routes, stock")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="processes; default: one a core")] = None,
    cluster: Annotated[str | None, typer.Option("--cluster", help="address of a Dask scheduler")] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Replay a plan many times: lateness, windows, overtime, cold, doses lost, stock-outs."""

    def job() -> ExitCode:
        from operations.simulation.settings import SimulationSettings
        from operations.simulation.simulate import simulation_report

        settings = SimulationSettings(
            replications=replications,
            seed=seed,
            assume=assume,
            on_time=on_time,
            loss=loss,
            buffers=buffers,
            to=to,
            workers=workers,
            cluster=cluster,
            lang=lang,
        )
        return show(simulation_report(folder, against, settings), as_json)

    run(job, lang, debug)
