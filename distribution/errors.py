"""The named errors.  Expected shortfalls (short, unserved) are data, never exceptions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with an input, told so that a person can mend it.

    ``code`` is a key of the message catalogue (``fault.<code>`` says what is wrong,
    ``remedy.<code>`` what to do); ``arguments`` fill its sentence.  ``row`` is the row
    number that a spreadsheet shows, ``column`` the heading, ``cell`` the address (``F7``) where
    one cell is meant.
    """

    code: str
    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    arguments: dict[str, str] = field(default_factory=dict)


class DistributionError(Exception):
    """Whatever the command line turns into one sentence and an exit code."""


class InputError(DistributionError):
    """The question is not sound: carries every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults in the input")


class InfeasibleError(DistributionError):
    """No plan that passes the checks was found; the last good one stays.

    ``detail`` says why, as one text or by language.
    """

    def __init__(self, detail: str | Mapping[str, str]) -> None:
        self._detail = detail
        super().__init__(detail if isinstance(detail, str) else next(iter(detail.values())))

    def detail(self, lang: str) -> str:
        """Return why, in a language where it is told in several."""
        return self._detail if isinstance(self._detail, str) else self._detail[lang]


class EngineError(DistributionError):
    """A solver crashed, hung or broke its word."""


class TravelError(DistributionError):
    """Distances or times between two places cannot be had."""


class TravelSourceError(TravelError, InputError):
    """A source of travel fails: carries every fault, each with its remedy."""

    def __str__(self) -> str:
        """Return the faults in short, for logs; people get the catalogue's sentences."""
        return "; ".join(f"{f.code}: {', '.join(f.arguments.values())}" for f in self.faults)


class StorageError(DistributionError):
    """A folder cannot be written, a disk is full: nothing was changed."""


class HistoryError(StorageError):
    """The history cannot be reached, read or written: it was not changed."""


class MissingHistoryError(HistoryError):
    """There is no history where it was looked for."""
