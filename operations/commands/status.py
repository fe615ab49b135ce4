"""``coldchain status``: is there a fresh allocation, how did the last run end, who is running now?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from distribution.errors import InputError
from distribution.language.catalogue import say
from distribution.language.sentence import day_text
from operations.exit_codes import ExitCode
from operations.explaining.figures import decimal_text
from operations.history.recall_text import moment_text
from operations.night.attempts import Attempts, read_attempts
from operations.night.figures import came_to
from operations.night.folder import RunCard, current_folder, damaged_files, read_card
from operations.night.owner import Owner, owner_of
from operations.night.settings import STALE_H
from operations.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What lies in an allocations folder: the last good night, how runs ended, who holds the lock."""

    good: RunCard | None
    damaged: tuple[str, ...]
    attempts: Attempts
    owner: Owner | None
    owner_alive: bool | None
    now: datetime

    @property
    def age_h(self) -> float | None:
        """Return the hours since the last good night was published."""
        if self.good is None:
            return None
        return (self.now - datetime.fromisoformat(self.good.published_at)).total_seconds() / 3600

    @property
    def hung(self) -> bool:
        """Return whether the lock has been held for longer than any night takes."""
        return (
            self.owner is not None and self.owner_alive is not False and self.owner.hours(self.now) > STALE_H
        )

    @property
    def died(self) -> bool:
        """Return whether the last run was killed and none has come since."""
        return self.owner is not None and self.owner_alive is False


def standing(out: Path, now: datetime) -> Standing:
    """Return what lies in an allocations folder; it is only read.

    Raises
    ------
    InputError
        When ``current`` points to something that is no allocation.
    """
    folder, owner = current_folder(out), owner_of(out)
    return Standing(
        good=read_card(folder) if folder else None,
        damaged=damaged_files(folder) if folder else (),
        attempts=read_attempts(out),
        owner=owner,
        owner_alive=owner.is_alive() if owner else None,
        now=now,
    )


def standing_report(out: Path, max_age_h: float, lang: str) -> Report:
    """Return the standing as sentences, facts and a code that a monitor can act on.

    0: the last good night is fresh and the last run ended well.  10: it is fresh, but the last run
    failed, was killed, or hangs.  30: there is none, it is damaged, or older than ``max_age_h``.
    """
    now = datetime.now().astimezone()
    try:
        found = standing(out, now)
    except InputError as error:
        line = say("status.unreadable", lang, detail=error.faults[0].file)
        return Report(code=ExitCode.NO_PLAN, lines=(line,), facts={"state": "unreadable"})
    code = _code(found, max_age_h)
    return Report(code=code, lines=tuple(_lines(found, max_age_h, lang)), facts=_facts(found))


def _code(found: Standing, max_age_h: float) -> ExitCode:
    if found.age_h is None or found.age_h > max_age_h or found.damaged:
        return ExitCode.NO_PLAN
    last = found.attempts.last
    failed = last is not None and not last.good
    return ExitCode.WARNINGS if failed or found.died or found.hung else ExitCode.DONE


def _lines(found: Standing, max_age_h: float, lang: str) -> list[str]:
    lines = []
    if found.good is None or found.age_h is None:
        lines.append(say("status.none", lang))
    else:
        hours = decimal_text(f"{found.age_h:.1f}", lang)
        day = day_text(date.fromisoformat(found.good.as_of), lang)
        lines.append(say("status.good", lang, run=found.good.run_id, day=day, hours=hours))
        lines += came_to(found.good, lang)
        if found.age_h > max_age_h:
            lines.append(say("status.old", lang, limit=f"{max_age_h:.0f}"))
    if found.damaged:
        lines.append(say("status.damaged", lang, files=", ".join(found.damaged)))
    failure = found.attempts.last_failure
    if failure is not None:
        is_last = found.attempts.last == failure
        key = "status.failed" if is_last else "status.failed_before"
        at = moment_text(datetime.fromisoformat(failure.ended_at), lang)
        lines.append(say(key, lang, at=at, code=failure.code, reason=failure.reason[lang]))
    if found.owner is not None:
        lines.append(_owner_line(found, found.owner, lang))
    return lines


def _owner_line(found: Standing, owner: Owner, lang: str) -> str:
    key = "status.died" if found.died else "status.hung" if found.hung else "status.running"
    hours = decimal_text(f"{owner.hours(found.now):.1f}", lang)
    return say(key, lang, owner=owner.sentence(lang), hours=hours, limit=f"{STALE_H:.0f}")


def _facts(found: Standing) -> dict[str, object]:
    return {
        "last_good": found.good and asdict(found.good),
        "age_hours": None if found.age_h is None else round(found.age_h, 2),
        "damaged": list(found.damaged),
        "last_run": found.attempts.last and asdict(found.attempts.last),
        "last_failure": found.attempts.last_failure and asdict(found.attempts.last_failure),
        "owner": found.owner and asdict(found.owner),
        "owner_alive": found.owner_alive,
        "hung": found.hung,
        "died": found.died,
    }
