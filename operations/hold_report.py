"""What boxes hold by recipe, month and place, for people and programs."""

from __future__ import annotations

from dataclasses import asdict

from distribution.coldchain.ambient import bundled_climate
from distribution.coldchain.hold_places import PlaceHold, hold_by_place
from distribution.coldchain.recipes import recipes
from distribution.errors import Fault, InputError
from distribution.language.catalogue import say
from distribution.units import HOUR_S
from operations.exit_codes import ExitCode
from operations.explaining.figures import decimal_text
from operations.report import Report


def hold_report(box_id: str, month: int | None, lang: str) -> Report:
    """Return the hold times of a box's recipes at every station of the bundled climate.

    Raises
    ------
    InputError
        When no recipe is for the box.
    """
    boxes = sorted({recipe.box_id for recipe in recipes().values()})
    if box_id not in boxes:
        told = {"box": box_id, "known": ", ".join(boxes)}
        raise InputError([Fault(code="hold_no_box", file="packing_recipes.csv", arguments=told)])
    found = [
        hold
        for hold in hold_by_place(bundled_climate())
        if hold.box_id == box_id and month in (None, hold.month)
    ]
    lines = [say("hold.heading", lang, box=box_id), *(_line(hold, lang) for hold in found)]
    return Report(code=ExitCode.DONE, lines=tuple(lines), facts={"holds": [asdict(hold) for hold in found]})


def _line(hold: PlaceHold, lang: str) -> str:
    return say(
        "hold.freezes" if hold.freezes else "hold.line",
        lang,
        recipe=hold.recipe_id,
        station=hold.station,
        month=hold.month,
        design=decimal_text(f"{hold.design_c:.1f}", lang),
        hours=decimal_text(f"{hold.hold_s / HOUR_S:.1f}", lang),
    )
