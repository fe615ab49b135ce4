"""One night under way: its settings, clock and log, what it refuses, and the card that it will carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from distribution.errors import InputError
from distribution.progress import OnProgress
from distribution.quarter.answer import QuarterAllocation
from operations.night.deadline import Deadline
from operations.night.figures import figures_of
from operations.night.folder import RunCard, digests_of, last_good, totals_of_card
from operations.night.freshness import (
    Totals,
    Warned,
    jumping_products,
    jumping_totals,
    odd_nights,
    stale_files,
)
from operations.night.identity import versions
from operations.night.log import LoggedProgress
from operations.night.question import Question
from operations.night.settings import NightSettings
from operations.stopwatch import Stopwatch
from solvers.outcome import Outcome, Status

OF_ROUTES = ("warning.ban_inactive",)  # what an input is warned of and no allocation depends on


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last good night: what it decided, and the totals that tonight's are compared with."""

    allocation: QuarterAllocation
    totals: Totals


class Run:
    """One run under way: its settings, clock and log."""

    def __init__(self, settings: NightSettings, log: FilteringBoundLogger) -> None:
        self.settings, self.log = settings, log
        self.begun = datetime.now().astimezone()
        self.watch, self.deadline = Stopwatch(), Deadline(settings.deadline_s)
        self.on_progress: OnProgress = LoggedProgress(log)

    def refuse_stale(self) -> None:
        """Refuse an input that is too old.

        Raises
        ------
        InputError
            When it is.
        """
        s = self.settings
        if faults := [*stale_files(s.source, s.as_of, self.begun, s.max_age_h)]:
            raise InputError(faults)

    def refuse_jumps(self, totals: Totals, before: Totals | None) -> None:
        """Refuse totals of the country that jump, unless a person has accepted them.

        Raises
        ------
        InputError
            When they do.
        """
        s = self.settings
        source = s.source.name if s.source else "-"
        faults = [*jumping_totals(source, totals, before, s.max_jump_percent)]
        if faults and not s.accept_jump:
            raise InputError(faults)

    def oddities(self, question: Question, totals: Totals, before: Totals | None) -> list[Warned]:
        """Return what is odd about the question and is told, not refused."""
        return [
            *(told for told in question.inputs.warnings if told[0] not in OF_ROUTES),
            *odd_nights(totals, before),
            *jumping_products(totals, before, self.settings.max_jump_percent),
        ]

    def last(self) -> Last | None:
        """Return the last good night; one that cannot be read any more is told and not compared with."""
        try:
            found = last_good(self.settings.out)
        except InputError as error:
            self.log.error("night.last_unreadable", detail=[f.arguments for f in error.faults])
            return None
        return found and Last(allocation=found[1], totals=totals_of_card(found[0]))

    def card(
        self,
        name: str,
        question: Question,
        outcome: Outcome[QuarterAllocation],
        made: Path,
        totals: Totals,
        warnings: tuple[Warned, ...],
    ) -> RunCard:
        """Return the card of what is about to be published."""
        return RunCard(
            run_id=name,
            as_of=self.settings.as_of.isoformat(),
            started_at=self.begun.isoformat(timespec="seconds"),
            published_at=datetime.now().astimezone().isoformat(timespec="seconds"),
            synthetic=question.inputs.synthetic,
            cut=outcome.status is Status.INTERRUPTED or self.deadline.passed(),
            inputs_digest=outcome.value.inputs_digest,
            digests=dict(question.inputs.digests),
            versions=versions(),
            totals=totals.as_written(),
            figures=figures_of(outcome.value),
            seconds={phase: round(seconds, 2) for phase, seconds in self.watch.seconds.items()},
            files=digests_of(made),
            warnings=warnings,
        )
