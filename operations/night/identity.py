"""The name of a night: its day, and a hash of everything that its answer follows from."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version

LIBRARIES = ("coldchain", "numpy", "ortools")
RUN_HASH_LENGTH = 12


def versions() -> dict[str, str]:
    """Return the versions of what computes an allocation."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def inputs_digest(digests: Mapping[str, str]) -> str:
    """Return one SHA-256 over the contents of all input files, whatever they are called."""
    return _sha256(sorted(digests.values()))


def run_id(as_of: date, digests: Mapping[str, str], iterations: int | None) -> str:
    """Return the id of a night.

    What the night before decided is not part of it: it is what stability is measured against, and a
    repetition of the night would otherwise be another one.  Nor is the deadline.
    """
    asked = {"inputs": inputs_digest(digests), "versions": versions(), "iterations": iterations}
    return f"{as_of.isoformat()}-{_sha256(asked)[:RUN_HASH_LENGTH]}"


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
