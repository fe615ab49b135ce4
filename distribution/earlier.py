"""What an earlier plan promised: on which days of the week each centre receives, and by whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A plan to keep to: by centre its days (Monday 0) and the drivers who called there."""

    plan_id: str
    days: Mapping[str, frozenset[int]] = field(default_factory=dict)
    drivers: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def changed_days(self, centre_id: str, days: Collection[int]) -> int:
        """Return how many days of a centre are others than promised; none were promised to a new one.

        A day moved counts once, as does a day more or a day less.
        """
        promised = self.days.get(centre_id)
        if not promised:
            return 0
        return max(len(set(days) - promised), len(promised - set(days)))

    def known_by(self, driver_id: str) -> frozenset[str]:
        """Return the centres at which a driver called."""
        return frozenset(centre_id for centre_id, drivers in self.drivers.items() if driver_id in drivers)
