"""What the checks of the question look at: every table that was read, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from distribution.files.rows import TypedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The typed tables of one input, the Monday of the planned week, and the day of the stock if later."""

    tables: Mapping[str, TypedTable]
    monday: date
    as_of: date | None = None

    @property
    def today(self) -> date:
        """The day on which the stock is what it is."""
        return self.monday if self.as_of is None else self.as_of
