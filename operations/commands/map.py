"""``coldchain map``: a plan drawn anew, two plans compared, or the network alone."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from distribution.language.catalogue import say
from operations.exit_codes import ExitCode
from operations.running import Debug, Lang, run

if TYPE_CHECKING:
    from distribution.inputs import WeekInputs

Subject = Annotated[Path | None, typer.Argument(help="a plan folder; with --network an input, or nothing")]
To = Annotated[Path, typer.Option("--to", help="the HTML file to write")]
Against = Annotated[
    Path | None, typer.Option("--against", help="an earlier plan's folder: opens with what is other")
]
BaseMap = Annotated[
    Path | None, typer.Option("--base-map", help="GeoJSON of areas and named points, instead of the bundled")
]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="map")(draw_map)


def draw_map(
    subject: Subject = None,
    to: To = Path("map.html"),
    against: Against = None,
    network: Annotated[bool, typer.Option("--network", help="the network alone, without a plan")] = False,
    base_map: BaseMap = None,
    week: Annotated[str, typer.Option("--week", help="with --network: the week of the input")] = "2026-W48",
    simulation: Annotated[
        Path | None, typer.Option("--simulation", help="tables of `simulate --to`: the risk of each call")
    ] = None,
    loggers: Annotated[
        Path | None, typer.Option("--loggers", help="folder of logger exports, each named by its run")
    ] = None,
    lang: Lang = "vi",
    debug: Debug = False,
) -> None:
    """Draw a plan's map anew, compare it with an earlier plan, or draw the network of an input."""
    if subject is None and not network:
        raise typer.BadParameter(say("map.no_subject", lang if lang in ("vi", "en") else "vi"))

    def job() -> ExitCode:
        if network:
            from operations.mapping.drawing import draw_network_map

            draw_network_map(_inputs(subject, week), to, lang, base_map=base_map)
        elif subject is not None:
            from operations.mapping.drawing import draw_plan_map

            draw_plan_map(
                subject,
                to,
                lang,
                against=against,
                base_map=base_map,
                simulation=simulation,
                loggers=loggers,
            )
        typer.echo(say("written.file", lang, path=to))
        return ExitCode.DONE

    run(job, lang, debug)


def _inputs(subject: Path | None, week: str) -> WeekInputs:
    """Return the question of an input, of a plan folder, or of the bundled example week."""
    from distribution.files.archive import PLAN_FILE, read_plan
    from distribution.files.assemble import read_inputs
    from operations.example_week import write_example
    from operations.plan_folder import require_plan
    from operations.week_text import parse_week

    if subject is not None and (subject / PLAN_FILE).is_file():
        return read_inputs(require_plan(subject), read_plan(subject / PLAN_FILE).week)
    if subject is not None:
        return read_inputs(subject, parse_week(week))
    with TemporaryDirectory() as folder:
        write_example(Path(folder) / "week", parse_week(week))
        return read_inputs(Path(folder) / "week", parse_week(week))
