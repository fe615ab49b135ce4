"""A report as a PDF: Typst sets the same blocks, which reach it as data and never as markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from pathlib import Path

import typst

from distribution.errors import StorageError
from operations.plots.blocks import Block


def paper(title: str, lang: str, blocks: Sequence[Block], when: datetime) -> bytes:
    """Return the PDF, dated by ``when`` alone: the same bytes for the same report."""
    told = {"title": title, "lang": lang, "blocks": [asdict(block) for block in blocks]}
    with resources.as_file(resources.files("operations.plots") / "typst") as folder:
        made = typst.compile(
            str(folder / "report.typ"),
            root=str(folder),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(told, ensure_ascii=False, sort_keys=True)},
            timestamp=when,
            pdf_tags=False,
        )
    return made if isinstance(made, bytes) else b"".join(made)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file.

    Raises
    ------
    StorageError
        When it cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror or error}") from error
