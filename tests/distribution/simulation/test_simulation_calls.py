"""A call by hand: in the window, after it, between two, after the last; breaks on longer drives."""

from __future__ import annotations

import numpy as np
import pytest
import tiny

from distribution.plan import Leg, Pause
from distribution.simulation.calls import Appointment, kept
from distribution.simulation.crew import Crew
from distribution.units import HOUR_S, clock_s

TWO = Appointment(
    spans=((clock_s("06:30"), clock_s("08:00")), (clock_s("11:30"), clock_s("13:30"))),
    not_before_s=clock_s("06:30"),
    service_s=1_200,
    held_until_s=0,
)


@pytest.mark.parametrize(
    ("arrive", "start", "missed", "refused"),
    [
        ("06:00", "06:30", False, False),  # waits for the opening
        ("07:40", "07:40", False, False),  # ends at 08:00
        ("07:50", "07:50", True, False),  # ends at 08:10: taken, but not in the window
        ("09:40", "09:40", True, False),  # ends at 10:00: two hours after closing
        ("09:41", "11:30", True, False),  # nobody takes it: the next window
        ("15:10", "15:10", True, False),  # two hours after the last closing
        ("15:11", "15:11", True, True),
    ],
)
def test_when_goods_are_taken(arrive: str, start: str, missed: bool, refused: bool) -> None:
    there = np.array([float(clock_s(arrive))])
    call = kept(TWO, there, there, np.ones(1), 2 * HOUR_S)
    assert (call.missed[0], call.refused[0]) == (missed, refused)
    if not refused:
        assert call.start_s[0] == clock_s(start)
        assert call.leave_s[0] == clock_s(start) + 1_200
    else:
        assert call.leave_s[0] == clock_s(arrive)


def test_a_longer_drive_takes_the_breaks_that_the_law_asks_for() -> None:
    crew = Crew(np.zeros(4), 1, tiny.tiny_inputs().parameters)
    leg = _leg(hours=3.75)
    drives = np.array([3.75, 4.0, 4.1, 8.1]) * HOUR_S
    np.testing.assert_array_equal(crew.pauses_s(drives, leg, ()), [0, 0, 900, 1_800])


def test_planned_breaks_count_and_are_not_taken_twice() -> None:
    pause = Pause(kind="break", leg=0, at_stop=False, start_s=4 * HOUR_S, end_s=4 * HOUR_S + 900)
    leg = _leg(hours=7.5)
    drives = np.array([7.5, 8.0, 8.2]) * HOUR_S
    crew = Crew(np.zeros(3), 1, tiny.tiny_inputs().parameters)
    np.testing.assert_array_equal(crew.pauses_s(drives, leg, (pause,)), [900, 900, 1_800])


def test_overtime_and_shifts_are_counted_from_loading_to_the_return() -> None:
    crew = Crew(np.zeros(3), 1, tiny.tiny_inputs().parameters)
    crew.home(np.array([7.0, 9.0, 13.0]) * HOUR_S)
    np.testing.assert_array_equal(crew.overtime_s, [0, HOUR_S, 5 * HOUR_S])
    np.testing.assert_array_equal(crew.shift_broken, [False, False, True])


def _leg(hours: float) -> Leg:
    return Leg(
        origin_id="a",
        destination_id="b",
        depart_s=0,
        arrive_s=round(hours * HOUR_S) + 900,
        distance_m=1,
        driving_s=round(hours * HOUR_S),
        ferry_s=0,
    )
