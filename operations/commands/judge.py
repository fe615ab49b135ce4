"""``coldchain judge``: the referee of the open routing format as a command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(judge)


def judge(
    problem: Annotated[Path, typer.Argument(help="a problem in the open format (.json or .json.gz)")],
    solution: Annotated[Path, typer.Argument(help="a solution in the open format")],
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Judge a routing solution in the open format: cost, violations, gap to the best known."""

    def job() -> ExitCode:
        from operations.judgement import judge_solution

        return show(judge_solution(problem, solution, lang), as_json)

    run(job, lang, debug)
