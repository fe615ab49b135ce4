"""The commands that write an input to fill in: ``template`` and ``example``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from distribution.language.catalogue import say
from operations.commands.options import DEFAULT_WEEK, WeekText
from operations.exit_codes import ExitCode
from operations.running import Debug, Lang, run


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(template)
    app.command()(example)


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
