"""What is asked of one night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

MAX_AGE_H = 24.0
MAX_JUMP_PERCENT = 40.0
STALE_H = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NightSettings:
    """The question, the folder for the answer, and the limits of a night.

    Parameters
    ----------
    source
        Workbook or folder of CSV; None makes the synthetic example.
    as_of
        The day from which the quarter is allocated.
    out
        Folder that holds the published allocations and the pointer ``current``.
    history
        Path or URL of the history; None for the one beside ``out``.
    deadline_s
        Seconds for the whole night; None for as long as it takes.
    iterations
        Bound of the search for the prices of litres (repeatable); None leaves it to the engine.
    wait_s
        Seconds to wait for another run's lock before leaving with 40.
    max_age_h
        Hours that the input may be old at the end of ``as_of`` (or now, if that is sooner).
    max_jump_percent
        Most by which the country's stock or forecast may differ from the last good night's.
    accept_jump
        A person has looked: the totals are right although they jump.
    keep_days
        Days before the night in force whose folders are kept; None removes none.
    plans
        Folder of the weekly plans, whose nights are never removed; None for the one beside ``out``.
    metrics
        Prometheus textfile to write; None writes none.
    lang
        Language of the sentences.
    """

    source: Path | None
    as_of: date
    out: Path
    history: str | None = None
    deadline_s: float | None = None
    iterations: int | None = None
    wait_s: float = 0.0
    max_age_h: float = MAX_AGE_H
    max_jump_percent: float = MAX_JUMP_PERCENT
    accept_jump: bool = False
    keep_days: int | None = None
    plans: Path | None = None
    metrics: Path | None = None
    lang: str = "vi"
