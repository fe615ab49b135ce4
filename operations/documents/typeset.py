"""Typst: paper values become pages.

Data reach it as one JSON text and are shown as text, so that no name can become markup.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, Literal

import typst

from distribution.plan import WeeklyPlan
from operations.documents.figures import LOCAL


def papers_pdf(values: dict[str, Any], plan: WeeklyPlan) -> bytes:
    """Return the PDF of paper values, dated by the planned week alone."""
    return _typeset(values, "pdf", plan)[0]


def papers_png(values: dict[str, Any], plan: WeeklyPlan, *, ppi: int = 72) -> list[bytes]:
    """Return one PNG a page."""
    return _typeset(values, "png", plan, ppi)


def _typeset(
    values: dict[str, Any], form: Literal["pdf", "png"], plan: WeeklyPlan, ppi: int = 72
) -> list[bytes]:
    with resources.as_file(resources.files("operations.documents") / "typst") as folder:
        made = typst.compile(
            str(folder / "main.typ"),
            root=str(folder),
            format=form,
            ppi=float(ppi),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(values, ensure_ascii=False, sort_keys=True)},
            timestamp=plan.week.moment(0).replace(tzinfo=LOCAL),
            pdf_tags=False,
        )
    return list(made) if isinstance(made, list) else [made]


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that come with Typst, read once for all packs."""
    return typst.Fonts(include_system_fonts=False)
