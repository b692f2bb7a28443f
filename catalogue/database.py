"""Open the database (SQLite by default, PostgreSQL where there is one) and bring it to the newest tables."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection as SQLiteConnection

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from catalogue.reindexing import fill_empty_index

ROOT = Path(__file__).resolve().parents[1]
"""Where alembic.ini and migrations/ stand: the root of the checkout."""
BUSY_SECONDS = 5
"""How long a writer waits for another before it gives up, on SQLite."""
CONNECT_SECONDS = 5
"""How long a connection to a PostgreSQL server may take."""
STATEMENT_SECONDS = 60
"""How long one statement may take there: ample for an import, an end to what hangs."""


def engine_for(url: str) -> Engine:
    """An engine for a database address such as sqlite:///data/wegwijs.db or postgresql+psycopg://...

    On SQLite readers do not wait for the writer (WAL), writers wait for each other, and foreign keys count. Values
    never stand in errors, because a question to the catalogue holds a visitor's illness and place.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return create_engine(
            address.set(drivername="postgresql+psycopg"),
            hide_parameters=True,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": CONNECT_SECONDS,
                "options": f"-c statement_timeout={STATEMENT_SECONDS * 1000}",
            },
        )
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions on this engine. Objects stay readable after a commit; who opens a session commits it."""
    return sessionmaker(engine, expire_on_commit=False)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the tables of the database at `url` to the newest migration (or to `revision`).

    At the newest one an index that a migration emptied is filled anew: some half a minute for 100,000 records.
    """
    command.upgrade(alembic_config(url), revision)
    if revision == "head":
        engine = engine_for(url)
        try:
            with Session(engine) as session, session.begin():
                fill_empty_index(session)
        finally:
            engine.dispose()


def alembic_config(url: str) -> Config:
    """The settings of the migrations, aimed at the database at `url`. Raises FileNotFoundError outside a checkout."""
    ini = ROOT / "alembic.ini"
    if not ini.is_file():
        raise FileNotFoundError(f"{ini} is missing; the migrations only run from a checkout of the project")
    config = Config(ini)
    config.attributes["url"] = url
    return config


def _prepare_sqlite(connection: SQLiteConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    cursor.close()
