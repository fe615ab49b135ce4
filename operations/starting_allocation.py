"""From which allocation a week's plan starts: the published one where it fits, else its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.quarter import QuarterAllocation
from operations.night.folder import current_folder
from operations.night.identity import inputs_digest
from solvers.allocation.published_week import holds_week

CURRENT = "current"
OWN = "own"
ALLOCATIONS = "allocations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The published quarter that a plan starts from (None: its own), and the inputs that say so."""

    quarter: QuarterAllocation | None
    inputs: WeekInputs


def starting_allocation(inputs: WeekInputs, asked: str, plans: Path) -> Start:
    """Return where a plan starts.

    Parameters
    ----------
    inputs
        As they were read: the published allocation must answer the very same files.
    asked
        ``current`` takes what ``allocations/current`` beside the plans points to, if it fits; ``own`` never
        looks; anything else is the folder of a published night, which must fit.
    plans
        The folder of the plans.

    Raises
    ------
    InputError
        When the folder asked for is no published night, or does not fit.
    """
    if asked == OWN:
        return Start(quarter=None, inputs=inputs)
    folder = current_folder(plans.resolve().parent / ALLOCATIONS) if asked == CURRENT else Path(asked)
    if folder is None:
        return _own(inputs, "none", "")
    quarter = read_quarter(folder / ALLOCATION_FILE)
    reason = _misfit(quarter, inputs)
    if reason is None:
        return Start(quarter=quarter, inputs=_named(inputs, folder))
    if asked == CURRENT:
        return _own(inputs, reason, folder.name)
    arguments = {"week": inputs.week_text, "day": quarter.as_of.isoformat()}
    raise InputError([Fault(code=f"allocation_{reason}", file=str(folder), arguments=arguments)])


def started_from(plan: WeeklyPlan) -> str | None:
    """Return the published night that a plan started from; None when it computed its own allocation."""
    runs = [name.partition("/")[2] for name in plan.digests if name.startswith(f"{ALLOCATIONS}/")]
    return runs[0] if runs else None


def _misfit(quarter: QuarterAllocation, inputs: WeekInputs) -> str | None:
    """Return why a quarter is not of this week and these inputs; None when it is."""
    if not holds_week(quarter, inputs.calendar.week):
        return "other_week"
    return None if quarter.inputs_digest == inputs_digest(inputs.digests) else "other_input"


def _own(inputs: WeekInputs, reason: str, run: str) -> Start:
    warning = (f"warning.allocation_{reason}", {"run": run, "week": inputs.week_text})
    return Start(quarter=None, inputs=replace(inputs, warnings=(*inputs.warnings, warning)))


def _named(inputs: WeekInputs, folder: Path) -> WeekInputs:
    """Return the inputs with the published night among their digests: the plan says what it started from."""
    digest = hashlib.sha256((folder / ALLOCATION_FILE).read_bytes()).hexdigest()
    return replace(inputs, digests={**inputs.digests, f"{ALLOCATIONS}/{folder.name}": digest})
