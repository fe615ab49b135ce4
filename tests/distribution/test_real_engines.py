"""OSRM and Valhalla themselves, served from a tiny extract; their wheels exist from Python 3.12 on."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
import urllib3
from osm_world import NODES, write_world

from distribution.errors import TravelSourceError
from distribution.files.osrm import ask_osrm
from distribution.files.travel_server import TravelServer
from distribution.files.valhalla import ask_valhalla
from distribution.measured_travel import Asked, require_joined
from distribution.network import Place
from distribution.progress import Progress
from distribution.roads.graph import coordinates, haversine_km

TOWNS = (1, 2, 3, 9)
PLACES = tuple(Place(*NODES[n]) for n in TOWNS)
STARTING_S = 60.0


def quiet(_: Progress) -> None:
    """Take progress and tell nobody."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wheel(name: str) -> Path:
    spec = find_spec(name)
    assert spec is not None, f"the wheel of {name} is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent


def served(command: list[str], url: str) -> Iterator[str]:
    """Start a server, wait until it answers, give its URL, stop it."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            pool = urllib3.PoolManager(retries=False, timeout=2.0)
            for _ in range(int(STARTING_S * 4)):
                try:
                    pool.request("GET", url)
                    break
                except urllib3.exceptions.HTTPError:
                    time.sleep(0.25)
            yield url
        finally:
            server.kill()


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_world(tmp_path_factory.mktemp("engines") / "world.osm.pbf")


@pytest.fixture(scope="module")
def osrm_url(extract: Path) -> Iterator[str]:
    home = wheel("osrm")
    graph = str(extract).removesuffix(".osm.pbf") + ".osrm"
    profile = str(home / "share" / "profiles" / "car.lua")
    subprocess.run([home / "bin" / "osrm-extract", "-p", profile, extract], check=True, capture_output=True)
    subprocess.run([home / "bin" / "osrm-contract", graph], check=True, capture_output=True)
    port = free_port()
    command = [str(home / "bin" / "osrm-routed"), "-i", "127.0.0.1", "-p", str(port), graph]
    yield from served(command, f"http://127.0.0.1:{port}")


@pytest.fixture(scope="module")
def valhalla_url(extract: Path) -> Iterator[str]:
    home = wheel("valhalla")
    folder, port = extract.parent, free_port()
    ask = [sys.executable, home / "valhalla_build_config.py", "--mjolnir-tile-dir", folder / "tiles"]
    config = json.loads(subprocess.run(ask, check=True, capture_output=True).stdout)
    config["mjolnir"].pop("tile_extract", None)
    config["httpd"]["service"]["listen"] = f"tcp://127.0.0.1:{port}"
    for name in ("loopback", "interrupt", "drain"):
        config["httpd"]["service"][name] = f"ipc://{folder}/{name}"
    settings = folder / "valhalla.json"
    settings.write_text(json.dumps(config))
    build = [home / "bin" / "valhalla_build_tiles", "-c", settings, extract]
    subprocess.run(build, check=True, capture_output=True)
    command = [str(home / "bin" / "valhalla_service"), str(settings), "1"]
    yield from served(command, f"http://127.0.0.1:{port}/status")


def km(*nodes: int) -> float:
    lon, lat = coordinates([Place(*NODES[n]) for n in nodes]).T
    return float(haversine_km(lon[:-1], lat[:-1], lon[1:], lat[1:]).sum())


def told_km(found: Asked, a: int, b: int) -> float:
    return float(found.metres[TOWNS.index(a), TOWNS.index(b)]) / 1_000


def plausible(found: Asked) -> None:
    """The expressway eastward, the national road back, all at speeds of roads."""
    assert told_km(found, 1, 3) == pytest.approx(km(1, 4, 3), rel=0.01)
    assert told_km(found, 3, 1) == pytest.approx(km(3, 2, 1), rel=0.01)
    apart = ~np.eye(len(TOWNS), dtype=bool)
    kmh = (found.metres / np.maximum(found.seconds, 1) * 3.6)[apart]
    assert ((kmh > 10) & (kmh < 130)).all()
    assert (found.snapped_m < 30).all()
    require_joined(found, tuple("abcd"), "world")


def test_osrm_itself(osrm_url: str) -> None:
    plausible(ask_osrm(TravelServer(osrm_url, "osrm:world"), PLACES, quiet))


def test_osrm_tells_how_far_it_moved_a_place(osrm_url: str) -> None:
    found = ask_osrm(TravelServer(osrm_url, "osrm:world"), (*PLACES, Place(105.0, 21.2)), quiet)
    assert found.snapped_m[4] == pytest.approx(22_000, rel=0.03)
    with pytest.raises(TravelSourceError):
        require_joined(found, tuple("abcde"), "world")


def test_osrm_refuses_in_its_own_words(osrm_url: str) -> None:
    with pytest.raises(TravelSourceError) as caught:
        ask_osrm(TravelServer(osrm_url, "osrm:world"), (Place(105.0, 95.0), PLACES[0]), quiet)
    (fault,) = caught.value.faults
    assert fault.code == "travel_refused"
    assert fault.arguments["code"] in ("InvalidOptions", "InvalidQuery", "InvalidUrl")


def test_valhalla_itself(valhalla_url: str) -> None:
    server = TravelServer(valhalla_url.removesuffix("/status"), "valhalla:world")
    for profile in ("van", "truck", "motorbike"):
        found = ask_valhalla(server, profile, PLACES, quiet)
        assert np.isfinite(found.metres).all()
        if profile == "van":
            plausible(found)


def test_valhalla_tells_what_it_cannot_join(valhalla_url: str) -> None:
    server = TravelServer(valhalla_url.removesuffix("/status"), "valhalla:world")
    found = ask_valhalla(server, "van", (*PLACES, Place(110.0, 15.0)), quiet)
    assert not found.snapped_m[4] <= 3_000
    with pytest.raises(TravelSourceError):
        require_joined(found, tuple("abcde"), "world")
