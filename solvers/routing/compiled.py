"""The compiler's decorator with a type, and one cache for all kernels of one version.

The compiler keeps machine code by the age of a function's own file and does not see that a
function which it calls has changed in another file.  So the cache folder is named after the text of
all kernels: change one, and all are compiled again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from numba import config, njit

import distribution.traffic

F = TypeVar("F", bound=Callable[..., object])
MARKS = (b"@compiled", b"@inlined", b"@njit")


def compiled(function: F) -> F:
    """Compile a function of integers and arrays to machine code, cached on disk.

    References are not counted, which costs most where tuples of arrays are handed on.  So the function
    can make no array of its own, nor copy one by ``a[:] = b``; it loops.
    """
    machine: F = njit(cache=True, _nrt=False)(function)
    return machine


def inlined(function: F) -> F:
    """Compile a short function so that it becomes part of every compiled function that calls it."""
    machine: F = njit(cache=True, forceinline=True, _nrt=False)(function)
    return machine


def _cache_folder() -> Path | None:
    """Return the folder for this text of the kernels, None where it cannot be written."""
    here = Path(__file__).parent
    sources = [*sorted(here.rglob("*.py")), Path(distribution.traffic.__file__)]
    kernels = [text for text in (p.read_bytes() for p in sources) if any(mark in text for mark in MARKS)]
    folder = here / "__pycache__" / f"kernels-{hashlib.sha256(b''.join(kernels)).hexdigest()[:12]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


if not config.CACHE_DIR and (folder := _cache_folder()):
    config.CACHE_DIR = str(folder)
