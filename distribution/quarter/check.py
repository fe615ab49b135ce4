"""Is a quarter's allocation allowed?  Every rule recomputed from answer and inputs, without a solver."""

from __future__ import annotations

from distribution.feasibility.verdict import Violation
from distribution.inputs import WeekInputs
from distribution.quarter.answer import QuarterAllocation
from distribution.quarter.check_known import unknown_names
from distribution.quarter.check_litres import lane_breaches, store_breaches
from distribution.quarter.check_lots import lot_breaches
from distribution.quarter.check_need import need_breaches
from distribution.quarter.check_returned import returned_breaches
from distribution.quarter.check_settled import settled_breaches


def check_quarter(allocation: QuarterAllocation, inputs: WeekInputs) -> tuple[Violation, ...]:
    """Return every breach: names, lots, first expired first out, litres, lanes, need, returns, locks, levels.

    An answer that names what the inputs do not know is judged no further.
    """
    unknown = unknown_names(allocation, inputs)
    if unknown:
        return unknown
    return (
        *lot_breaches(allocation, inputs),
        *store_breaches(allocation, inputs),
        *lane_breaches(allocation, inputs),
        *need_breaches(allocation, inputs),
        *returned_breaches(allocation, inputs),
        *settled_breaches(allocation),
    )
