"""From which allocation a week's plan starts: the published one where it fits, else its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from distribution.calendar import Week
from distribution.errors import Fault, InputError
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.quarter.answer import QuarterAllocation
from operations.night.folder import current_folder
from operations.night.identity import inputs_digest
from operations.night.question import kept_input
from solvers.allocation.published_week import holds_week

CURRENT = "current"
OWN = "own"
ALLOCATIONS = "allocations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published night: its folder and what it decided."""

    folder: Path
    quarter: QuarterAllocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The published quarter that a plan starts from (None: its own), and the inputs that say so."""

    quarter: QuarterAllocation | None
    inputs: WeekInputs


def published_night(asked: str, plans: Path) -> Published | None:
    """Return the night that a plan may start from; None when there is none, or none is wanted.

    Parameters
    ----------
    asked
        ``current`` is what ``allocations/current`` beside the plans points to, ``own`` never looks;
        anything else is the folder of a published night.
    plans
        The folder of the plans.

    Raises
    ------
    InputError
        When the folder is no published night.
    """
    if asked == OWN:
        return None
    folder = current_folder(plans.resolve().parent / ALLOCATIONS) if asked == CURRENT else Path(asked)
    if folder is None:
        return None
    return Published(folder=folder, quarter=read_quarter(folder / ALLOCATION_FILE))


def question_of_night(published: Published | None, week: Week) -> Path | None:
    """Return the input of a night that holds the week: what a plan is asked when no other input is named."""
    if published is None or not holds_week(published.quarter, week):
        return None
    return kept_input(published.folder)


def starting_allocation(inputs: WeekInputs, asked: str, published: Published | None) -> Start:
    """Return where a plan starts: the night must hold the week and answer the very files that were read.

    Raises
    ------
    InputError
        When the night was asked for by its folder and does not fit.
    """
    if published is None:
        return Start(quarter=None, inputs=inputs) if asked == OWN else _own(inputs, "none", "")
    reason = _misfit(published.quarter, inputs)
    if reason is None:
        return Start(quarter=published.quarter, inputs=_named(inputs, published.folder))
    if asked == CURRENT:
        return _own(inputs, reason, published.folder.name)
    arguments = {"week": inputs.week_text, "day": published.quarter.as_of.isoformat()}
    raise InputError([Fault(code=f"allocation_{reason}", file=str(published.folder), arguments=arguments)])


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
