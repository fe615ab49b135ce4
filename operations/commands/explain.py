"""``coldchain explain``: why a centre got this much of each product."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.commands.night_group import DEFAULT_ALLOCATIONS, Allocations
from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="explain")(explain_centre)


def explain_centre(
    centre: Annotated[str, typer.Argument(help="a centre's id, or a part of its name")],
    product: Annotated[
        str | None, typer.Option("--product", help="one product, with what would have changed it")
    ] = None,
    allocation: Annotated[
        Path | None, typer.Option("--allocation", help="an allocation's folder; default: the current one")
    ] = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", help="a plan's folder: what it does for the centre, and why")
    ] = None,
    out: Allocations = DEFAULT_ALLOCATIONS,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Explain what a centre gets, of a plan (``--plan``) or of the night's allocation.

    The latter tells supply, litres, use-by, whole packs, locks, the fair level, and who had more.
    """

    def job() -> ExitCode:
        if plan is not None:
            from operations.explaining.plan import explain_plan

            return show(explain_plan(plan, centre, lang), as_json)
        from operations.explaining.explain import explain

        return show(explain(out, allocation, centre, product, lang), as_json)

    run(job, lang, debug)
