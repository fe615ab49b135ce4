"""Traffic of the hour: by hand, and nobody overtakes by leaving later."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distribution.traffic import driving_s
from distribution.units import DAY_S, clock_s

SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda s: (s[0], s[1] * (1 - s[0])))


@pytest.mark.parametrize(
    ("clock", "free_s", "big_city", "city", "expected_s"),
    [
        ("07:00", 3_600, 0.0, 0.0, 3_600),  # the open road knows no peak
        ("01:00", 3_600, 1.0, 0.0, 3_600),  # nor does the night
        ("07:00", 3_600, 1.0, 0.0, 6_120),  # x 1.7
        ("07:00", 3_600, 0.0, 1.0, 4_680),  # x 1.3
        ("07:00", 3_600, 0.5, 0.0, 4_860),  # half of it in the city: x 1.35
        ("11:00", 3_600, 1.0, 0.0, 4_500),  # x 1.25
        # half an hour at 1.7 makes 1,058.8 s of the way; the other 2,541.2 s take x 1.25
        ("08:30", 3_600, 1.0, 0.0, 4_977),
        # from 21:30: 1,440 s of the way by 22:00, the rest free
        ("21:30", 3_600, 1.0, 0.0, 1_800 + 2_160),
    ],
)
def test_by_hand(clock: str, free_s: int, big_city: float, city: float, expected_s: int) -> None:
    assert driving_s(free_s, big_city, city, clock_s(clock)) == expected_s


@given(st.integers(0, 100_000), SHARES, st.integers(-DAY_S, 9 * DAY_S), st.integers(0, 20_000))
def test_who_leaves_later_never_arrives_earlier(
    free_s: int, shares: tuple[float, float], depart_s: int, later_s: int
) -> None:
    first = depart_s + driving_s(free_s, *shares, depart_s)
    second = depart_s + later_s + driving_s(free_s, *shares, depart_s + later_s)
    assert first <= second


@given(st.integers(0, 100_000), SHARES, st.integers(0, 7 * DAY_S))
def test_traffic_never_helps_and_never_more_than_the_peak(
    free_s: int, shares: tuple[float, float], depart_s: int
) -> None:
    assert free_s <= driving_s(free_s, *shares, depart_s) <= 1.7 * free_s + 1


@given(st.integers(0, 50_000), SHARES, st.integers(0, 6 * DAY_S))
def test_every_day_is_the_same(free_s: int, shares: tuple[float, float], depart_s: int) -> None:
    assert driving_s(free_s, *shares, depart_s) == driving_s(free_s, *shares, depart_s + DAY_S)
