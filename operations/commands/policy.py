"""``coldchain policy``: a year lived a thousand times, as it is and with changes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(name="policy")(policy)


def policy(
    source: Annotated[
        Path | None, typer.Option("--input", help="workbook or folder of CSV; default: the example week")
    ] = None,
    week: Annotated[str, typer.Option("--week", help="ISO week in which the year begins")] = "2026-W48",
    change: Annotated[
        list[str] | None,
        typer.Option(
            "--change",
            help="a TOML file, or new-vaccine, more-fridges, fortnightly, factory-2028; may stand repeatedly",
        ),
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=104, help="how long the year is")] = 52,
    replications: Annotated[int, typer.Option(help="how many years are lived")] = 1_000,
    seed: int = 1,
    html: Annotated[Path | None, typer.Option("--html", help="also write a page with plots")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="the same page as PDF")] = None,
    workbook: Annotated[Path | None, typer.Option("--workbook", help="also write a workbook")] = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Live a year of stock, orders, expiry and shortage, as it is and with each change, side by side."""

    def job() -> ExitCode:
        from operations.policy.answer import Files, answer
        from operations.policy.arms import PolicySettings
        from operations.week_text import parse_week

        settings = PolicySettings(
            source=source,
            week=parse_week(week),
            changes=tuple(change or ()),
            weeks=weeks,
            replications=replications,
            seed=seed,
        )
        return show(answer(settings, Files(html=html, pdf=pdf, workbook=workbook), lang), as_json)

    run(job, lang, debug)
