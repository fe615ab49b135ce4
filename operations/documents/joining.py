"""Many PDFs as one, with the bookmarks of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pikepdf
from pikepdf import OutlineItem

from operations.documents.letters import FONT_NAMES


def join(parts: Iterable[Path], path: Path) -> None:
    """Write the pages of all parts one after the other, their bookmarks pointing to where they now are.

    The same parts give the same bytes.
    """
    with pikepdf.Pdf.new() as whole:
        marks: list[OutlineItem] = []
        shared: dict[str, pikepdf.Object] = {}
        for part in parts:
            first = len(whole.pages)
            with pikepdf.Pdf.open(part) as opened, opened.open_outline() as outline:
                marks += _moved(outline.root, _numbers(opened), first)
                whole.pages.extend(opened.pages)
            for page in list(whole.pages)[first:]:
                _share_fonts(page, shared)
        with whole.open_outline() as outline:
            outline.root.extend(marks)
        whole.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _share_fonts(page: pikepdf.Page, shared: dict[str, pikepdf.Object]) -> None:
    """Let a page use the fonts of the tables that earlier pages have: under one name they are the same."""
    if "/Font" not in page.obj.Resources:
        return
    fonts = page.obj.Resources.Font
    for name in [name for name in fonts.keys() if name.startswith(FONT_NAMES)]:  # noqa: SIM118
        fonts[name] = shared.setdefault(name, fonts[name])


def _numbers(pdf: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    return {page.obj.objgen: number for number, page in enumerate(pdf.pages)}


def _moved(
    items: Sequence[OutlineItem], numbers: dict[tuple[int, int], int], first: int
) -> list[OutlineItem]:
    """Return bookmarks as they are in the whole: ``first`` is the number of the part's first page there."""
    made = []
    for item in items:
        page = item.destination[0]  # type: ignore[index]
        moved = OutlineItem(item.title, first + numbers[page.objgen], "Fit")
        moved.children.extend(_moved(item.children, numbers, first))
        made.append(moved)
    return made
