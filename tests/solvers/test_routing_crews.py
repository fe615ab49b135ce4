"""Drivers: licence, one duty at a time, rest, weekly hours; routes nobody can take are placed anew."""

from __future__ import annotations

from dataclasses import replace

from routing_instances import Client, H, problem, scattered

from distribution.progress import Limits
from solvers.routing.crews import Wishes, crews
from solvers.routing.insertion import insertion
from solvers.routing.manning import manned, unmanned
from solvers.routing.problem import RouteChoice, RoutingSolution
from solvers.routing.referee import violations
from solvers.routing.rosters import Duty, Hand

RULES = {"rest_s": 11 * H, "weekly_s": 48 * H}


def duty(day: int, start_h: int, end_h: int, level: int = 1, driving_h: int = 5, crew: int = 1) -> Duty:
    return Duty(
        depot_id="depot",
        level=level,
        crew=crew,
        start_s=day * 24 * H + start_h * H,
        end_s=day * 24 * H + end_h * H,
        first_day=day,
        last_day=day + end_h // 24,
        driving_s=driving_h * H,
    )


def hand(name: str, level: int = 1, days: range = range(7)) -> Hand:
    return Hand(driver_id=name, depot_id="depot", level=level, days=frozenset(days))


def test_two_duties_of_a_day_need_two_drivers() -> None:
    made = crews([duty(0, 5, 12), duty(0, 13, 20)], [hand("a")], **RULES)
    assert sorted(made, key=str) == [("a",), None]


def test_eleven_hours_between_shifts() -> None:
    assert crews([duty(0, 10, 20), duty(1, 7, 12)], [hand("a")], **RULES) == (("a",), ("a",))
    assert None in crews([duty(0, 10, 20), duty(1, 6, 12)], [hand("a")], **RULES)


def test_licence_days_and_crew() -> None:
    assert crews([duty(0, 5, 12, level=2)], [hand("a")], **RULES) == (None,)
    assert crews([duty(3, 5, 12)], [hand("a", days=range(3))], **RULES) == (None,)
    assert crews([duty(0, 5, 12, crew=2)], [hand("a"), hand("b")], **RULES) == (("a", "b"),)


def test_forty_eight_hours_a_week() -> None:
    week = [duty(day, 5, 16, driving_h=10) for day in range(5)]
    assert sum(d is None for d in crews(week, [hand("a")], **RULES)) == 1


def test_high_licences_are_spared() -> None:
    assert crews([duty(0, 5, 12)], [hand("a", level=3), hand("b", level=1)], **RULES, wishes=Wishes()) == (
        ("b",),
    )


def test_a_driver_who_knows_the_centre_is_preferred_unless_a_route_then_has_none() -> None:
    known = replace(hand("b"), known=frozenset({"centre"}))
    calls = replace(duty(0, 5, 12), centre_ids=("centre",))
    price = Wishes(unfamiliar_vnd=20_000)
    assert crews([calls], [hand("a"), known], **RULES, wishes=price) == (("b",),)
    # on the same morning the other route needs the licence that b alone holds
    high = replace(known, level=2)
    both = crews([calls, duty(0, 5, 12, level=2)], [hand("a"), high], **RULES, wishes=price)
    assert both == (("a",), ("b",))


def test_hours_on_duty_are_evened_out_at_their_price() -> None:
    week = [duty(0, 5, 15), duty(1, 5, 9), duty(2, 5, 9), duty(3, 5, 7)]
    made = crews(week, [hand("a"), hand("b")], **RULES, wishes=Wishes(imbalance_vnd_h=1))
    first = made[0]
    assert first is not None
    assert made[1:] == (tuple({"a", "b"} - set(first)),) * 3


def test_a_familiar_driver_is_worth_so_many_hours_and_no_more() -> None:
    # a knows both centres; taking both he has 20 hours more than b, else they are even
    known = replace(hand("a"), known=frozenset({"c0", "c1"}))
    week = [replace(duty(day, 5, 15), centre_ids=(f"c{day}",)) for day in (0, 1)]

    def drivers(unfamiliar_vnd: int) -> set[str]:
        prices = Wishes(unfamiliar_vnd=unfamiliar_vnd, imbalance_vnd_h=1_000)
        return {
            name for made in crews(week, [known, hand("b")], **RULES, wishes=prices) for name in made or ()
        }

    assert drivers(19_999) == {"a", "b"}
    assert drivers(20_001) == {"a"}


def test_nobody_at_all_leaves_every_route_idle() -> None:
    assert crews([duty(0, 5, 12)], [], **RULES, wishes=Wishes(unfamiliar_vnd=1, imbalance_vnd_h=1)) == (None,)


def test_a_route_that_nobody_can_take_is_placed_anew() -> None:
    # one driver: home at 23:00 on Monday, he cannot leave again before ten; the second client opens at 06
    clients = [
        Client(at=(60, 0), windows=((21 * H, 23 * H),), days=(0,)),
        Client(at=(60, 9), windows=((6 * H, 7 * H),), days=(1, 2)),
    ]
    one = problem(clients, drivers=1)
    clash = RoutingSolution(
        routes=(
            RouteChoice(vehicle=0, day=0, depart_s=20 * H, visits=(0,)),
            RouteChoice(vehicle=0, day=1, depart_s=29 * H, visits=(1,)),
        ),
        couriers=(),
        unserved=(),
    )
    assert len(unmanned(one, clash)) == 1
    mended = manned(one, clash)
    assert unmanned(one, mended) == ()
    assert mended.unserved == ()
    assert violations(one, mended) == ()


def test_the_baseline_leaves_no_route_without_driver() -> None:
    one = replace(scattered(12, seed=2), hands=problem([Client(at=(1, 1))], drivers=2).hands)
    assert unmanned(one, insertion(one, limits=Limits()).value) == ()
