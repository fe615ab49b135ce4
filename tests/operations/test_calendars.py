"""The deliveries of a centre as a calendar that phones read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from icalendar import Calendar
from tiny_places import HOSTILE_NAME

from distribution.files.calendars import write_calendars
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan


def test_every_centre_that_receives_has_its_calendar(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    written = write_calendars(tiny_plan, tiny_inputs, tmp_path)
    assert {path.stem for path in written} == tiny_plan.served


def test_a_delivery_says_when_what_and_by_whom(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    write_calendars(tiny_plan, tiny_inputs, tmp_path)
    calendar = Calendar.from_ical((tmp_path / "calendars" / "centre-near.ics").read_bytes())
    (event,) = calendar.events
    # unloaded from 06:30 to 06:51 on Monday in Vietnam
    assert event.start.isoformat() == "2026-11-22T23:30:00+00:00"
    assert event.end.isoformat() == "2026-11-22T23:51:00+00:00"
    assert HOSTILE_NAME in str(event.location)
    for piece in ("700", "3"):
        assert piece in str(event.summary)
    for piece in ("V-N1", "HEXA-2", "30/06/2027", "Kho Bắc"):
        assert piece in str(event.description)


def test_a_courier_stands_in_the_calendar_too(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    write_calendars(tiny_plan, tiny_inputs, tmp_path, lang="en")
    calendar = Calendar.from_ical((tmp_path / "calendars" / "centre-isle.ics").read_bytes())
    assert "Courier C-1" in str(calendar.events[0].description)


def test_a_new_plan_moves_the_entry_and_the_same_plan_gives_the_same_bytes(
    tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tmp_path: Path
) -> None:
    for name, plan in (("a", tiny_plan), ("b", tiny_plan), ("c", replace(tiny_plan, plan_id="other"))):
        (tmp_path / name).mkdir()
        write_calendars(plan, tiny_inputs, tmp_path / name)
    a, b, c = ((tmp_path / name / "calendars" / "centre-far.ics").read_bytes() for name in "abc")
    assert a == b != c
    uids = [Calendar.from_ical(text).events[0].uid for text in (a, c)]
    assert uids[0] == uids[1]
