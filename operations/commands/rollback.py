"""``coldchain rollback``: an earlier allocation is in force again, after everything about it was checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select

from distribution.errors import Fault, InfeasibleError, InputError
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.language.catalogue import say
from distribution.quarter.answer import QuarterAllocation
from distribution.quarter.check import check_quarter
from distribution.vaccines import LotStatus
from operations.exit_codes import ExitCode
from operations.history import tables
from operations.history.acts import ROLLED_BACK, add_act, removed_at
from operations.history.record import has_run
from operations.history.spans import held_in, newest_run
from operations.history.store import reading, writing
from operations.night.folder import RUN_FILE, current_folder, damaged_files, passed_checks, read_card
from operations.night.owner import holding
from operations.night.publication import finish_interrupted, point
from operations.night.question import inputs_of
from operations.night.recording import record_night
from operations.report import Report

_MOST_SENTENCES = 20


def roll_back(run_id: str, out: Path, history: str, *, who: str, why: str, lang: str) -> Report:
    """Point ``current`` at an earlier night, and record who did so and why.

    The night's files must be what they were when it was published, pass the checks again, and give
    nobody a lot that the newest inputs no longer call released.

    Raises
    ------
    InputError
        When the folder holds no such night.
    InfeasibleError
        When it may not come into force again; ``current`` stays.
    HistoryError
        When the history cannot be written; ``current`` stays.
    LockedError
        When a night is running.
    """
    folder = out / run_id
    if Path(run_id).name != run_id or not (folder / RUN_FILE).is_file():
        raise InputError([_gone(run_id, history)])
    with holding(out, 0.0, lang):
        finish_interrupted(out)
        before = current_folder(out)
        if before == folder:
            line = say("rollback.already", lang, run=run_id)
            return Report(code=ExitCode.DONE, lines=(line,), facts={"run_id": run_id, "moved": False})
        for night in [folder] if before is None else [folder, before]:
            if not has_run(history, night.name):
                record_night(history, night)
        _refuse_bad(folder, history, lang)
        left = before.name if before else ""
        with writing(history) as connection:  # the pointer that cannot be moved takes the act with it
            add_act(connection, ROLLED_BACK, run_id, who=who, note=why)
            point(out, run_id)
    lines = (
        say("rollback.done", lang, run=run_id, before=left, who=who),
        say("rollback.means", lang, run=run_id),
    )
    return Report(
        code=ExitCode.DONE, lines=lines, facts={"run_id": run_id, "moved": True, "before": left, "by": who}
    )


def _gone(run_id: str, history: str) -> Fault:
    """Return why there is no folder: the rule of keeping removed it, or there was no such night."""
    at = removed_at(history, run_id)
    if at is None:
        return Fault(code="unknown_run", file=run_id)
    return Fault(code="night_removed", file=run_id, arguments={"at": f"{at:%d/%m/%Y %H:%M}"})


def _refuse_bad(folder: Path, history: str, lang: str) -> None:
    """Refuse a night that was damaged, breaks a rule, or gives out lots that are no longer good."""
    if damaged := damaged_files(folder):
        raise InfeasibleError(say("rollback.damaged", lang, run=folder.name, files=", ".join(damaged)))
    passed_checks(folder)
    allocation = read_quarter(folder / ALLOCATION_FILE)
    own = inputs_of(folder, date.fromisoformat(read_card(folder).as_of))
    found = [v.sentence(lang) for v in check_quarter(allocation, own)]
    if found:
        head = say("rollback.broken", lang, run=folder.name, count=len(found))
        raise InfeasibleError("\n".join([head, *found[:_MOST_SENTENCES]]))
    if bad := withdrawn_lots(history, allocation):
        raise InfeasibleError(say("rollback.withdrawn", lang, run=folder.name, lots=", ".join(bad)))


def withdrawn_lots(history: str, allocation: QuarterAllocation) -> tuple[str, ...]:
    """Return the lots that an allocation gives out and that the newest run no longer calls released."""
    given = {(i.product_id, i.lot_id) for i in allocation.issues}
    given |= {(m.product_id, m.lot_id) for m in allocation.movements if m.lane_id}
    with reading(history) as connection:
        newest, lots = newest_run(connection), tables.lots
        query = select(lots.c.product_id, lots.c.lot_id).where(lots.c.status != str(LotStatus.RELEASED))
        withdrawn = (
            set()
            if newest is None
            else {tuple(r) for r in connection.execute(query.where(held_in(lots, newest)))}
        )
    return tuple(sorted(lot_id for _, lot_id in given & withdrawn))
