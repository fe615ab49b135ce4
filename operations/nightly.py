"""The whole night, top to bottom: question, freshness, allocation, checks, publication."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from distribution.errors import HistoryError, InputError, StorageError
from distribution.progress import OnProgress, Progress
from distribution.quarter import QuarterAllocation
from operations.night.deadline import Deadline
from operations.night.decision import check_written, decide, write_decision
from operations.night.figures import figures_of
from operations.night.folder import (
    RunCard,
    damaged_files,
    digests_of,
    last_good,
    read_card,
    totals_of_card,
    write_card,
)
from operations.night.freshness import (
    Totals,
    Warned,
    jumping_products,
    jumping_totals,
    odd_nights,
    stale_files,
    totals_of,
)
from operations.night.identity import run_id, versions
from operations.night.log import LoggedProgress
from operations.night.publication import finish_interrupted, publish, recorded
from operations.night.question import Question, TravelSource, ask, bundled_or_own
from operations.night.recording import record_published, require_history
from operations.night.settings import NightSettings
from operations.publish import workshop
from operations.stopwatch import Stopwatch
from solvers.outcome import Outcome, Status

OF_ROUTES = ("warning.ban_inactive",)  # what an input is warned of and no allocation depends on


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a night came to: its card, its folder, and whether it had been published before.

    ``unrecorded`` says why the history does not know it yet; empty when it does.
    """

    card: RunCard
    folder: Path
    repeated: bool
    unrecorded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last good night: what it decided, and the totals that tonight's are compared with."""

    allocation: QuarterAllocation
    totals: Totals


class _Run:
    """One run under way: its settings, clock and log."""

    def __init__(self, settings: NightSettings, log: FilteringBoundLogger) -> None:
        self.settings, self.log = settings, log
        self.begun = datetime.now().astimezone()
        self.watch, self.deadline = Stopwatch(), Deadline(settings.deadline_s)
        self.on_progress: OnProgress = LoggedProgress(log)

    def refuse_stale(self) -> None:
        s = self.settings
        if faults := [*stale_files(s.source, s.as_of, self.begun, s.max_age_h)]:
            raise InputError(faults)

    def refuse_jumps(self, totals: Totals, before: Totals | None) -> None:
        s = self.settings
        source = s.source.name if s.source else "-"
        faults = [*jumping_totals(source, totals, before, s.max_jump_percent)]
        if faults and not s.accept_jump:
            raise InputError(faults)

    def card(
        self,
        name: str,
        question: Question,
        outcome: Outcome[QuarterAllocation],
        made: Path,
        totals: Totals,
        warnings: tuple[Warned, ...],
    ) -> RunCard:
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


def run_night(
    settings: NightSettings, log: FilteringBoundLogger, *, travel_source: TravelSource = bundled_or_own
) -> Night:
    """Allocate the quarter and publish what passed every check; the folder's lock is held by the caller.

    Raises
    ------
    InputError, InfeasibleError, StorageError
        Nothing that was published is touched then.
    """
    if (finished := finish_interrupted(settings.out)) is not None:
        log.warning("night.publication_finished", run_id=finished)
    require_history(settings)
    _record_late(settings, log)
    with workshop(settings.out) as made:
        return _night(_Run(settings, log), made, travel_source)


def _record_late(settings: NightSettings, log: FilteringBoundLogger) -> None:
    """Record the night that a killed run, or one without a database, has left unrecorded."""
    try:
        late = record_published(settings)
    except InputError as error:
        # its files are damaged since: no later run could record them either
        log.error("night.unrecordable", detail=[f.arguments for f in error.faults])
        recorded(settings.out)
        return
    if late is not None:
        log.warning("night.recorded_late", run_id=late)


def _night(run: _Run, made: Path, travel_source: TravelSource) -> Night:
    settings, watch, on_progress = run.settings, run.watch, run.on_progress
    on_progress(Progress(phase="read"))
    with watch.phase("read"):
        run.refuse_stale()
        question = ask(settings, made, travel_source, on_progress)
    name = run_id(settings.as_of, question.inputs.digests, settings.iterations)
    if (settings.out / name).exists():
        return _repeated(settings.out / name)
    with watch.phase("compare"):
        last = _last(settings.out, run.log)
        totals, before = totals_of(question.inputs, settings.as_of), last.totals if last else None
        run.refuse_jumps(totals, before)
        odd = [
            *(told for told in question.inputs.warnings if told[0] not in OF_ROUTES),
            *odd_nights(totals, before),
            *jumping_products(totals, before, settings.max_jump_percent),
        ]
    with watch.phase("allocate"):
        decision = decide(question, settings, run.deadline, last.allocation if last else None, on_progress)
    with watch.phase("write"):
        on_progress(Progress(phase="write"))
        write_decision(decision, settings.as_of, made)
    with watch.phase("check"):
        on_progress(Progress(phase="check"))
        check_written(made, decision, question, name)
    outcome = decision.outcome
    card = run.card(name, question, outcome, made, totals, (*outcome.value.warnings, *odd))
    write_card(card, made)
    folder = publish(made, settings.out, name)
    on_progress(Progress(phase="record"))
    try:
        record_published(settings)
    except HistoryError as error:
        # published is published; the next run records it before anything else
        return Night(card=card, folder=folder, repeated=False, unrecorded=str(error))
    return Night(card=card, folder=folder, repeated=False)


def _last(out: Path, log: FilteringBoundLogger) -> Last | None:
    """Return the last good night; one that cannot be read any more is told and not compared with."""
    try:
        found = last_good(out)
    except InputError as error:
        log.error("night.last_unreadable", detail=[f.arguments for f in error.faults])
        return None
    return found and Last(allocation=found[1], totals=totals_of_card(found[0]))


def _repeated(folder: Path) -> Night:
    """Return the night that was published before.

    Raises
    ------
    StorageError
        When its files are no longer what they were.
    """
    if damaged := damaged_files(folder):
        raise StorageError(f"{folder}: {', '.join(damaged)}")
    return Night(card=read_card(folder), folder=folder, repeated=True)
