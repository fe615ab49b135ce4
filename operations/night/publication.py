"""The step from a finished folder to the published one, which no kill and no power cut can halve.

The order is: everything to the disk, a note of what is about to be published, one rename, the pointer,
the note gone.  Whoever finds the note finishes the step, or forgets it when the rename never came.  A
second note stays until the history knows the run.
"""

from __future__ import annotations

from pathlib import Path

from operations.publish import CURRENT_FILE, make_read_only, sync_folder, sync_tree, write_whole

NOTE_FILE = ".publishing"
UNRECORDED_FILE = ".unrecorded"


def publish(made: Path, out: Path, run_id: str) -> Path:
    """Move a finished folder to its name and point ``current`` at it; return where it is."""
    sync_tree(made)
    write_whole(out / UNRECORDED_FILE, run_id + "\n")
    write_whole(out / NOTE_FILE, run_id + "\n")
    target = out / run_id
    made.rename(target)
    sync_folder(out)
    point(out, run_id)
    return target


def finish_interrupted(out: Path) -> str | None:
    """Finish the publication that a killed run began; return the run that is now published, if one is."""
    note = out / NOTE_FILE
    if not note.exists():
        return None
    run_id = note.read_text(encoding="utf-8").strip()
    if not (out / run_id).is_dir():
        note.unlink()
        return None
    point(out, run_id)
    return run_id


def unrecorded(out: Path) -> Path | None:
    """Return the published night that the history does not know yet, or None."""
    note = out / UNRECORDED_FILE
    if not note.exists():
        return None
    folder = out / note.read_text(encoding="utf-8").strip()
    if folder.is_dir():
        return folder
    note.unlink()
    return None


def recorded(out: Path) -> None:
    """Forget the note: the history knows the night."""
    (out / UNRECORDED_FILE).unlink(missing_ok=True)


def point(out: Path, run_id: str) -> None:
    """Let ``current`` be a published night."""
    make_read_only(out / run_id)
    write_whole(out / CURRENT_FILE, run_id + "\n")
    (out / NOTE_FILE).unlink(missing_ok=True)
    sync_folder(out)
