"""Day patterns: open days only, refrigerators that hold them, locks honoured, no pack lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from tiny_places import COLD, FRI, MON, SAT, THU, TUE, WED

from distribution.calendar import Closure, Holiday
from distribution.demand import demand
from distribution.earlier import Earlier
from distribution.feasibility.shelf import Shelf
from distribution.inputs import Lock, WeekInputs
from distribution.plan import Drop
from distribution.progress import Progress
from distribution.projection import project
from distribution.travel import TravelTable
from solvers.allocation.allocate import allocate
from solvers.allocation.problem import Allocation, AllocationLine
from solvers.patterns import boxes_for, centre_requests
from solvers.visits import CentreRequest, DayPattern


def _silent(progress: Progress) -> None:
    del progress


@pytest.fixture(scope="module")
def country(country_inputs: WeekInputs, country_travel: TravelTable) -> Allocation:
    wanted = demand(country_inputs, project(country_inputs))
    return allocate(country_inputs, country_travel, wanted, on_progress=_silent)


def _allocation(packs: int) -> Allocation:
    line = AllocationLine(
        centre_id="centre-near",
        product_id="HEXA",
        depot_id="depot-north",
        need_doses=10 * packs,
        need_packs=packs,
        packs=packs,
        reason="",
    )
    return Allocation(
        lines=(line,), depots={"centre-near": ("depot-north", "hub-tiny")}, unmet_packs={"HEXA": 0}
    )


def _patterns(inputs: WeekInputs, packs: int) -> tuple[DayPattern, ...]:
    (request,) = centre_requests(inputs, _allocation(packs), project(inputs), {})
    return request.patterns


def _days(patterns: tuple[DayPattern, ...]) -> list[tuple[date, ...]]:
    return [tuple(v.day for v in p.visits) for p in patterns]


def _with_fridge(inputs: WeekInputs, ml: int) -> WeekInputs:
    centres = tuple(
        replace(c, stores_ml={COLD: ml}) if c.centre_id == "centre-near" else c
        for c in inputs.network.centres
    )
    return replace(inputs, network=replace(inputs.network, centres=centres))


def _requests(inputs: WeekInputs, allocation: Allocation) -> tuple[CentreRequest, ...]:
    return centre_requests(inputs, allocation, project(inputs), {})


def test_a_small_load_may_come_on_any_single_day(tiny_inputs: WeekInputs) -> None:
    patterns = _patterns(tiny_inputs, 10)
    assert _days(patterns) == [(d,) for d in (MON, TUE, WED, THU, FRI, SAT)]
    visit = patterns[0].visits[0]
    assert (visit.volume_ml, visit.boxes, visit.value_vnd) == (7_500, 1, 100_000_000)


def test_waiting_is_priced_by_the_doses_missed(tiny_inputs: WeekInputs) -> None:
    """50 HEXA on hand and 60 given a day: 10 missed on Monday, 60 on every day after it."""
    prices = [p.price_vnd for p in _patterns(tiny_inputs, 10)]
    missed = [0, 10, 70, 130, 190, 250]
    assert prices == [m * 40_000 for m in missed]


def test_a_day_other_than_promised_has_its_price(tiny_inputs: WeekInputs) -> None:
    free = [p.price_vnd for p in _patterns(tiny_inputs, 10)]
    priced = replace(tiny_inputs.parameters, change_day_vnd=100_000)
    on_thursday = Earlier(plan_id="P", days={"centre-near": frozenset({3})})
    kept = replace(tiny_inputs, parameters=priced, earlier=on_thursday)
    extra = [p.price_vnd - before for p, before in zip(_patterns(kept, 10), free, strict=True)]
    assert extra == [100_000, 100_000, 100_000, 0, 100_000, 100_000]
    # at no price, or for a centre to which nothing was promised, nothing changes
    elsewhere = replace(kept, earlier=Earlier(plan_id="P", days={"centre-city": frozenset({3})}))
    for same in (replace(kept, parameters=tiny_inputs.parameters), elsewhere):
        assert [p.price_vnd for p in _patterns(same, 10)] == free


def test_a_day_moved_added_or_dropped_counts_once() -> None:
    earlier = Earlier(plan_id="P", days={"c": frozenset({0, 3})})
    days: list[tuple[int, ...]] = [(0, 3), (0, 4), (1, 4), (0,), (2,), (0, 2, 3)]
    assert [earlier.changed_days("c", d) for d in days] == [0, 1, 2, 1, 2, 1]


def test_a_full_refrigerator_waits_until_there_is_room(tiny_inputs: WeekInputs) -> None:
    """50 doses stand there on Monday (3,750 ml), none from Tuesday on."""
    assert _days(_patterns(_with_fridge(tiny_inputs, 30_000 + 3_750), 40))[0] == (MON,)
    assert _days(_patterns(_with_fridge(tiny_inputs, 30_000 + 3_749), 40))[0] == (TUE,)
    assert _patterns(_with_fridge(tiny_inputs, 29_999), 40) == ()


def test_a_large_load_may_come_in_two(tiny_inputs: WeekInputs) -> None:
    """240 packs are 180 litres: 9 boxes.  Two visits need the room of both."""
    patterns = _patterns(_with_fridge(tiny_inputs, 200_000), 240)
    pairs = [p for p in patterns if len(p.visits) == 2]
    assert _days(tuple(pairs)) == [(MON, THU), (TUE, FRI), (WED, SAT)]
    for pattern in pairs:
        assert sum(v.packs["HEXA"] for v in pattern.visits) == 240
    # Monday to Thursday 180, half of the safety 150, less 50 on hand: 280 doses
    assert pairs[0].visits[0].packs["HEXA"] == 28


@pytest.mark.parametrize("word", ["none", "emergency"])
def test_closed_days_are_absent(tiny_inputs: WeekInputs, word: str) -> None:
    calendar = tiny_inputs.calendar
    holiday = Holiday(first=WED, last=WED, name="Nghỉ", deliveries=word, demand_factor=0.0)
    closure = Closure(centre_id="centre-near", day=FRI)
    closed = replace(calendar, holidays=(holiday,), closures=(closure,))
    inputs = _with_fridge(replace(tiny_inputs, calendar=closed), 200_000)
    assert _days(_patterns(inputs, 240)) == [(MON,), (TUE,), (THU,), (SAT,), (MON, THU)]


def test_locks_are_honoured(tiny_inputs: WeekInputs) -> None:
    lock = Lock(centre_id="centre-near", day=THU, vehicle_id="V-N1")
    inputs = _with_fridge(replace(tiny_inputs, locks=(lock,)), 200_000)
    (request,) = _requests(inputs, _allocation(240))
    assert _days(request.patterns) == [(THU,), (MON, THU)]
    assert request.locked_vehicle_id == "V-N1"


def test_what_the_lots_have_taught_is_kept(tiny_inputs: WeekInputs) -> None:
    near, hub = ("centre-near", "depot-north"), ("centre-near", "hub-tiny")
    projection = project(tiny_inputs)
    (request,) = centre_requests(tiny_inputs, _allocation(5), projection, {near: WED, hub: TUE}, {near, hub})
    assert request.depot_ids == ("depot-north",)  # the nearest stays
    assert request.ready == {"depot-north": WED}
    assert centre_requests(tiny_inputs, _allocation(5), projection, {}, set(), {"centre-near"}) == ()


def test_a_centre_without_packs_is_not_asked_for(tiny_inputs: WeekInputs) -> None:
    assert _requests(tiny_inputs, _allocation(0)) == ()


def test_boxes_round_up(tiny_inputs: WeekInputs) -> None:
    box = tiny_inputs.fleet.box("PCM28")
    one = int(box.vaccine_ml * 0.78)
    assert [boxes_for(ml, box, 0.78) for ml in (0, 1, one, one + 1)] == [0, 1, 1, 2]


def test_on_the_country_no_pack_is_lost_or_added(country_inputs: WeekInputs, country: Allocation) -> None:
    packs: dict[str, Counter[str]] = {}
    for line in country.lines:
        packs.setdefault(line.centre_id, Counter())[line.product_id] += line.packs
    requests = _requests(country_inputs, country)
    assert [r.centre_id for r in requests] == sorted(c for c in packs if packs[c].total())
    for request in requests:
        for pattern in request.patterns:
            total: Counter[str] = Counter()
            for visit in pattern.visits:
                total.update(visit.packs)
            assert total == packs[request.centre_id]
    assert any(len(p.visits) == 2 for r in requests for p in r.patterns)


def test_on_the_country_every_pattern_passes_the_judges_shelf(
    country_inputs: WeekInputs, country: Allocation
) -> None:
    """R2 by the judges' own count, on every day of every pattern of every fourth centre."""
    judged = 0
    for request in _requests(country_inputs, country)[::4]:
        limit = country_inputs.network.centre(request.centre_id).stores_ml[COLD]
        for pattern in request.patterns:
            shelf = Shelf.opening(request.centre_id, country_inputs)
            for visit in pattern.visits:
                assert not country_inputs.calendar.closed(request.centre_id, visit.day)
                shelf.use_until(visit.day)
                shelf.add(tuple(_drop(country_inputs, p, n) for p, n in visit.packs.items()))
                assert shelf.volume_ml(COLD) <= limit
                judged += 1
    assert judged > 100


def _drop(inputs: WeekInputs, product_id: str, packs: int) -> Drop:
    doses = packs * inputs.vaccines[product_id].pack_doses
    return Drop(product_id=product_id, lot_id="any", use_by=date(2028, 1, 1), packs=packs, doses=doses)
