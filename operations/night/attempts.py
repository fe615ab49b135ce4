"""What the runs of the last nights came to: the last attempt, and the last failure with its reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from operations.exit_codes import ExitCode
from operations.publish import write_whole

ATTEMPTS_FILE = "attempts.json"
GOOD = (ExitCode.DONE, ExitCode.WARNINGS, ExitCode.DEADLINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One run: when, for which day, how it left, and the sentence it left with."""

    as_of: str
    started_at: str
    ended_at: str
    code: int
    run_id: str | None
    reason: Mapping[str, str]

    @property
    def good(self) -> bool:
        """Return whether the run ended with a good allocation in place."""
        return self.code in GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempts:
    """The last run, and the last that failed (None: none ever did)."""

    last: Attempt | None = None
    last_failure: Attempt | None = None


def read_attempts(out: Path) -> Attempts:
    """Return what the runs left; nothing when none ended yet."""
    try:
        document = json.loads((out / ATTEMPTS_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Attempts()
    return Attempts(**{name: entry and Attempt(**entry) for name, entry in document.items()})


def record_attempt(out: Path, attempt: Attempt) -> None:
    """Keep how a run ended."""
    before = read_attempts(out)
    failure = before.last_failure if attempt.good else attempt
    document = asdict(Attempts(last=attempt, last_failure=failure))
    write_whole(
        out / ATTEMPTS_FILE, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    )
