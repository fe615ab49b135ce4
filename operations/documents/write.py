"""All papers and files of a plan beside its ``plan.json`` and map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from distribution.cost_parts import CostBreakdown
from distribution.feasibility import RuleVerdict
from distribution.files.calendars import write_calendars
from distribution.files.gpx import write_gpx
from distribution.files.routes_geojson import ROUTES_FILE, Paths, write_routes_geojson
from distribution.findings import Finding
from distribution.indicators import Indicators
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.travel import TravelTable
from operations.documents.papers import write_papers
from operations.documents.workbook import write_workbook

WORKBOOK_FILE = "plan.xlsx"


def write_documents(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    folder: Path,
    *,
    lang: str,
    travel: TravelTable,
    paths: Paths | None,
    costs: CostBreakdown,
    indicators: Indicators,
    verdicts: Sequence[RuleVerdict],
    found: Sequence[Finding],
    ready: Sequence[Path] = (),
) -> tuple[Path, ...]:
    """Write workbook, papers, ``routes.geojson``, GPX and calendars; return what was written.

    ``ready`` are packs of papers of this plan that need not be set again.
    """
    book, roads = folder / WORKBOOK_FILE, folder / ROUTES_FILE
    write_workbook(
        plan, inputs, book, lang=lang, costs=costs, indicators=indicators, verdicts=verdicts, found=found
    )
    papers = write_papers(plan, inputs, folder, travel=travel, lang=lang, paths=paths, ready=ready)
    write_routes_geojson(plan, inputs, roads, paths=paths)
    gpx = write_gpx(plan, inputs, folder, lang=lang, paths=paths)
    return (book, *papers, roads, *gpx, *write_calendars(plan, inputs, folder, lang=lang))
