"""All papers and files of a plan beside its ``plan.json`` and map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from distribution.costing import CostBreakdown
from distribution.feasibility import RuleVerdict
from distribution.files.gpx import write_gpx
from distribution.files.routes_geojson import ROUTES_FILE, Paths, write_routes_geojson
from distribution.indicators import Indicators
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from operations.documents.papers import write_papers
from operations.documents.workbook import write_workbook

WORKBOOK_FILE = "plan.xlsx"
PAPERS_FILE = "documents.pdf"


def write_documents(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    folder: Path,
    *,
    lang: str,
    paths: Paths | None,
    costs: CostBreakdown,
    indicators: Indicators,
    verdicts: Sequence[RuleVerdict],
) -> tuple[Path, ...]:
    """Write ``plan.xlsx``, ``documents.pdf``, ``routes.geojson`` and GPX; return what was written."""
    book, papers, roads = (folder / name for name in (WORKBOOK_FILE, PAPERS_FILE, ROUTES_FILE))
    write_workbook(plan, inputs, book, lang=lang, costs=costs, indicators=indicators, verdicts=verdicts)
    write_papers(plan, inputs, papers, lang=lang, paths=paths)
    write_routes_geojson(plan, inputs, roads, paths=paths)
    return (book, papers, roads, *write_gpx(plan, inputs, folder, lang=lang, paths=paths))
