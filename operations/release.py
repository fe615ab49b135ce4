"""The one act that makes a plan the one that later plans are compared with."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from distribution.errors import InfeasibleError
from distribution.language.catalogue import say
from operations.finishing import finish, is_unfinished
from operations.plan_folder import judge_folder, require_plan
from operations.publish import (
    CURRENT_FILE,
    RELEASE_FILE,
    make_read_only,
    plans_lock,
    release_record,
    write_whole,
)


def release_plan(folder: Path, by: str, lang: str) -> str:
    """Re-check the written files, record who releases them, and move ``current``; return the sentence.

    A plan that is released already stays as it is, and the sentence says by whom.  Papers and map that a
    stopped run left out are made first.

    Raises
    ------
    InputError
        When the folder holds no plan.
    InfeasibleError
        When a check fails: the plan is not released and ``current`` does not move.
    LockedError
        When a run is writing beside it.
    """
    folder = folder.resolve()
    require_plan(folder)
    with plans_lock(folder.parent):
        return _release(folder, by, lang)


def _release(folder: Path, by: str, lang: str) -> str:
    if earlier := release_record(folder):
        return say("release.already", lang, plan=folder.name, name=earlier["by"])
    judged = judge_folder(folder)
    if judged.violations:
        raise InfeasibleError(
            say("check.plan_broken", lang, plan=judged.plan.plan_id, count=len(judged.violations))
        )
    if is_unfinished(folder):
        finish(judged, folder, lang)
    record = {
        "plan_id": judged.plan.plan_id,
        "by": by,
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
    }
    write_whole(folder / RELEASE_FILE, json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    make_read_only(folder)
    write_whole(folder.parent / CURRENT_FILE, folder.name + "\n")
    return say("release.done", lang, plan=judged.plan.plan_id, name=by)
