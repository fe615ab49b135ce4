"""The night's log: one JSON object a line, for journald or any collector."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TextIO

import structlog
from structlog.typing import FilteringBoundLogger

from distribution.progress import Progress


def night_log(to: Path | None) -> FilteringBoundLogger:
    """Return the log: lines go to the end of a file, or to stderr.

    Raises
    ------
    OSError
        When the file cannot be opened.
    """
    file: TextIO = sys.stderr if to is None else to.open("a", encoding="utf-8", buffering=1)
    log: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(file),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True),
        ],
    )
    return log


class LoggedProgress:
    """Writes a line for every phase that begins."""

    def __init__(self, log: FilteringBoundLogger) -> None:
        self._log = log
        self._phase = ""

    def __call__(self, progress: Progress) -> None:
        """Log the phase when it is a new one."""
        if progress.phase != self._phase:
            self._phase = progress.phase
            self._log.info("phase", phase=progress.phase)
