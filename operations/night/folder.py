"""A night's folder: the question, the allocation, the verdict and the run's card; written, and read back.

``allocation.json`` who gets which lot · ``certificate.json`` what proves the fair levels ·
``checks.json`` the checkers' verdict · ``run.json`` when, from what, by which versions ·
``input.xlsx`` or ``input/`` the question as it was asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from distribution.errors import Fault, InputError
from distribution.feasibility.verdict import Violation
from distribution.files.quarter_codec import ALLOCATION_FILE, read_quarter
from distribution.language.catalogue import LANGUAGES
from distribution.quarter.answer import QuarterAllocation
from operations.night.freshness import Totals
from operations.publish import CURRENT_FILE

RUN_FILE = "run.json"
CHECKS_FILE = "checks.json"
CERTIFICATE_FILE = "certificate.json"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RunCard:
    """What is known of a published night without opening its allocation.

    ``cut`` says that the deadline ended the search early; ``figures`` are counts and sums of the
    allocation; ``files`` maps every file of the answer to its SHA-256.
    """

    run_id: str
    as_of: str
    started_at: str
    published_at: str
    synthetic: bool
    cut: bool
    inputs_digest: str
    digests: Mapping[str, str]
    versions: Mapping[str, str]
    totals: Mapping[str, Any]
    figures: Mapping[str, int | float | None]
    seconds: Mapping[str, float]
    files: Mapping[str, str] = field(default_factory=dict)
    warnings: Sequence[tuple[str, Mapping[str, str]]] = ()


def write_card(card: RunCard, folder: Path) -> None:
    """Write the card of a run, last of all its files."""
    _write(folder / RUN_FILE, {"schema_version": SCHEMA_VERSION, "run": asdict(card)})


def read_card(folder: Path) -> RunCard:
    """Read the card of a published night.

    Raises
    ------
    InputError
        When the folder is none.
    """
    try:
        entries = json.loads((folder / RUN_FILE).read_text(encoding="utf-8"))["run"]
        return RunCard(**{**entries, "warnings": tuple((key, args) for key, args in entries["warnings"])})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError([_no_night(folder, error)]) from error


def totals_of_card(card: RunCard) -> Totals:
    """Return the country's totals of that night."""
    return Totals(**{**card.totals, "as_of": date.fromisoformat(card.totals["as_of"])})


def write_verdict(folder: Path, run_id: str, checks: Mapping[str, Sequence[Violation]]) -> None:
    """Write what each checker found: by its name, every breach in both languages."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "run_id": run_id,
        "passed": not any(checks.values()),
        "checks": [
            {"check": name, "violations": [_breach(v) for v in found]} for name, found in checks.items()
        ],
    }
    _write(folder / CHECKS_FILE, document)


def passed_checks(folder: Path) -> tuple[str, ...]:
    """Return the names of the checkers that a published night has passed.

    Raises
    ------
    InputError
        When the verdict is missing, or not one of a night that passed.
    """
    try:
        document = json.loads((folder / CHECKS_FILE).read_text(encoding="utf-8"))
        names = tuple(str(check["check"]) for check in document["checks"])
        if document["passed"] is not True:
            raise ValueError(f"{CHECKS_FILE}: passed")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError([_no_night(folder, error)]) from error
    return names


def current_folder(out: Path) -> Path | None:
    """Return the folder to which ``current`` points: the last good night; None when there is none yet."""
    try:
        name = (out / CURRENT_FILE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return out / name


def last_good(out: Path) -> tuple[RunCard, QuarterAllocation] | None:
    """Return the last good night, or None when there is none yet.

    Raises
    ------
    InputError
        When ``current`` points to something that is no allocation.
    """
    folder = current_folder(out)
    return None if folder is None else (read_card(folder), read_quarter(folder / ALLOCATION_FILE))


def digests_of(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a folder but the run's card, by its path in it."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p != folder / RUN_FILE)
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def damaged_files(folder: Path) -> tuple[str, ...]:
    """Return the files of a published night that are no longer what its card says."""
    told, found = read_card(folder).files, digests_of(folder)
    return tuple(sorted(name for name in told.keys() | found.keys() if told.get(name) != found.get(name)))


def _no_night(folder: Path, error: Exception) -> Fault:
    return Fault(code="not_a_night", file=str(folder), arguments={"detail": str(error)})


def _breach(violation: Violation) -> dict[str, Any]:
    return {
        "rule": violation.rule,
        "key": violation.key,
        "subject": violation.subject_id,
        "amount": violation.amount,
        "unit": violation.unit,
        "sentence": {lang: violation.sentence(lang) for lang in LANGUAGES},
    }


def _write(path: Path, document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True, default=str, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
