"""What the checks of the question look at: every table that was read, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from distribution.files.rows import TypedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The typed tables of one input and the Monday of the planned week."""

    tables: Mapping[str, TypedTable]
    monday: date
