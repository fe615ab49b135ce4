"""What all commands share: their common options, how a job runs, and how its report is shown."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from typing import Annotated

import typer

from distribution.language.catalogue import LANGUAGES
from operations.exit_codes import ExitCode
from operations.failures import told
from operations.report import Report

Lang = Annotated[str, typer.Option("--lang", help="vi or en")]
Debug = Annotated[bool, typer.Option("--debug", help="show a traceback on errors")]
Json = Annotated[bool, typer.Option("--json", help="machine-readable result on stdout")]


def run(job: Callable[[], ExitCode], lang: str, debug: bool) -> None:
    """Run a command; an error becomes a sentence on stderr and an exit code."""
    if lang not in LANGUAGES:
        raise typer.BadParameter(f"--lang: {lang} (vi, en)")
    try:
        code: ExitCode = job()
    except Exception as error:
        code, sentence = told(error, lang)
        typer.echo(sentence, err=True)
        if debug:
            traceback.print_exc()
    raise typer.Exit(int(code))


def show(report: Report, as_json: bool) -> ExitCode:
    """Print a report for people or for programs, and return its code."""
    if report.failure:
        typer.echo(report.failure, err=True)
    typer.echo(json.dumps(report.facts, ensure_ascii=False) if as_json else "\n".join(report.lines))
    return report.code
