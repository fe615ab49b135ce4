"""The compiler's decorator, with a cache of its own for all compiled functions of this room.

The compiler keeps machine code by the age of a function's own file and does not see that a function
which it calls has changed in another; so the cache is named after the text of all of them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

from numba import config, njit

F = TypeVar("F", bound=Callable[..., object])


def compiled(function: F) -> F:
    """Compile a function of arrays to machine code, kept on disk; it runs beside other threads."""
    elsewhere = config.CACHE_DIR
    config.CACHE_DIR = _cache_folder() or elsewhere
    try:
        machine: F = njit(cache=True, nogil=True)(function)
    finally:
        config.CACHE_DIR = elsewhere
    return machine


@cache
def _cache_folder() -> str:
    """Return a folder for this text of the functions, in the user's own cache if named; "" where none can be.

    It must not hang on what other compiled rooms have set meanwhile, or all would be compiled twice.
    """
    here = Path(__file__).parent
    texts = [path.read_bytes() for path in sorted(here.glob("*.py")) if path.name != "compiled.py"]
    kernels = b"".join(text for text in texts if b"@compiled" in text or b"NamedTuple" in text)
    home = Path(os.environ.get("NUMBA_CACHE_DIR") or here / "__pycache__")
    folder = home / f"year-{hashlib.sha256(kernels).hexdigest()[:12]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(folder) if os.access(folder, os.W_OK) else ""
