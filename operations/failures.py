"""The one place where an error becomes an exit code and a sentence."""

from __future__ import annotations

from distribution.coldchain.errors import PhysicsError
from distribution.consistency.report import fault_report
from distribution.errors import (
    HistoryError,
    InfeasibleError,
    InputError,
    MissingHistoryError,
    StorageError,
)
from distribution.executor_cluster import ClusterError
from distribution.language.catalogue import say
from operations.exit_codes import ExitCode
from operations.publish import LockedError


def told(error: Exception, lang: str) -> tuple[ExitCode, str]:
    """Return the exit code of an error and the sentence that a person reads."""
    if isinstance(error, InputError | ClusterError | PhysicsError):
        return ExitCode.INPUT_REJECTED, _rejected(error, lang)
    if isinstance(error, InfeasibleError):
        return ExitCode.NO_PLAN, say("error.no_plan", lang, detail=error.detail(lang))
    if isinstance(error, LockedError):
        return ExitCode.LOCKED, say("error.locked", lang, folder=error)
    if isinstance(error, StorageError | OSError):
        return ExitCode.STORAGE, say(_storage_key(error), lang, detail=error)
    return ExitCode.PROGRAM, say("error.program", lang, detail=f"{type(error).__name__}: {error}")


def _rejected(error: InputError | ClusterError | PhysicsError, lang: str) -> str:
    if isinstance(error, InputError):
        return fault_report(error.faults, lang)
    return (
        error.sentence(lang) if isinstance(error, PhysicsError) else say(error.key, lang, **error.arguments)
    )


def _storage_key(error: StorageError | OSError) -> str:
    if isinstance(error, MissingHistoryError):
        return "history.missing"
    return "history.unavailable" if isinstance(error, HistoryError) else "error.storage"
