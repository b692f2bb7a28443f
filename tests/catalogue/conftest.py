"""A database for the tests of the catalogue: once SQLite, once a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from catalogue.base import Base
from catalogue.database import engine_for
from catalogue.models import Instrument  # noqa: F401 - the tables that others point to
from catalogue.transfer import import_yaml
from catalogue.transfer.importing import SEED
from tests.common.postgres import empty_database, postgres_server, postgres_url  # noqa: F401 - fixtures


@pytest.fixture(scope="session")
def postgres_engine(postgres_server: str) -> Iterator[Engine]:  # noqa: F811
    with empty_database(postgres_server) as url:
        engine = engine_for(url)
        Base.metadata.create_all(engine)
        yield engine
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on empty tables; what a test writes is gone afterwards."""
    if request.param == "postgres":
        engine = request.getfixturevalue("postgres_engine")
    else:
        engine = engine_for("sqlite://")
        Base.metadata.create_all(engine)
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()
    if request.param == "sqlite":
        engine.dispose()


@pytest.fixture(scope="session")
def seeded() -> Iterator[Engine]:
    """The records the catalogue begins with; nobody writes here."""
    engine = engine_for("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        import_yaml(session, SEED)
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def seed(seeded: Engine) -> Iterator[Session]:
    """A session on the records the catalogue begins with."""
    with Session(seeded) as session:
        yield session


@pytest.fixture
def counted(session: Session) -> Iterator[list[str]]:
    """The statements that reach the database."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)
