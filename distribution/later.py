"""Fields that joined a published format after files of it had been written.

Where a file lacks them they have their default.
"""

from __future__ import annotations

from collections.abc import Mapping

LATER: Mapping[str, bool] = {"later": True}
"""Metadata of such a field of a dataclass; readers and the schema do not ask for it."""
