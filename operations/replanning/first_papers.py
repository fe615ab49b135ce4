"""The papers of the runs that a re-planning changed, set before all others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from distribution.files.file_names import file_name
from distribution.plan import Route, Transfer, WeeklyPlan
from operations.documents.paper_packs import packs
from operations.documents.papers import PAPERS_FOLDER, paper_values
from operations.documents.typeset import papers_pdf
from operations.plan_folder import Judged


def write_first_papers(before: WeeklyPlan, after: Judged, folder: Path, lang: str) -> tuple[Path, ...]:
    """Write the packs of routes and transfers that are not what they were; return what was written.

    They have the names and the bytes that ``write_papers`` gives them, which need not set them again.
    """
    plan = after.plan
    run_ids = changed_runs(before, plan)
    if not run_ids:
        return ()
    values = paper_values(
        plan, after.inputs, travel=after.travel, lang=lang, paths=after.paths.line, run_ids=run_ids
    )
    numbers = {file_name(run_id): number for number, run_id in enumerate(_in_order(plan), start=1)}
    (folder / PAPERS_FOLDER).mkdir(exist_ok=True)
    written = []
    for pack in packs({**values, "couriers": []}):
        path = folder / PAPERS_FOLDER / f"{numbers[pack.file]:03d}-{pack.file}.pdf"
        path.write_bytes(papers_pdf(pack.values, plan))
        written.append(path)
    return tuple(written)


def changed_runs(before: WeeklyPlan, after: WeeklyPlan) -> tuple[str, ...]:
    """Return the ids of the routes and transfers of a plan that an earlier one does not have as they are."""
    known = {_id(run): run for run in _runs(before)}
    return tuple(_id(run) for run in _runs(after) if known.get(_id(run)) != run)


def _runs(plan: WeeklyPlan) -> tuple[Route | Transfer, ...]:
    return (*plan.transfers, *plan.routes)


def _in_order(plan: WeeklyPlan) -> Iterator[str]:
    """Yield the runs in the order of the papers."""
    yield from (t.transfer_id for t in sorted(plan.transfers, key=lambda t: (t.depart_s, t.transfer_id)))
    ordered = sorted(plan.routes, key=lambda r: (r.day, r.depot_id, r.depart_s, r.route_id))
    yield from (route.route_id for route in ordered)


def _id(run: Route | Transfer) -> str:
    return run.route_id if isinstance(run, Route) else run.transfer_id
