"""The commands of the night: ``allocate`` and ``status``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.night.settings import MAX_AGE_H, MAX_JUMP_PERCENT
from operations.running import Debug, Json, Lang, run, show

DEFAULT_ALLOCATIONS = Path("allocations")
STATUS_MAX_AGE_H = 26.0  # a night, and two hours' grace
Allocations = Annotated[Path, typer.Option("--out", help="folder that holds the allocations")]


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(allocate)
    app.command()(status)


def allocate(
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="first day of the quarter; default: today"),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--input", "--inputs", help="workbook or folder of CSV; default: the example"),
    ] = None,
    out: Allocations = DEFAULT_ALLOCATIONS,
    deadline: Annotated[float | None, typer.Option(min=0, help="seconds for the whole night")] = None,
    iterations: Annotated[
        int | None, typer.Option(min=0, help="stop the search by iterations: repeatable")
    ] = None,
    wait: Annotated[float, typer.Option(min=0, help="seconds to wait for another run")] = 0.0,
    max_age: Annotated[float, typer.Option(min=0, help="hours that the input may be old")] = MAX_AGE_H,
    max_jump: Annotated[
        float, typer.Option(min=0, help="percent by which totals may differ from the last night's")
    ] = MAX_JUMP_PERCENT,
    accept_jump: Annotated[bool, typer.Option(help="the totals are right although they jump")] = False,
    keep_days: Annotated[
        int | None,
        typer.Option(min=1, help="afterwards remove folders of older nights: coldchain prune; default: none"),
    ] = None,
    plans: Annotated[
        Path | None, typer.Option(help="plans, whose nights are never removed; default: beside")
    ] = None,
    history: Annotated[str | None, typer.Option(help="path or URL of the history")] = None,
    log: Annotated[Path | None, typer.Option(help="file for the JSON log lines; default: stderr")] = None,
    metrics: Annotated[Path | None, typer.Option(help="Prometheus textfile to write")] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Allocate the quarter for every centre, and publish it when it passes every check."""

    def job() -> ExitCode:
        from operations.commands.allocate import allocate_and_publish
        from operations.night.settings import NightSettings

        settings = NightSettings(
            source=source,
            as_of=(as_of or datetime.now()).date(),
            out=out,
            history=history,
            deadline_s=deadline,
            iterations=iterations,
            wait_s=wait,
            max_age_h=max_age,
            max_jump_percent=max_jump,
            accept_jump=accept_jump,
            keep_days=keep_days,
            plans=plans,
            metrics=metrics,
            lang=lang,
        )
        return show(allocate_and_publish(settings, log), as_json)

    run(job, lang, debug)


def status(
    out: Allocations = DEFAULT_ALLOCATIONS,
    max_age: Annotated[
        float, typer.Option(min=0, help="hours after which the last good one is too old")
    ] = STATUS_MAX_AGE_H,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Say how old the last good allocation is, how the last run ended, and who is running now."""

    def job() -> ExitCode:
        from operations.commands.status import standing_report

        return show(standing_report(out, max_age, lang), as_json)

    run(job, lang, debug)
