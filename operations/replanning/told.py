"""What a re-planning was asked, said back: a planner sees that it was understood, even if nothing moves."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from distribution.files.bundled import data_path
from distribution.inputs import WeekInputs
from distribution.language.catalogue import say
from distribution.language.sentence import day_text, whole
from distribution.naming import named, names_of
from operations.replanning.changes import Changes


def asked_lines(changes: Changes, inputs: WeekInputs, lang: str) -> list[str]:
    """Return a sentence for every vehicle, centre, road and urgent order, and one for the workbook."""
    return [*_days(changes, inputs, lang), *_roads(changes, lang), *_orders(changes, inputs, lang)]


def _days(changes: Changes, inputs: WeekInputs, lang: str) -> Iterator[str]:
    names, week = names_of(inputs), inputs.calendar.week
    for absence in changes.absences:
        days = set(absence.days)
        if absence.vehicle_id in changes.broken_down:
            days.add(
                week.day_of(changes.frozen_s)
            )  # what it has done of that day stays, no more is asked of it
        if days:
            told = _told(sorted(days), week.days[-1], lang)
            yield say("replan.asked_vehicle", lang, subject=absence.vehicle_id, days=told)
    closed: dict[str, set[date]] = defaultdict(set)
    for closure in changes.closures:
        closed[closure.centre_id].add(closure.day)
    for centre_id, days in closed.items():
        told = _told(sorted(days), week.days[-1], lang)
        yield say("replan.asked_closed", lang, subject=named(names, centre_id), days=told)


def _told(days: Sequence[date], last: date, lang: str) -> str:
    """Return days one by one, of several that run to the end of the week the first."""
    if len(days) > 1 and days[-1] == last and (last - days[0]).days == len(days) - 1:
        return say("replan.asked_rest", lang, day=day_text(days[0], lang))
    return say("replan.asked_days", lang, days=", ".join(day_text(day, lang) for day in days))


def _roads(changes: Changes, lang: str) -> Iterator[str]:
    if not changes.closed_roads:
        return
    with data_path("road_nodes.csv").open(encoding="utf-8", newline="") as file:
        nodes = {row["id"]: row["name"] for row in csv.DictReader(file)}
    for road in changes.closed_roads:
        yield say("replan.asked_road", lang, subject=" – ".join(nodes.get(end, end) for end in road))


def _orders(changes: Changes, inputs: WeekInputs, lang: str) -> Iterator[str]:
    names = names_of(inputs)
    for order in changes.urgent:
        told = {"subject": named(names, order.centre_id), "product": named(names, order.product_id)}
        yield say("replan.asked_urgent", lang, **told, doses=whole(order.doses, lang))
    counts = {"locks": len(changes.locks), "waivers": len(changes.waivers), "permits": len(changes.permits)}
    if any(counts.values()):
        yield say("replan.asked_book", lang, **counts)
