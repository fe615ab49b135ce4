"""All checks of the question, in the order of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from distribution.consistency import (
    cold_physics,
    duplicates,
    geography,
    locks,
    lots,
    masses,
    provinces,
    references,
    settings,
)
from distribution.consistency.tables import Question
from distribution.errors import Fault

CHECKS: tuple[Callable[[Question], Iterator[Fault]], ...] = (
    duplicates.duplicate_keys,
    references.unknown_references,
    geography.misplaced,
    geography.unknown_provinces,
    provinces.in_another_province,
    provinces.provinces_that_do_not_match,
    lots.lots_of_another_product,
    lots.expired_lots,
    lots.use_by_after_expiry,
    lots.wrong_band,
    masses.parts_heavier_than_wholes,
    cold_physics.boxes_of_nothing,
    cold_physics.packs_larger_than_boxes,
    cold_physics.compartments_larger_than_bodies,
    cold_physics.weather_that_cannot_be,
    settings.parameters_known,
    settings.spans_in_order,
    settings.active_bans_have_hours,
    settings.locks_in_week,
    locks.locks_agree,
    locks.left_out_alone,
    locks.locked_doses_are_packs,
    locks.locked_vehicles_make_rounds,
    settings.pack_locks_have_days,
)


def question_faults(question: Question) -> list[Fault]:
    """Return every fault that the checks find, in their order."""
    return [fault for check in CHECKS for fault in check(question)]
