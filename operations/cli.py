"""The command line: results on stdout, progress and errors on stderr, exit codes for schedulers.

Heavy libraries are imported inside the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from distribution.language.catalogue import say
from operations.commands.cost import register as register_cost
from operations.commands.drills import register as register_drills
from operations.commands.explain import register as register_explain
from operations.commands.history_group import Store
from operations.commands.history_group import register as register_history
from operations.commands.judge import register as register_judge
from operations.commands.logger import register as register_logger
from operations.commands.map import register as register_map
from operations.commands.night_group import register as register_night
from operations.commands.packing import register as register_packing
from operations.commands.policy import register as register_policy
from operations.commands.prune import register as register_prune
from operations.commands.report import register as register_report
from operations.commands.scenario import register as register_scenario
from operations.commands.simulate import register as register_simulate
from operations.commands.value import register as register_value
from operations.exit_codes import ExitCode
from operations.replanning.options import register as register_replan
from operations.running import Debug, Json, Lang, run, show

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

WeekText = Annotated[str, typer.Option("--week", help="ISO week, 2026-W48")]
Plans = Annotated[Path, typer.Option("--out", help="folder that holds the plans")]
DEFAULT_WEEK = "2026-W48"
DEFAULT_PLANS = Path("plans")


@app.command()
def plan(
    source: Annotated[
        Path | None,
        typer.Option(
            "--input", help="workbook or folder of CSV; default: the allocation's, or the example week"
        ),
    ] = None,
    week: WeekText = DEFAULT_WEEK,
    out: Plans = DEFAULT_PLANS,
    engine: Annotated[str, typer.Option(help="portfolio, ours, ortools or insertion")] = "portfolio",
    seconds: Annotated[float, typer.Option(help="routing budget")] = 60.0,
    iterations: Annotated[int | None, typer.Option(help="stop by iterations: repeatable")] = None,
    seed: int = 1,
    keep_to: Annotated[
        Path | None, typer.Option("--keep-to", help="an earlier plan's folder: moving its days has a price")
    ] = None,
    allocation: Annotated[
        str, typer.Option("--allocation", help="current: the published one if it fits; own; or a folder")
    ] = "current",
    travel: Annotated[
        str, typer.Option("--travel", help="own, matrix, osrm:URL, valhalla:URL or osm:FILE")
    ] = "own",
    buffers: Annotated[
        Path | None, typer.Option("--buffers", help="times in reserve, from coldchain simulate --on-time")
    ] = None,
    store: Store = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Plan a week for the whole country and leave the plan folder on disk."""

    def job() -> ExitCode:
        from distribution.progress import Limits
        from operations.commands.plan import plan_and_publish
        from operations.settings import PlanSettings

        limits = Limits(iterations=iterations, seconds=None if iterations is not None else seconds, seed=seed)
        settings = PlanSettings(
            engine=engine,
            limits=limits,
            lang=lang,
            keep_to=keep_to,
            allocation=allocation,
            travel=travel,
            buffers=buffers,
        )
        report = plan_and_publish(source, week, out, settings, store)
        return show(report, as_json)

    run(job, lang, debug)


@app.command()
def check(
    subject: Annotated[Path, typer.Argument(help="an input workbook, a folder of CSV, or a plan folder")],
    week: WeekText = DEFAULT_WEEK,
    marked: Annotated[
        Path | None,
        typer.Option("--marked", help="a workbook's marked copy; default: NAME-checked.xlsx beside it"),
    ] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Judge an input, or a plan folder, and say everything that is wrong; mark a copy of the workbook."""

    def job() -> ExitCode:
        from operations.commands.check import check_subject

        report = check_subject(subject, week, lang, marked)
        return show(report, as_json)

    run(job, lang, debug)


@app.command()
def release(
    folder: Annotated[Path, typer.Argument(help="a plan folder")],
    by: Annotated[str, typer.Option("--by", help="who releases it")],
    store: Store = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Re-check a plan's files, make them read-only and point ``current`` at them."""

    def job() -> ExitCode:
        from operations.plan_recording import release_and_record

        return show(release_and_record(folder, by, store, lang), as_json)

    run(job, lang, debug)


@app.command()
def template(
    to: Annotated[Path, typer.Argument(help="the workbook to write")] = Path("input.xlsx"),
    own: Annotated[bool, typer.Option("--own", help="a network of your own: one example row a kind")] = False,
    lang: Lang = "vi",
    debug: Debug = False,
) -> None:
    """Write an empty input workbook with an example row on every sheet."""

    def job() -> ExitCode:
        from distribution.files.workbook_write import write_template
        from operations.publish import refuse_existing

        refuse_existing(to, lang)
        write_template(to, lang, own=own)
        typer.echo(say("written.file", lang, path=to))
        return ExitCode.DONE

    run(job, lang, debug)


@app.command()
def example(
    to: Annotated[Path, typer.Argument(help="a workbook (.xlsx) or a folder for CSV files")] = Path(
        "example.xlsx"
    ),
    week: WeekText = DEFAULT_WEEK,
    seed: int = 1,
    lang: Lang = "vi",
    debug: Debug = False,
) -> None:
    """Write the synthetic example week as an input that can be edited and fed back."""

    def job() -> ExitCode:
        from operations.example_week import write_example
        from operations.publish import refuse_existing
        from operations.week_text import parse_week

        refuse_existing(to, lang)
        write_example(to, parse_week(week), seed=seed, lang=lang)
        typer.echo(say("written.file", lang, path=to))
        return ExitCode.DONE

    run(job, lang, debug)


register_night(app)
register_policy(app)
register_report(app)
register_explain(app)
register_judge(app)
register_logger(app)
register_packing(app)
register_map(app)
register_cost(app)
register_scenario(app)
register_value(app)
register_history(app)
register_prune(app)
register_replan(app)
register_simulate(app)
register_drills(app)


def main() -> None:
    """Entry point of ``coldchain``."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
