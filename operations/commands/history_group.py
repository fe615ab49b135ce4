"""The commands that ask the history: ``history``, ``recall``, ``diff`` and ``rollback``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from operations.commands.options import DEFAULT_PLANS, Store
from operations.exit_codes import ExitCode
from operations.running import Debug, Json, Lang, run, show

Plans = Annotated[Path, typer.Option("--plans", help="folder that holds the plans")]
Allocations = Annotated[Path, typer.Option("--allocations", help="folder that holds the allocations")]
DEFAULT_ALLOCATIONS = Path("allocations")


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command()(history)
    app.command()(recall)
    app.command()(diff)
    app.command()(rollback)


def recall(
    lot: Annotated[str, typer.Argument(help="the lot number, as it is printed")],
    plans: Plans = DEFAULT_PLANS,
    allocations: Allocations = DEFAULT_ALLOCATIONS,
    store: Store = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Say where a lot lies, where it went by which plan, route and stop, and where it is to go."""

    def job() -> ExitCode:
        from operations.commands.recall import recall_report
        from operations.history.store import history_beside

        where = store or history_beside(plans)
        return show(recall_report(where, lot, plans, allocations, lang), as_json)

    run(job, lang, debug)


def history(
    run_id: Annotated[
        str | None, typer.Argument(metavar="RUN", help="one run, with all that is kept")
    ] = None,
    limit: Annotated[int, typer.Option(help="how many runs to list")] = 30,
    complete: Annotated[
        bool, typer.Option(help="record the folders that are not in the history yet")
    ] = False,
    plans: Plans = DEFAULT_PLANS,
    allocations: Allocations = DEFAULT_ALLOCATIONS,
    store: Store = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """List the runs, newest first, or tell everything that is kept of one."""

    def job() -> ExitCode:
        from operations.commands.history import complete_report, details_report, list_report
        from operations.history.store import history_beside

        where = store or history_beside(plans)
        if complete:
            return show(complete_report(where, plans, allocations, lang), as_json)
        report = details_report(where, run_id, lang) if run_id else list_report(where, limit, lang)
        return show(report, as_json)

    run(job, lang, debug)


def diff(
    a: Annotated[str, typer.Argument(help="the earlier plan or night: its name or folder")],
    b: Annotated[str, typer.Argument(help="the later one")],
    limit: Annotated[int, typer.Option(help="how many moves to list; --json lists all")] = 50,
    plans: Plans = DEFAULT_PLANS,
    allocations: Allocations = DEFAULT_ALLOCATIONS,
    store: Store = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Say what moved between two plans or two nights, why, and what staying would cost."""

    def job() -> ExitCode:
        from operations.commands.diff import diff_report
        from operations.history.store import history_beside

        where = store or history_beside(plans)
        folders = {"plans": plans, "allocations": allocations}
        return show(diff_report(a, b, history=where, **folders, limit=limit, lang=lang), as_json)

    run(job, lang, debug)


def rollback(
    run_id: Annotated[str, typer.Argument(metavar="RUN", help="the allocation that is to hold again")],
    by: Annotated[str, typer.Option("--by", help="who rolls back; default: the user of the machine")] = "",
    why: Annotated[str, typer.Option("--why", help="the reason, for the history")] = "",
    allocations: Annotated[
        Path, typer.Option("--out", "--allocations", help="folder that holds the allocations")
    ] = DEFAULT_ALLOCATIONS,
    store: Store = None,
    lang: Lang = "vi",
    as_json: Json = False,
    debug: Debug = False,
) -> None:
    """Let an earlier allocation hold again, once everything about it is checked."""

    def job() -> ExitCode:
        from getpass import getuser

        from operations.commands.rollback import roll_back
        from operations.history.store import history_beside

        where = store or history_beside(allocations)
        report = roll_back(run_id, allocations, where, who=by or getuser(), why=why, lang=lang)
        return show(report, as_json)

    run(job, lang, debug)
