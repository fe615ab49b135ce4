"""Time held in reserve at centres: the file of buffers lies beside the plan that was made with it."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from distribution.files.buffers_csv import BUFFERS_FILE, read_buffers
from distribution.inputs import WeekInputs
from distribution.simulation.buffers import with_buffers


def reserving(inputs: WeekInputs, buffers: Path | None, folder: Path) -> WeekInputs:
    """Return the question as it is to be planned: windows close earlier by the buffers of a file.

    The file is copied into the plan's folder.  The plan is judged by the windows as they are.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    if buffers is None:
        return inputs
    reserved = reserved_by(inputs, buffers)
    (folder / BUFFERS_FILE).write_bytes(buffers.read_bytes())
    return reserved


def reserved_in(inputs: WeekInputs, folder: Path) -> WeekInputs:
    """Return the question as the plan in a folder was made for it: with its buffers, where it has any.

    Raises
    ------
    InputError
        With every fault of the file of buffers.
    """
    path = folder / BUFFERS_FILE
    return reserved_by(inputs, path) if path.exists() else inputs


def reserved_by(inputs: WeekInputs, buffers: Path) -> WeekInputs:
    """Return the question with the buffers of a file, its digest and the warning that says so.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    held = read_buffers(buffers, inputs.network)
    content = buffers.read_bytes()
    told = ("warning.buffers", {"count": str(len(held)), "file": buffers.name})
    return replace(
        with_buffers(inputs, held),
        digests={**inputs.digests, BUFFERS_FILE: hashlib.sha256(content).hexdigest()},
        warnings=(*inputs.warnings, told),
    )
