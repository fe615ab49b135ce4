"""``coldchain allocate``: one night, logged, measured and remembered however it ends."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from distribution.errors import StorageError
from distribution.language.catalogue import LANGUAGES, say
from distribution.language.sentence import day_text
from operations.exit_codes import ExitCode
from operations.failures import told
from operations.night.attempts import Attempt, record_attempt
from operations.night.figures import came_to
from operations.night.folder import current_folder, read_card
from operations.night.log import night_log
from operations.night.metrics import write_metrics
from operations.night.owner import Owner, holding
from operations.night.question import TravelSource, bundled_or_own
from operations.night.removal_report import removal_head
from operations.night.settings import NightSettings
from operations.nightly import Night, run_night
from operations.publish import LockedError
from operations.report import Report, amount_text


def allocate_and_publish(
    settings: NightSettings, log_file: Path | None = None, *, travel_source: TravelSource = bundled_or_own
) -> Report:
    """Run a night and say what came out; keep how it ended for ``status``, the log and the metrics.

    Raises
    ------
    InputError, InfeasibleError, StorageError, LockedError
        The last good night stays then.
    """
    log = night_log(log_file).bind(as_of=settings.as_of.isoformat())
    begun = _now()
    log.info("night.started", out=str(settings.out), source=str(settings.source or ""))
    with ExitStack() as stack:
        died = _take_the_lock(stack, settings, log)
        if died is not None:
            log.warning("night.died", pid=died.pid, host=died.host, started_at=died.started_at)
        try:
            night = run_night(settings, log, travel_source=travel_source)
        except Exception as error:
            _keep_failure(settings, log, begun, error)
            raise
        return _report(night, settings, log, begun)


def _take_the_lock(stack: ExitStack, settings: NightSettings, log: FilteringBoundLogger) -> Owner | None:
    """Hold the folder's lock; a run that cannot has no place to keep how it ended but the log."""
    try:
        return stack.enter_context(holding(settings.out, settings.wait_s, settings.lang))
    except (LockedError, StorageError, OSError) as error:
        code, sentence = told(error, "en")
        log.error("night.refused", code=int(code), reason=sentence)
        raise


def _keep_failure(settings: NightSettings, log: FilteringBoundLogger, begun: str, error: Exception) -> None:
    code = told(error, "en")[0]
    reason = {lang: told(error, lang)[1] for lang in LANGUAGES}
    log.error("night.failed", code=int(code), reason=reason["en"], exc_info=code is ExitCode.PROGRAM)
    attempt = _attempt(settings, begun, code, None, reason)
    try:
        _keep(settings, attempt)
    except (OSError, StorageError) as second:
        # what failed first is what people must hear; that it could not be kept is in the log
        log.error("night.unkept", reason=str(second))


def _keep(settings: NightSettings, attempt: Attempt) -> None:
    record_attempt(settings.out, attempt)
    if settings.metrics is not None:
        folder = current_folder(settings.out)
        write_metrics(settings.metrics, attempt, read_card(folder) if folder else None)


def _report(night: Night, settings: NightSettings, log: FilteringBoundLogger, begun: str) -> Report:
    code = ExitCode.STORAGE if night.unrecorded or night.unremoved else _code(night)
    reason = {lang: "\n".join(_sentences(night, lang)) for lang in LANGUAGES}
    _keep(settings, _attempt(settings, begun, code, night.card.run_id, reason))
    facts: dict[str, object] = {
        "run_id": night.card.run_id,
        "folder": str(night.folder),
        "repeated": night.repeated,
        "in_force": night.in_force or night.card.run_id,
        "cut": night.card.cut,
        "synthetic": night.card.synthetic,
        "warnings": len(night.card.warnings),
        "unrecorded": night.unrecorded,
        "unremoved": night.unremoved,
        "removed": list(night.removal.sorted.old) if night.removal else [],
        "seconds": dict(night.card.seconds),
        **night.card.figures,
    }
    log.info("night.ended", code=int(code), **facts)
    return Report(code=code, lines=tuple(_sentences(night, settings.lang)), facts=facts)


def _code(night: Night) -> ExitCode:
    card = night.card
    if card.cut:
        return ExitCode.DEADLINE
    short = card.figures["unmet_packs"] or card.figures["over_ml"] or card.warnings
    return ExitCode.WARNINGS if short or night.in_force else ExitCode.DONE


def _sentences(night: Night, lang: str) -> list[str]:
    card = night.card
    figures = {name: amount_text(int(value or 0), lang) for name, value in card.figures.items()}
    lines = []
    if night.repeated:
        lines.append(say("night.same", lang, run=card.run_id))
    if night.in_force:
        lines.append(say("night.not_in_force", lang, run=card.run_id, in_force=night.in_force))
    day = day_text(date.fromisoformat(card.as_of), lang)
    lines.append(say("night.headline", lang, run=card.run_id, day=day, **figures))
    lines += came_to(card, lang)
    if card.cut:
        lines.append(say("night.cut", lang))
    lines += [say(key, lang, **arguments) for key, arguments in card.warnings]
    if night.unrecorded:
        lines.append(say("night.unrecorded", lang, detail=night.unrecorded))
    if night.unremoved:
        lines.append(say("night.unremoved", lang, detail=night.unremoved))
    if night.removal and night.removal.sorted.old:
        lines.append(removal_head(night.removal, night.folder.parent, lang))
    lines.append(say("night.folder", lang, folder=night.folder))
    return lines


def _attempt(
    settings: NightSettings, begun: str, code: ExitCode, run_id: str | None, reason: dict[str, str]
) -> Attempt:
    return Attempt(
        as_of=settings.as_of.isoformat(),
        started_at=begun,
        ended_at=_now(),
        code=int(code),
        run_id=run_id,
        reason=reason,
    )


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
