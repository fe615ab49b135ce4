"""What people read of a plan that is published already: made beside it and brought in file by file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from operations.plan_folder import Judged
from operations.publish import workshop, write_whole

UNFINISHED_FILE = "unfinished.json"


def mark_unfinished(folder: Path) -> None:
    """Say in a plan folder that its decisions are there and its papers, workbook and map are to come."""
    told = {"to_come": ["plan.xlsx", "map.html", "documents.pdf", "papers", "routes", "gpx", "calendars"]}
    write_whole(folder / UNFINISHED_FILE, json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def is_unfinished(folder: Path) -> bool:
    """Return whether a plan folder still lacks what people read, because its run was stopped."""
    return (folder / UNFINISHED_FILE).exists()


def finish(judged: Judged, folder: Path, lang: str, ready: Sequence[Path] = ()) -> None:
    """Write everything that people get of a judged plan into its folder, which holds its decisions.

    The mark goes last, so that a run that is stopped leaves it.  ``ready`` are packs of its papers that this
    run has written whole; those that a stopped run left may be torn, and are set again.

    Raises
    ------
    StorageError
        When something cannot be written; the plan itself stays, and so does the mark.
    """
    from operations.showing import write_shown  # loads papers and map; most only ask for the mark

    with brought_into(folder) as made:
        write_shown(judged, made, lang, beside=folder, ready=ready)
    (folder / UNFINISHED_FILE).unlink(missing_ok=True)


@contextmanager
def brought_into(folder: Path) -> Iterator[Path]:
    """Give a temporary folder whose files are moved into a plan folder at the end, each whole."""
    with workshop(folder.parent) as made:
        yield made
        for path in sorted(p for p in made.rglob("*") if p.is_file()):
            target = folder / path.relative_to(made)
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
