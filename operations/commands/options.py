"""Options that several commands share: the week, where a history lies, where travel comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

WeekText = Annotated[str, typer.Option("--week", help="ISO week, 2026-W48")]
Store = Annotated[
    str | None,
    typer.Option("--history", help="path or URL; default: COLDCHAIN_HISTORY, or history.sqlite beside"),
]
Travel = Annotated[str, typer.Option("--travel", help="own, matrix, osrm:URL, valhalla:URL or osm:FILE")]

DEFAULT_WEEK = "2026-W48"
DEFAULT_PLANS = Path("plans")
