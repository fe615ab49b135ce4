"""The commands of the week: ``plan``, ``check`` and ``release``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.commands.options import DEFAULT_PLANS, DEFAULT_WEEK, Store, Travel, WeekText
from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(plan)
    app.command()(check)
    app.command()(release)


def plan(
    source: Annotated[
        Path | None,
        typer.Option(
            "--input", help="workbook or folder of CSV; default: the allocation's, or the example week"
        ),
    ] = None,
    week: WeekText = DEFAULT_WEEK,
    out: Annotated[Path, typer.Option("--out", help="folder that holds the plans")] = DEFAULT_PLANS,
    engine: Annotated[str, typer.Option(help="portfolio, ours, ortools or insertion")] = "portfolio",
    seconds: Annotated[float, typer.Option(min=0, help="routing budget")] = 60.0,
    iterations: Annotated[int | None, typer.Option(min=0, help="stop by iterations: repeatable")] = None,
    seed: int = 1,
    keep_to: Annotated[
        Path | None, typer.Option("--keep-to", help="an earlier plan's folder: moving its days has a price")
    ] = None,
    again: Annotated[
        Path | None,
        typer.Option(
            "--again", help="a plan's folder: its question, week, engine, limits and searches once more"
        ),
    ] = None,
    allocation: Annotated[
        str, typer.Option("--allocation", help="current: the published one if it fits; own; or a folder")
    ] = "current",
    travel: Travel = "own",
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
        from operations.search_record import as_sought, question_again, read_search
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
        question, asked = source, week
        if again is not None:
            settings = as_sought(settings, read_search(again))
            kept, asked = question_again(again)
            question = source or kept
        report = plan_and_publish(question, asked, out, settings, store)
        return show(report, as_json)

    run(job, lang, debug)


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
