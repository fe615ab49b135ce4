"""Where the marked copy of a user's workbook goes, and what is told of it."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from distribution.errors import StorageError
from distribution.files.marked.copy import write_marked_copy
from distribution.files.marked.finding import Finding
from distribution.language.catalogue import say
from operations.publish import refuse_existing

_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """The marked copy, None where there is none, and the sentences about it."""

    path: Path | None
    lines: tuple[str, ...]


def mark(subject: Path, findings: Sequence[Finding], asked: Path | None, lang: str) -> Marking:
    """Write the marked copy of a workbook beside it, or where it was asked for.

    A copy that cannot be written is told and is no failure of the check, unless a place was asked for.

    Raises
    ------
    StorageError
        When something stands where the copy was asked for, or it cannot be written there.
    """
    if asked is not None:
        refuse_existing(asked, lang)
    if subject.suffix.lower() not in _WORKBOOKS or not zipfile.is_zipfile(subject):
        lines = () if asked is None and not subject.is_file() else (say("marked.no_workbook", lang),)
        return Marking(path=None, lines=lines)
    if not findings:
        return Marking(path=None, lines=() if asked is None else (say("marked.nothing", lang),))
    target = _free_name(subject) if asked is None else asked
    try:
        made = write_marked_copy(subject, target, findings, lang)
    except StorageError as error:
        if asked is not None:
            raise
        return Marking(path=None, lines=(say("marked.not_written", lang, detail=error),))
    lost = (say(f"marked.lost_{name}", lang) for name in made.lost)
    return Marking(path=target, lines=(*lost, say("marked.written", lang, path=target, cells=made.coloured)))


def _free_name(subject: Path) -> Path:
    """Return the first free name beside a workbook: a person may have begun to mend an earlier copy."""
    names = [f"{subject.stem}-checked{subject.suffix}"]
    names += [f"{subject.stem}-checked-{n}{subject.suffix}" for n in range(2, 10_000)]
    return next(path for name in names if not (path := subject.with_name(name)).exists())
