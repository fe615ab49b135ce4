"""The nightly allocation: who gets which lot over the next quarter, and what had to be left short.

It holds decisions in whole packs.  Cost, fill levels and litres in use are recomputed from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from distribution.units import WEEK_DAYS

NEAR_DAYS = 14  # the first fortnight is allocated day by day
FAR_WEEKS = 11  # the rest of the quarter week by week


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """The periods of an allocation: ``starts[i]`` begins period ``i``, ``end`` is the day after all.

    The nightly horizon has 25 periods (14 days and 11 weeks); any partition into days and weeks is one.
    """

    starts: tuple[date, ...]
    end: date

    def __len__(self) -> int:
        return len(self.starts)

    def days(self, period: int) -> int:
        """Return how many days a period has."""
        after = self.starts[period + 1] if period + 1 < len(self.starts) else self.end
        return (after - self.starts[period]).days


def nightly_horizon(monday: date) -> Horizon:
    """Return 14 days and 11 weeks from a Monday on."""
    days = [monday + timedelta(days=d) for d in range(NEAR_DAYS)]
    weeks = [monday + timedelta(days=NEAR_DAYS + WEEK_DAYS * w) for w in range(FAR_WEEKS)]
    return Horizon(starts=(*days, *weeks), end=monday + timedelta(days=NEAR_DAYS + WEEK_DAYS * FAR_WEEKS))


def weekly_horizon(monday: date, weeks: int = 13) -> Horizon:
    """Return a horizon of whole weeks from a Monday on."""
    starts = tuple(monday + timedelta(days=WEEK_DAYS * w) for w in range(weeks))
    return Horizon(starts=starts, end=monday + timedelta(days=WEEK_DAYS * weeks))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """Packs of one lot that a centre receives from a depot in a period.

    ``thaws`` marks packs that leave a frozen store; their ``use_by`` is then that of the thawed pack.
    """

    period: int
    centre_id: str
    product_id: str
    lot_id: str
    use_by: date
    depot_id: str
    packs: int
    doses: int
    thaws: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Packs of one lot that leave a site for another by a lane in a period, and when they are received.

    ``lane_id`` is empty for a return of recalled or near-expiry goods; a return from a centre may hold
    opened packs, so that its ``doses`` are fewer than its packs would hold.  ``use_by`` is the date on
    arrival; ``thaws`` marks packs that leave a frozen store and do not stay frozen.  ``passed_on`` marks a
    return of good packs that a centre can spare: they join the depot's stock, for another centre.
    """

    period: int
    received_period: int
    lane_id: str
    origin_id: str
    destination_id: str
    product_id: str
    lot_id: str
    packs: int
    doses: int = 0
    use_by: date | None = None
    thaws: bool = False
    passed_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLock:
    """A planner's will that survives every night: packs of a product for a centre between two days."""

    centre_id: str
    product_id: str
    first: date
    last: date
    packs: int
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a centre wants of a product in a period, in packs, and how many are not met within its week.

    What cannot be given later is unmet unless it is there in the period itself.  ``unmet`` counts what
    is met late too; ``late`` is how many of the unmet packs come in a later week.  ``used`` are the packs
    that leave the centre's shelf in this period, for need of this or of earlier periods.
    """

    period: int
    centre_id: str
    product_id: str
    packs: int
    unmet: int
    late: int = 0
    used: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overflow:
    """Volume over a store or lane in a period; ``opening`` when the stock found there did it."""

    period: int
    subject_id: str
    band: str
    over_ml: int
    opening: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FillLevel:
    """The fill level that fairness holds for a centre, product and week: share of the need, and the doses."""

    week: int
    centre_id: str
    product_id: str
    need_packs: int
    level: float
    packs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterAllocation:
    """One night's answer.

    ``bound_vnd`` is proved by the multipliers of the shared litres (None when no bound was computed);
    ``objective_vnd`` is in the same priced units.  ``inputs_digest`` is the SHA-256 over the inputs.
    """

    as_of: date
    horizon: Horizon
    issues: tuple[Issue, ...]
    movements: tuple[Movement, ...]
    wanted: tuple[Wanted, ...]
    overflows: tuple[Overflow, ...] = ()
    levels: tuple[FillLevel, ...] = ()
    locks: tuple[PackLock, ...] = ()
    objective_vnd: int = 0
    bound_vnd: int | None = None
    inputs_digest: str = ""
    synthetic: bool = False
    warnings: tuple[tuple[str, dict[str, str]], ...] = field(default_factory=tuple)
