"""All papers and files of a plan beside its ``plan.json`` and map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from distribution.files.gpx import write_gpx
from distribution.files.routes_geojson import ROUTES_FILE, Paths, write_routes_geojson
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from operations.documents.papers import write_papers
from operations.documents.workbook import write_workbook

if TYPE_CHECKING:
    import pandas as pd

WORKBOOK_FILE = "plan.xlsx"
PAPERS_FILE = "documents.pdf"


def write_documents(
    plan: WeeklyPlan,
    inputs: WeekInputs,
    folder: Path,
    *,
    lang: str,
    paths: Paths | None,
    costs: Mapping[str, int],
    indicators: Mapping[str, pd.DataFrame],
    verdicts: Sequence[Mapping[str, Any]],
) -> tuple[Path, ...]:
    """Write ``plan.xlsx``, ``documents.pdf``, ``routes.geojson`` and GPX; return what was written."""
    book, papers, roads = (folder / name for name in (WORKBOOK_FILE, PAPERS_FILE, ROUTES_FILE))
    write_workbook(plan, inputs, book, lang=lang, costs=costs, indicators=indicators, verdicts=verdicts)
    write_papers(plan, inputs, papers, lang=lang, paths=paths)
    write_routes_geojson(plan, inputs, roads, paths=paths)
    return (book, papers, roads, *write_gpx(plan, inputs, folder, lang=lang, paths=paths))
