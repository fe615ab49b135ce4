"""What the table of engines and rules says is so: of OR-Tools' search, and of the page that shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from routing_instances import Client, H, problem, scattered

from distribution.language.catalogue import catalogue, say
from distribution.progress import Limits
from solvers.routing import tables as rule
from solvers.routing.engines import ENGINES
from solvers.routing.or_tools.engine import ortools, supports
from solvers.routing.or_tools.part import solve_part
from solvers.routing.or_tools.parts import free_of, part_of
from solvers.routing.or_tools.regions import regions
from solvers.routing.problem import RouteChoice, RoutingProblem
from solvers.routing.referee import trip, violations
from solvers.routing.tables import DAYS, new_state
from solvers.routing.week_rules import CONCERNED, KNOWN, ORTOOLS, RULES, Known, beyond

PAGE = Path(__file__).resolve().parents[2] / "docs" / "routing_rules.md"
NEVER_BROKEN = rule.BOXES | rule.PAYLOAD | rule.VALUE | rule.RANGE


def raw(one: RoutingProblem, solutions: int = 40) -> list[tuple[int, list[int]]]:
    """Return what OR-Tools' search finds from nothing, as it leaves the library: (slot, visits)."""
    state, found = new_state(one.tables), []
    for region in regions(one, state):
        free = free_of(one, state, region)
        answer = solve_part(part_of(one, state, free), solutions, None)
        found += [(free.slots[row], visits) for row, visits in answer]
    return found


def narrow(seed: int) -> RoutingProblem:
    """Return a week in which loads, value, range and days bind."""
    one = scattered(14, seed, vehicles=2)
    t = one.tables
    rules, kind, clients = t.rules.copy(), t.kind.copy(), t.client.copy()
    rules[rule.VALUE_CAP] = 3_000_000_000
    kind["boxes"], kind["payload_g"], kind["range_m"] = 11, 260_000, 420_000
    clients["vehicle"][:4] = (0, 1, 0, 1)
    ready = t.ready_day.copy()
    ready[4:8] = 1
    changed = t._replace(rules=rules, kind=kind, client=clients, ready_day=ready)
    return replace(one, tables=changed)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_the_search_of_ortools_holds_exactly_it_never_breaks(seed: int) -> None:
    one = narrow(seed)
    t, routes = one.tables, raw(one)
    assert sum(len(visits) for _, visits in routes) >= 6
    assert len({slot for slot, _ in routes}) == len(routes)
    for slot, visits in routes:
        vehicle, day = divmod(slot, DAYS)
        when = trip(one, RouteChoice(vehicle=vehicle, day=day, depart_s=day * 86_400, visits=tuple(visits)))
        assert when.broken & NEVER_BROKEN == 0
        clients = t.visit["client"][visits]
        assert (t.visit["day"][visits] == day).all()
        assert (t.ready_day[clients, 0] <= day).all()
        assert set(t.client["vehicle"][clients].tolist()) <= {-1, vehicle}


def test_the_search_of_ortools_knows_nothing_of_bays_and_the_answer_keeps_them() -> None:
    at_seven = ((7 * H, 7 * H + 1_800),)
    one = problem(
        [Client(at=(60, 0), windows=at_seven), Client(at=(-60, 0), windows=at_seven)], vehicles=2, bays=1
    )
    depots = one.tables.depot.copy()
    depots["opens_s"] = 5 * H + 900
    one = replace(one, tables=one.tables._replace(depot=depots))
    assert len(raw(one)) == 2  # both vans leave at six, when they are loaded
    outcome = ortools(one, limits=Limits(iterations=20))
    assert violations(one, outcome.value) == ()
    assert len(outcome.value.unserved) == 1


def test_driving_of_a_day_is_bounded_in_the_search() -> None:
    # two clients at two and a half hours, one east, one west: ten hours and twenty at the wheel, shift apart
    one = problem([Client(at=(155, 0)), Client(at=(-155, 0))], vehicles=1)
    kind = one.tables.kind.copy()
    kind["shift_s"] = 20 * H
    assert all(len(visits) == 1 for _, visits in raw(replace(one, tables=one.tables._replace(kind=kind))))


def test_overtime_is_priced_in_the_search() -> None:
    # an hour of overtime costs 105,000 a crew, a second van 700,000 a day
    clients = [Client(at=(100, 0), days=(0, 1)), Client(at=(-100, 0), days=(0, 1))]
    dear = problem(clients, vehicles=1)
    rules = dear.tables.rules.copy()
    rules[rule.OVERTIME_VND_H] = 100_000_000
    dear = replace(dear, tables=dear.tables._replace(rules=rules))
    assert len(raw(problem(clients, vehicles=1))) == 1
    assert len(raw(dear)) == 2


def test_every_engine_has_a_word_on_every_rule() -> None:
    assert set(KNOWN) == set(ENGINES)
    for known in KNOWN.values():
        assert set(known) == set(RULES)
    for name in RULES:
        assert set(catalogue()[f"engine.rule.{name}"]) >= {"vi", "en"}
    unknown = {name for name, how in ORTOOLS.items() if how in (Known.AFTER, Known.START)}
    assert unknown == set(CONCERNED)


def test_the_rules_beyond_an_engine_are_told_with_their_figures() -> None:
    one = scattered(10, seed=1)
    assert beyond("ours", one) == ()
    told = {s.key.removeprefix("engine.beyond."): s.arguments["count"] for s in beyond("ortools", one)}
    assert told == {"weekly_driving": 1, "nights": 2, "bays": 1, "linked_visits": 2}
    for sentence in beyond("ortools", one):
        for lang in ("vi", "en"):
            assert sentence.said(lang).startswith("ortools")


def test_nothing_to_route_is_told_with_what_there_is() -> None:
    reason = supports(problem([Client(at=(9, 0))], vehicles=0))
    assert reason is not None
    assert reason.said("en") == "Nothing to route: 1 clients, 0 vehicles"
    assert supports(problem([Client(at=(9, 0))])) is None


def table() -> list[str]:
    """Return the rows of the table of the page."""
    engines = ("ours", "ortools", "insertion")
    rows = [f"| rule | {' | '.join(f'`{e}`' for e in engines)} |", "|---|---|---|---|"]
    for name in RULES:
        known = (say(f"engine.known.{KNOWN[engine][name]}", "en") for engine in engines)
        rows.append(f"| {say(f'engine.rule.{name}', 'en')} | {' | '.join(known)} |")
    return rows


def test_the_page_shows_the_table() -> None:
    assert "\n".join(table()) in PAGE.read_text(encoding="utf-8")
