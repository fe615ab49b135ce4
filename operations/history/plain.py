"""Values as JSON holds them: days and moments become ISO text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def plain(value: Any) -> Any:
    """Return a value of dictionaries, sequences, days and moments as JSON can hold it."""
    if isinstance(value, date):  # a moment is a day, too
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
