"""``changes.json``: what changed since the question of a plan folder was asked, beside that question."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from distribution.calendar import Week
from distribution.errors import Fault, InputError
from distribution.files.plan_codec import CodecError, decode, encode
from distribution.inputs import WeekInputs
from operations.replanning.changes import Changes, changed

CHANGES_FILE = "changes.json"
DIGEST = "changes"


def write_changes(changes: Changes, week: Week, folder: Path) -> None:
    """Write the changes of a re-planned week into its folder."""
    document = {"week": str(week), "changes": encode(changes, week)}
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / CHANGES_FILE).write_text(text, encoding="utf-8", newline="\n")


def read_changes(folder: Path) -> Changes:
    """Return the changes of a plan folder; none when it has no such file.

    Raises
    ------
    InputError
        When the file cannot be read.
    """
    path = folder / CHANGES_FILE
    if not path.exists():
        return Changes()
    try:
        document: Any = json.loads(path.read_text(encoding="utf-8"))
        changes: Changes = decode(Changes, document["changes"], Week.parse(document["week"]), "changes")
    except (OSError, ValueError, KeyError, TypeError, CodecError) as error:
        fault = Fault(code="changes_unreadable", file=path.name, arguments={"detail": str(error)})
        raise InputError([fault]) from error
    return changes


def with_changes(inputs: WeekInputs, folder: Path) -> WeekInputs:
    """Return the question of a plan folder with the changes that lie beside it, and their digest."""
    path = folder / CHANGES_FILE
    if not path.exists():
        return inputs
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    known = changed(inputs, read_changes(folder))
    return replace(known, digests={**inputs.digests, DIGEST: digest})
