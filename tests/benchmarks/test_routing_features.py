"""The table in docs/routing_rules.md of what engines hold of plain instances, asked of the engines."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain_instances import line, van
from test_routing_bad_input import asked

from benchmarks.routing.engines import ENGINES
from solvers.routing.instance import Client, Instance
from solvers.routing.plain.features import asks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "routing_rules.md"
COLUMNS = ("portfolio", "ours", "pyvrp", "insertion", "ortools", "vroom", "hgs")


def at(place: int, **fields: object) -> Client:
    return Client(**{"place": place, "load": (1,), **fields})


WEEK = tuple(van(day=day) for day in range(2))
PROBES: dict[str, tuple[str, Instance]] = {
    "loads, one type of vehicle": ("", line(at(1), at(2), types=(van(),))),
    "windows": ("windows", line(at(1, early=5, late=90), at(2), types=(van(late=900),))),
    "a longest duration": ("a longest duration", line(at(1), at(2), types=(van(longest=200),))),
    "a longest distance": ("a farthest distance", line(at(1), at(2), types=(van(farthest=200),))),
    "a price of time": ("a price of time", line(at(1), at(2), types=(van(per_duration=2),))),
    "vehicles of several types": (
        "vehicles of several types",
        line(at(1), at(2), types=(van(), van(available=1, per_distance=2))),
    ),
    "a price of a vehicle": ("fixed costs", line(at(1), at(2), types=(van(fixed=9),))),
    "a route that ends elsewhere": ("two depots of a route", line(at(1), at(2), types=(van(end=3),))),
    "clients with a prize": ("optional clients", line(at(1, prize=9), at(2), types=(van(),))),
    "several trips": ("several trips", line(at(1), at(2), types=(van(reloads=9),))),
    "several trips, releases": ("releases", line(at(1, release=5), at(2), types=(van(reloads=9),))),
    "several trips, bounded in number": ("several trips", line(at(1), at(2), types=(van(reloads=1),))),
    "several trips, a longest duration": (
        "a longest duration",
        line(at(1), at(2), types=(van(reloads=9, longest=200),)),
    ),
    "several trips, a longest distance": (
        "a farthest distance",
        line(at(1), at(2), types=(van(reloads=9, farthest=200),)),
    ),
    "several trips, vehicles of several types": (
        "several trips",
        line(at(1), at(2), types=(van(reloads=9), van(reloads=9, fixed=5))),
    ),
    "several trips, a route that ends elsewhere": (
        "several trips",
        line(at(1), at(2), types=(van(reloads=9, end=3),)),
    ),
    "releases without several trips": ("releases", line(at(1, release=5), at(2), types=(van(),))),
    "a choice of the day": (
        "days",
        line(at(1, patterns=((0,), (1,))), at(2, patterns=((1,),)), types=WEEK),
    ),
    "days of some clients alone": ("days", line(at(1, patterns=((1,),)), at(2), types=WEEK)),
    "linked days": ("days", line(at(1, patterns=((0, 1), (1,))), at(2, patterns=((1,),)), types=WEEK)),
}


def table() -> list[str]:
    """Return the rows of the table."""
    rows = [f"| feature | {' | '.join(COLUMNS)} |", "|---" * (1 + len(COLUMNS)) + "|"]
    for name, (_, instance) in PROBES.items():
        held = ["–" if ENGINES[e].reason_against(asked(instance)) else "yes" for e in COLUMNS]
        rows.append(f"| {name} | {' | '.join(held)} |")
    return rows


@pytest.mark.parametrize("name", sorted(PROBES))
def test_each_probe_asks_for_its_feature(name: str) -> None:
    feature, instance = PROBES[name]
    wanted = {what for what, there in asks(instance).items() if there}
    assert feature in wanted if feature else not wanted


def test_the_page_shows_what_the_engines_say() -> None:
    assert "\n".join(table()) in PAGE.read_text(encoding="utf-8")
