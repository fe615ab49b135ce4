"""``coldchain prune``: the folders of old nights go; what they decided stays in the history."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.commands.history_group import DEFAULT_ALLOCATIONS
from operations.commands.options import Store
from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command()(prune)


def prune(
    keep_days: Annotated[int, typer.Option(min=1, help="days before the night in force that are kept")],
    keep_nights: Annotated[int, typer.Option(min=1, help="the fewest nights that are kept")] = 7,
    out: Annotated[
        Path, typer.Option("--out", "--allocations", help="folder that holds the allocations")
    ] = DEFAULT_ALLOCATIONS,
    plans: Annotated[Path | None, typer.Option(help="folder of the plans; default: beside")] = None,
    store: Store = None,
    only_look: Annotated[bool, typer.Option("--only-look", help="say what would go, remove nothing")] = False,
    wait: Annotated[float, typer.Option(help="seconds to wait for a running night")] = 0.0,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Remove the folders of old nights; never one that is in force, planned from, or rolled back to."""

    def job() -> ExitCode:
        from distribution.errors import Fault, InputError
        from operations.history.store import history_beside
        from operations.night.owner import holding
        from operations.night.removal import finish_removals, remove_old
        from operations.night.removal_report import removal_report
        from operations.night.retention import Retention

        if not out.is_dir():
            raise InputError([Fault(code="no_allocation", file=str(out))])
        retention = Retention(keep_days=keep_days, keep_nights=keep_nights)
        where = store or history_beside(out)
        with holding(out, wait, lang):
            finish_removals(out)
            removal = remove_old(out, plans, where, retention, only_look=only_look)
        return show(removal_report(removal, out, lang, only_look=only_look), as_json)

    run(job, lang, debug)
