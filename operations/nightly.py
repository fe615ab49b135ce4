"""The whole night, top to bottom: question, freshness, allocation, checks, publication."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from distribution.errors import HistoryError, InputError, StorageError
from distribution.progress import Progress
from operations.failures import told
from operations.night.decision import check_written, decide, write_decision
from operations.night.folder import RunCard, current_folder, damaged_files, read_card, write_card
from operations.night.freshness import totals_of
from operations.night.identity import run_id
from operations.night.naming import free_name
from operations.night.publication import finish_interrupted, publish, recorded
from operations.night.question import TravelSource, ask, bundled_or_own
from operations.night.recording import history_of, record_published, require_history
from operations.night.removal import Removal, finish_removals, remove_old
from operations.night.retention import Retention
from operations.night.settings import NightSettings
from operations.night.under_way import Run
from operations.publish import workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a night came to: its card, its folder, and whether it had been published before.

    ``unrecorded`` says why the history does not know it yet; empty when it does.  ``removal`` is what became
    of old nights' folders, ``unremoved`` why they could not be removed.  ``in_force`` names the night that
    somebody has rolled back to instead of this one; empty when this one holds.
    """

    card: RunCard
    folder: Path
    repeated: bool
    unrecorded: str = ""
    unremoved: str = ""
    removal: Removal | None = None
    in_force: str = ""


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
    _finish_removals(settings, log)
    require_history(settings)
    _record_late(settings, log)
    with workshop(settings.out) as made:
        night = _night(Run(settings, log), made, travel_source)
    return night if night.unrecorded else _without_old(night, settings, log)


def _finish_removals(settings: NightSettings, log: FilteringBoundLogger) -> None:
    """Delete what a killed run has left of old nights; what cannot be deleted stops no night."""
    try:
        finish_removals(settings.out)
    except StorageError as error:
        log.error("night.unremoved", reason=str(error))


def _without_old(night: Night, settings: NightSettings, log: FilteringBoundLogger) -> Night:
    """Remove old nights' folders where that is asked for; the night itself stands whatever comes of it."""
    if settings.keep_days is None:
        return night
    retention = Retention(keep_days=settings.keep_days)
    try:
        removal = remove_old(settings.out, settings.plans, history_of(settings), retention, only_look=False)
    except (InputError, StorageError) as error:
        reason = told(error, "en")[1]
        log.error("night.unremoved", reason=reason)
        return replace(night, unremoved=told(error, settings.lang)[1])
    if removal.sorted.old:
        log.info("night.removed", runs=list(removal.sorted.old), freed_bytes=removal.freed_bytes)
    return replace(night, removal=removal)


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


def _night(run: Run, made: Path, travel_source: TravelSource) -> Night:
    settings, watch, on_progress = run.settings, run.watch, run.on_progress
    on_progress(Progress(phase="read"))
    with watch.phase("read"):
        run.refuse_stale()
        question = ask(settings, made, travel_source, run.deadline.guarding(on_progress))
    asked = run_id(settings.as_of, question.inputs.digests, settings.iterations)
    name = free_name(asked, settings.out, history_of(settings))
    if (settings.out / name).exists():
        return _repeated(settings.out, name)
    with watch.phase("compare"):
        last = run.last()
        totals, before = totals_of(question.inputs, settings.as_of), last.totals if last else None
        run.refuse_jumps(totals, before)
        odd = run.oddities(question, totals, before)
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


def _repeated(out: Path, name: str) -> Night:
    """Return the night that was published before; it need not be in force, and a re-run does not make it so.

    Raises
    ------
    StorageError
        When its files are no longer what they were.
    """
    folder, current = out / name, current_folder(out)
    if damaged := damaged_files(folder):
        raise StorageError(f"{folder}: {', '.join(damaged)}")
    in_force = current.name if current is not None and current.name != name else ""
    return Night(card=read_card(folder), folder=folder, repeated=True, in_force=in_force)
