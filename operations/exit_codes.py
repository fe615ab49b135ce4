"""Exit codes that a scheduler can act on."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line tells the shell."""

    DONE = 0
    WARNINGS = 10
    INPUT_REJECTED = 20
    NO_PLAN = 30
    LOCKED = 40
    STORAGE = 45
    PROGRAM = 50
    DEADLINE = 60
