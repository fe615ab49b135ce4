"""Typst: values become pages.

Data reach it as one JSON text and are shown as text, so that no name can become markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

import typst


def compiled(main: str, values: Mapping[str, Any], made_at: datetime | None = None) -> bytes:
    """Return the PDF that a file in ``typst/`` makes of values; the only date in it is ``made_at``."""
    with resources.as_file(resources.files("operations.documents") / "typst") as folder:
        made = typst.compile(
            str(folder / main),
            root=str(folder),
            format="pdf",
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(values, ensure_ascii=False, sort_keys=True)},
            timestamp=made_at,
            pdf_tags=False,
        )
    return made if isinstance(made, bytes) else made[0]


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that come with Typst, read once for all packs."""
    return typst.Fonts(include_system_fonts=False)
