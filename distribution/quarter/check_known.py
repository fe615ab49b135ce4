"""A0, R13: a quarter's allocation names only what exists, in whole packs of at least one."""

from __future__ import annotations

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.network import SiteKind
from distribution.quarter.answer import Issue, Movement, QuarterAllocation


def unknown_names(allocation: QuarterAllocation, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return every issue or movement with an unknown name, a wrong period, or broken packs."""
    found = [_issue_fault(issue, allocation, inputs) for issue in allocation.issues]
    found += [_movement_fault(m, allocation, inputs) for m in allocation.movements]
    return tuple(v for v in found if v is not None)


def _issue_fault(issue: Issue, allocation: QuarterAllocation, inputs: WeekInputs) -> Violation | None:
    known = (
        issue.centre_id in inputs.forecast.centre_ids
        and issue.product_id in inputs.forecast.product_ids
        and _lot_is_of(issue.lot_id, issue.product_id, inputs)
        and any(d.site_id == issue.depot_id for d in inputs.network.depots)
        and 0 <= issue.period < len(allocation.horizon)
    )
    if not known:
        return _violation("A0", issue.lot_id, issue.centre_id, "quarter_unknown", issue.packs)
    whole = issue.packs > 0 and issue.doses == issue.packs * inputs.vaccines[issue.product_id].pack_doses
    return (
        None
        if whole
        else _violation("R13", issue.lot_id, issue.centre_id, "quarter_broken_pack", issue.doses)
    )


def _movement_fault(
    movement: Movement, allocation: QuarterAllocation, inputs: WeekInputs
) -> Violation | None:
    sites = {s.site_id: s.kind for s in inputs.network.sites}
    from_centre = movement.origin_id in inputs.forecast.centre_ids and not movement.lane_id
    thaws_late = movement.thaws and sites.get(movement.destination_id) is not SiteKind.DEPOT
    known = (
        (movement.origin_id in sites or from_centre)
        and movement.destination_id in sites
        and _lot_is_of(movement.lot_id, movement.product_id, inputs)
        and 0 <= movement.period <= movement.received_period < len(allocation.horizon)
        and not thaws_late
        and (from_centre or not movement.passed_on)
    )
    if not known:
        return _violation("A0", movement.lot_id, movement.destination_id, "quarter_unknown", movement.packs)
    full = movement.packs * inputs.vaccines[movement.product_id].pack_doses
    may_be_opened = from_centre and not movement.passed_on
    whole = movement.packs > 0 and (movement.doses == full or (may_be_opened and 0 < movement.doses <= full))
    if whole:
        return None
    return _violation("R13", movement.lot_id, movement.destination_id, "quarter_broken_pack", movement.doses)


def _lot_is_of(lot_id: str, product_id: str, inputs: WeekInputs) -> bool:
    lot = inputs.lots.get(lot_id)
    return lot is not None and lot.product_id == product_id


def _violation(rule: str, lot_id: str, place_id: str, key: str, amount: int) -> Violation:
    return Violation(rule=rule, subject_id=lot_id, place_id=place_id, key=key, amount=amount)
