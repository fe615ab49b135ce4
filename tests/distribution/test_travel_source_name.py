"""A source of travel as people read it: our own roads in words, everything else as it is."""

from __future__ import annotations

import pytest

from distribution.roads.naming import travel_source
from distribution.roads.travel import SOURCE


@pytest.mark.parametrize(
    ("source", "lang", "told"),
    [
        (SOURCE, "vi", "mạng đường đi kèm chương trình"),
        (SOURCE, "en", "bundled road graph"),
        ("OSRM http://roads.example:5000", "vi", "OSRM http://roads.example:5000"),
    ],
)
def test_only_our_own_roads_have_a_name_in_words(source: str, lang: str, told: str) -> None:
    assert travel_source(source, lang) == told
