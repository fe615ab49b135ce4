"""The plan that a new one keeps to: its ``plan.json`` lies beside the new plan's input."""

from __future__ import annotations

import hashlib
from pathlib import Path

from distribution.errors import Fault, InputError
from distribution.files.archive import PLAN_FILE, read_plan
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.promises import keeping_to

EARLIER_FILE = "earlier_plan.json"


def bring_earlier(keep_to: Path, folder: Path) -> None:
    """Copy the plan of an earlier plan folder into the folder of the plan to be.

    Raises
    ------
    InputError
        When ``keep_to`` holds no plan.
    """
    plan = keep_to / PLAN_FILE
    if not plan.is_file():
        raise InputError([Fault(code="not_a_plan", file=str(keep_to), arguments={"missing": PLAN_FILE})])
    (folder / EARLIER_FILE).write_bytes(plan.read_bytes())


def with_earlier(inputs: WeekInputs, folder: Path, known: WeeklyPlan | None = None) -> WeekInputs:
    """Return the question with what the earlier plan in a plan folder promised, if there is one.

    ``known`` is that plan where it has been read already.

    Raises
    ------
    InputError
        When it cannot be read, or breaks the schema.
    """
    path = folder / EARLIER_FILE
    if not path.exists():
        return inputs
    return keeping_to(inputs, known or read_plan(path), hashlib.sha256(path.read_bytes()).hexdigest())
