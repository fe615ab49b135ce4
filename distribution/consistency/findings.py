"""Faults and doubts in the words of one language, each with the cells that it means."""

from __future__ import annotations

from collections.abc import Iterable

from distribution.consistency.doubt import Doubt
from distribution.consistency.report import in_order, sentence
from distribution.errors import Fault
from distribution.files.marked.finding import Finding

_WITHOUT_SHEET = ("sheet_missing",)


def findings(faults: Iterable[Fault], doubts: Iterable[Doubt], lang: str) -> tuple[Finding, ...]:
    """Return what is told of an input, faults first, in the order of the report."""
    return (*(_of_fault(f, lang) for f in in_order(faults)), *(_of_doubt(d, lang) for d in doubts))


def _of_fault(fault: Fault, lang: str) -> Finding:
    return Finding(
        is_doubt=False,
        sheet=fault.sheet,
        cells=_cells(fault),
        column=fault.column,
        what=sentence("fault", fault, lang),
        remedy=sentence("remedy", fault, lang),
    )


def _cells(fault: Fault) -> tuple[str, ...]:
    """Return the cell of a fault; one of a whole row or sheet stands at its beginning."""
    if fault.sheet is None or fault.code in _WITHOUT_SHEET:
        return ()
    return (fault.cell or f"A{fault.row or 1}",)


def _of_doubt(doubt: Doubt, lang: str) -> Finding:
    what, remedy = doubt.told(lang)
    return Finding(is_doubt=True, sheet=doubt.sheet, cells=doubt.cells, column=None, what=what, remedy=remedy)
