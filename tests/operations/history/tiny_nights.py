"""Two nights of the tiny week, made by hand: what centres get of the lots, and what moves between sites."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from distribution.inputs import WeekInputs
from distribution.quarter.answer import Issue, Movement, QuarterAllocation, Wanted, nightly_horizon
from operations.history import record_allocation

MON = date(2026, 11, 23)


def issue(centre_id: str, lot_id: str, packs: int, period: int = 0) -> Issue:
    return Issue(
        period=period,
        centre_id=centre_id,
        product_id=lot_id.split("-", maxsplit=1)[0],
        lot_id=lot_id,
        use_by=date(2027, 12, 31),
        depot_id="depot-north",
        packs=packs,
        doses=packs * 10,
    )


def first_night() -> QuarterAllocation:
    """HEXA-1 to two centres on Monday, to one on Tuesday and twice after the fortnight; HEXA-2 to one.

    HEXA-1 also moves to depot-south.
    """
    return QuarterAllocation(
        as_of=date(2026, 11, 22),
        horizon=nightly_horizon(MON),
        issues=(
            issue("centre-near", "HEXA-1", 20),
            issue("centre-near", "HEXA-1", 10, period=1),
            issue("centre-near", "HEXA-1", 6, period=14),
            issue("centre-near", "HEXA-1", 5, period=20),
            issue("centre-mid", "HEXA-1", 30),
            issue("centre-near", "HEXA-2", 40),
        ),
        movements=(
            Movement(
                period=0,
                received_period=1,
                lane_id="hub-tiny--depot-south",
                origin_id="hub-tiny",
                destination_id="depot-south",
                product_id="HEXA",
                lot_id="HEXA-1",
                packs=50,
                doses=500,
                use_by=date(2027, 12, 31),
            ),
        ),
        wanted=(Wanted(period=0, centre_id="centre-near", product_id="HEXA", packs=60, unmet=0),),
        objective_vnd=1_000,
        bound_vnd=990,
        inputs_digest="0" * 64,
        synthetic=True,
    )


def second_night() -> QuarterAllocation:
    """The next night gives centre-mid ten packs fewer of HEXA-1, and centre-far ten for the first time."""
    before = first_night()
    kept = tuple(i for i in before.issues if i.centre_id != "centre-mid")
    changed = (issue("centre-mid", "HEXA-1", 20), issue("centre-far", "HEXA-1", 10))
    return replace(before, as_of=date(2026, 11, 23), issues=(*kept, *changed))


def night(
    history: str,
    allocation: QuarterAllocation,
    name: str,
    inputs: WeekInputs,
    made_at: str = "2026-11-22T02:00:00+07:00",
) -> bool:
    """Record an allocation as a night does."""
    return record_allocation(
        history,
        allocation,
        run_id=name,
        inputs=inputs,
        checks={"quarter": ()},
        figures={},
        versions={},
        created_at=made_at,
    )
