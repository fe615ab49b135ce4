"""``coldchain recall``: where a lot is, where it went and where it is to go."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from distribution.language.catalogue import say
from operations.exit_codes import ExitCode
from operations.history.plain import plain
from operations.history.recall import recall
from operations.history.recall_text import recall_lines
from operations.history.trace import LotTrace
from operations.history.unrecorded import unrecorded_folders
from operations.report import Report


def recall_report(history: str, lot_id: str, plans: Path, allocations: Path, lang: str) -> Report:
    """Return the trace of a lot as sentences and facts.

    0: all folders are in the history.  10: some are not, so that the trace may lack something.
    20: no run has ever named the lot.

    Raises
    ------
    HistoryError
        When the history cannot be read.
    """
    trace = recall(history, lot_id.strip())
    left_out = [folder.name for folder in unrecorded_folders(history, plans, allocations)]
    lines = list(recall_lines(trace, lang))
    if left_out:
        lines.append(say("recall.unrecorded", lang, count=len(left_out), names=", ".join(left_out)))
    code = ExitCode.WARNINGS if left_out else ExitCode.DONE
    return Report(
        code=code if trace.met else ExitCode.INPUT_REJECTED,
        lines=tuple(lines),
        facts=_facts(trace) | {"unrecorded": left_out},
    )


def _facts(trace: LotTrace) -> dict[str, object]:
    """Return the trace as JSON holds it, with the places that occur in it alone."""
    places = {place_id: trace.places[place_id] for place_id in trace.place_ids if place_id in trace.places}
    facts: dict[str, object] = plain(
        {**asdict(trace), "places": {name: asdict(fact) for name, fact in places.items()}, "met": trace.met}
    )
    return facts
