"""What is told of an input, in the words of one language, and the cells that it means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault or doubt.

    ``sheet`` is the title of the sheet, None where the file or a missing sheet is meant; ``cells``
    are addresses there, none where no cell is meant; ``column`` is the heading.
    """

    is_doubt: bool
    sheet: str | None
    cells: tuple[str, ...]
    column: str | None
    what: str
    remedy: str
