"""Where the history is kept, and the one transaction in which it is read or written.

SQLite in a file beside the plans is the default; a URL names any PostgreSQL.  A history that is missing
is made when something is written into it, and never when it is only asked: an empty one would answer
"nowhere" about a lot that was delivered.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from distribution.errors import HistoryError, MissingHistoryError
from operations.history.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

VARIABLE = "COLDCHAIN_HISTORY"
FILE = "history.sqlite"
VIETNAM = timezone(timedelta(hours=7))
_WAIT_S = 10
_POSTGRES_LOCK = 0x636F6C64  # any number, as long as every writer of this history takes the same


def history_beside(folder: Path) -> str:
    """Return the history that belongs to a folder of plans or allocations.

    It is what ``COLDCHAIN_HISTORY`` says (a path or a URL), or ``history.sqlite`` beside the folder.
    """
    return os.environ.get(VARIABLE) or str(folder.resolve().parent / FILE)


@contextmanager
def writing(where: str | Path) -> Iterator[Connection]:
    """Give a connection whose writes are kept all together or not at all; the tables are up to date.

    One writer is let in at a time; the others wait.

    Raises
    ------
    HistoryError
        When the history cannot be reached or written; nothing was changed in it.
    """
    with _opened(where) as engine, engine.execution_options(writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _POSTGRES_LOCK})
        _upgrade(connection)
        yield connection


@contextmanager
def reading(where: str | Path) -> Iterator[Connection]:
    """Give a connection to a history that exists; one with older tables is brought up to date first.

    Raises
    ------
    MissingHistoryError
        When there is none.
    HistoryError
        When it cannot be reached or read.
    """
    url = _url(where)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise MissingHistoryError(shown(where))
    with _opened(where) as engine:
        with engine.connect() as connection:
            revision = _revision(connection)
        if revision is None:
            raise MissingHistoryError(shown(where))
        if revision != HEAD:
            with writing(where):
                pass
        with engine.connect() as connection:
            yield connection


def now() -> datetime:
    """Return the moment of recording, UTC to the second."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def moment_of(text: str) -> datetime:
    """Return an ISO moment as UTC to the second; one without a zone is Vietnam's time."""
    moment = datetime.fromisoformat(text)
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    return zoned.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def shown(where: str | Path) -> str:
    """Return where a history is, without the password."""
    url = _url(where)
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string()


def _url(where: str | Path) -> URL:
    if isinstance(where, Path) or "://" not in where:
        return URL.create("sqlite", database=str(where))
    try:
        return make_url(where)
    except ArgumentError as error:
        raise HistoryError(f"{VARIABLE}: {error}") from error


@contextmanager
def _opened(where: str | Path) -> Iterator[Engine]:
    """Give an engine; what its database refuses is told as a storage that is not available."""
    try:
        engine = _engine(_url(where))
        try:
            yield engine
        finally:
            engine.dispose()
    except (SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise HistoryError(f"{shown(where)}: {reason}") from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": _WAIT_S})
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _WAIT_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    # Python's own transactions leave changes of tables outside; SQLite's hold them as well.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads before it writes must own the right to write from its beginning.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def config() -> Config:
    """Return what Alembic needs to find the migrations inside the package."""
    from alembic.config import Config

    found = Config()
    folder = str(files("operations.history").joinpath("migrations"))
    found.set_main_option("script_location", folder.replace("%", "%%"))  # it fills in %(names)s
    return found


def _upgrade(connection: Connection) -> None:
    """Take the steps that are missing; the whole history waits in one transaction meanwhile."""
    if _revision(connection) == HEAD:
        return
    from alembic import command
    from alembic.util import CommandError

    steps = config()
    steps.attributes["connection"] = connection
    try:
        command.upgrade(steps, "head")
    except CommandError as error:
        raise HistoryError(f"{connection.engine.url.database}: {error}") from error


def _revision(connection: Connection) -> str | None:
    """Return the step to which the tables have come; None when there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
