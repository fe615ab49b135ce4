"""A stretch of work in which no garbage is looked for."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector of cycles off, and turn it on again afterwards if it was on.

    A question and a plan are millions of values that live until the end and hold no cycles; walking them
    again and again took a fifth of the processor time of a re-planning, and a quarter of that of reading
    150,000 rows.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
