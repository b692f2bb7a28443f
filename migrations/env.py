"""Run the migrations on the database that the caller or the environment names.

Five rooms keep tables: the catalogue, the talks of the gateway, the registry of websites, the staff of the desk, and
the review, whose tables belong to those of the talks. All are looked at when models and migrations are compared.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

from alembic import context
from sqlalchemy import Connection, MetaData, event

from catalogue.database import engine_for

MODELS = (
    "catalogue.models",
    "web.conversations.models",
    "web.partners.models",
    "web.review.models",
    "web.staff.models",
)
"""The modules that define tables; each has a declarative `Base`."""
LOCK = 7_104_533
"""The number of the advisory lock on PostgreSQL under which only one process migrates."""


def metadata() -> list[MetaData]:
    """The tables of every room that has any."""
    return list(dict.fromkeys(import_module(name).Base.metadata for name in MODELS))


def address() -> str:
    """The database: what the caller set, else WEGWIJS_DATABASE_URL. Raises RuntimeError when neither is there."""
    url = context.config.attributes.get("url") or os.environ.get("WEGWIJS_DATABASE_URL")
    if not url:
        raise RuntimeError("no database: set WEGWIJS_DATABASE_URL, or call catalogue.database.upgrade(url)")
    return str(url)


def run(connection: Connection) -> None:
    """Migrate in one transaction, so that a failure leaves the old tables; a second process waits and finds it done."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # The driver would begin a transaction only at the first write, and leave changes of tables outside it.
        # Tables are changed by copying: with foreign keys on, dropping the old copy would empty the tables below it.
        driver: Any = connection.connection.dbapi_connection
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.commit()
        driver.isolation_level = None
        event.listen(connection.engine, "begin", lambda begun: begun.exec_driver_sql("BEGIN IMMEDIATE"))
    context.configure(
        connection=connection,
        target_metadata=metadata(),
        render_as_batch=sqlite,
        compare_type=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        if not sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        context.run_migrations()


def run_offline() -> None:
    """Print the SQL instead of running it (`alembic upgrade head --sql`)."""
    context.configure(url=address(), target_metadata=metadata(), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    engine = engine_for(address())
    try:
        with engine.connect() as connection:
            run(connection)
    finally:
        engine.dispose()
