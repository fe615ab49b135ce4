"""OSRM and Valhalla by URL, against stubs on loopback."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

import numpy as np
import pytest
from travel_stub import Behaviour, serving, straight_m

from distribution.errors import InputError, TravelError, TravelSourceError
from distribution.files.osrm import ask_osrm
from distribution.files.travel_server import TravelServer
from distribution.files.valhalla import ask_valhalla
from distribution.measured_travel import Asked, require_joined, speed_ratio, whole
from distribution.network import Place
from distribution.progress import Progress

PLACES = tuple(Place(105.0 + i / 10, 21.0 - i / 20) for i in range(7))
IDS = tuple("abcdefg")
Ask = Callable[[TravelServer, tuple[Place, ...]], Asked]


def quiet(_: Progress) -> None:
    """Take progress and tell nobody."""


def by_osrm(server: TravelServer, places: tuple[Place, ...]) -> Asked:
    return ask_osrm(server, places, quiet)


def by_valhalla(server: TravelServer, places: tuple[Place, ...]) -> Asked:
    return ask_valhalla(server, "truck", places, quiet)


@pytest.fixture(params=[by_osrm, by_valhalla])
def ask(request: pytest.FixtureRequest) -> Ask:
    asked: Ask = request.param
    return asked


def told(behaviour: Behaviour, ask: Ask, places: tuple[Place, ...] = PLACES) -> Asked:
    with serving(behaviour) as url:
        return ask(TravelServer(url, "osrm:stub", pause_s=0.0), places)


def refused(behaviour: Behaviour, ask: Ask) -> tuple[str, dict[str, str]]:
    with pytest.raises(TravelSourceError) as caught:
        told(behaviour, ask)
    (fault,) = caught.value.faults
    assert fault.file == "osrm:stub"
    return fault.code, fault.arguments


def expected() -> np.ndarray:
    return np.array([[straight_m(a, b) for b in PLACES] for a in PLACES])


@pytest.mark.parametrize("largest", [100, 6, 3, 2])
def test_every_pair_is_answered_whatever_size_the_server_takes(ask: Ask, largest: int) -> None:
    behaviour = Behaviour(largest=largest)
    found = told(behaviour, ask)
    assert np.allclose(found.metres, expected(), atol=1.0)
    assert np.allclose(found.seconds, expected() / 10, atol=0.2)
    assert len(behaviour.asked) >= 49 / largest**2


def test_more_places_than_one_question_holds(ask: Ask) -> None:
    places = tuple(Place(105.0 + i / 100, 20.0 + i / 300) for i in range(120))
    behaviour = Behaviour()
    found = told(behaviour, ask, places)
    assert np.isfinite(found.metres).all()
    assert found.metres[0, 119] == pytest.approx(straight_m(places[0], places[119]), abs=1.0)
    # 120 = 50 + 50 + 20 each way: nine questions (Valhalla asks where the roads are once more)
    assert len(behaviour.asked) in (9, 10)


def test_a_busy_server_is_asked_again(ask: Ask) -> None:
    behaviour = Behaviour(stumbles=2)
    assert np.allclose(told(behaviour, ask).metres, expected(), atol=1.0)
    assert len(behaviour.asked) >= 3


def test_a_server_that_stays_busy_is_given_up(ask: Ask) -> None:
    behaviour = Behaviour(stumbles=100)
    code, arguments = refused(behaviour, ask)
    assert (code, arguments["tries"], len(behaviour.asked)) == ("travel_unreachable", "4", 4)
    assert "503" in arguments["detail"]


def test_nobody_there(ask: Ask) -> None:
    with serving(Behaviour()) as url:
        pass
    with pytest.raises(TravelSourceError) as caught:
        ask(TravelServer(url, "osrm:stub", pause_s=0.0), PLACES)
    assert caught.value.faults[0].code == "travel_unreachable"
    assert isinstance(caught.value, (TravelError, InputError))


@pytest.mark.parametrize(
    ("error", "ask_by"),
    [
        ({"code": "NoSegment", "message": "Could not find a matching segment for 1"}, by_osrm),
        (
            {
                "error_code": 154,
                "error": "Path distance exceeds the max distance limit",
                "status_code": 400,
                "status": "Bad Request",
            },
            by_valhalla,
        ),
    ],
)
def test_what_the_server_refuses_is_told_in_its_words(error: dict[str, object], ask_by: Ask) -> None:
    code, arguments = refused(Behaviour(error=error), ask_by)
    assert code == "travel_refused"
    assert set(arguments.values()) <= {str(v) for v in error.values()}


@pytest.mark.parametrize("raw", [b"<html>", b"[]", b'{"code": "Ok"}', b'{"code": "Ok", "distances": 3}'])
def test_what_is_no_answer_is_told(ask: Ask, raw: bytes) -> None:
    assert refused(Behaviour(raw=raw), ask)[0] == "travel_answer"


@pytest.mark.parametrize("url", ["", "127.0.0.1:5000", "ftp://here", "http://"])
def test_what_is_no_address_is_told(url: str) -> None:
    with pytest.raises(TravelSourceError) as caught:
        TravelServer(url, "osrm:")
    assert caught.value.faults[0].code == "travel_url"


def test_a_pair_without_a_way_is_named(ask: Ask) -> None:
    found = told(Behaviour(no_way=(PLACES[2], PLACES[5])), ask)
    assert np.argwhere(np.isinf(found.metres)).tolist() == [[2, 5]]
    with pytest.raises(TravelSourceError) as caught:
        require_joined(found, IDS, "stub")
    (fault,) = caught.value.faults
    assert (fault.code, fault.arguments) == (
        "travel_no_way",
        {"origin": "c", "destination": "f", "count": "1"},
    )


def test_every_place_far_from_the_roads_is_named(ask: Ask) -> None:
    found = told(Behaviour(far={PLACES[1]: 3_100.0, PLACES[4]: 20_000.0, PLACES[6]: 2_900.0}), ask)
    with pytest.raises(TravelSourceError) as caught:
        require_joined(found, IDS, "stub")
    assert [f.code for f in caught.value.faults] == ["travel_far"] * 2
    assert [f.arguments["place"] for f in caught.value.faults] == ["b", "e"]


def test_a_place_that_valhalla_cannot_join_does_not_stop_the_others() -> None:
    found = told(Behaviour(far={PLACES[1]: float("inf")}), by_valhalla)
    assert np.isinf(found.snapped_m[1])
    assert np.isinf(found.metres[1]).all()
    assert np.isfinite(np.delete(np.delete(found.metres, 1, 0), 1, 1)).all()


def test_the_way_to_the_road_is_driven_too_and_slower_vehicles_take_longer() -> None:
    # 10 km in 600 s between two places 100 m from their roads: 2 x 130 m more, at 30 km/h 31.2 s
    asked = Asked(
        metres=np.array([[0.0, 10_000.0], [10_000.0, 0.0]]),
        seconds=np.array([[0.0, 600.0], [600.0, 0.0]]),
        snapped_m=np.array([100.0, 100.0]),
    )
    metres, seconds = whole(asked, 1.0)
    assert metres.tolist() == [[0, 10_260], [10_260, 0]]
    assert seconds[0, 1] == ceil(600 + 31.2)
    # vans 1.05, heavy vehicles 0.92 of a truck's speed
    assert whole(asked, speed_ratio("van", "heavy"))[1][0, 1] == ceil(600 * 1.05 / 0.92 + 31.2)
