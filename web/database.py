"""The door to the database: short transactions in threads, so that a locked or absent database never stops the rest.

1. Each piece of work is a function of a session; it runs in a thread, in one transaction.
2. SQLite waits a tenth of a second for a lock and then gives the thread back; the work is tried again a little later.
3. After about a second it is `UnavailableError`, and the caller says honestly that nothing was kept.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

T = TypeVar("T")

_PAUSES = (0.05, 0.1, 0.2, 0.3)
_LOCK_WAIT_MS = 100
_CONNECT_SECONDS = 2
_LAST_WORK_SECONDS = 5
_THREADS = 4
"""PostgreSQL is asked little. SQLite has one writer: a second thread would only wait for the first, and unfairly."""


class UnavailableError(Exception):
    """The database did not take or give it; nothing was kept."""


def engine_for(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL. Values never stand in its errors, because they may be a visitor's words."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, hide_parameters=True, connect_args={"timeout": _LOCK_WAIT_MS / 1000})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=_CONNECT_SECONDS,
        connect_args={
            "connect_timeout": _CONNECT_SECONDS,
            "options": "-c lock_timeout=1000 -c statement_timeout=3000",
        },
    )


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, not at the first write
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    if mode not in {"wal", "memory"}:
        connection.execute("PRAGMA journal_mode=WAL")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the lock at once: a transaction that reads first and writes later could never be retried."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """Runs pieces of work on the record of talks."""

    def __init__(self, url: str) -> None:
        self.engine = engine_for(url)
        self._writer = self.engine.execution_options(writes=True)
        self._readers = CapacityLimiter(_THREADS)
        self._writers = CapacityLimiter(1 if self.engine.dialect.name == "sqlite" else _THREADS)
        self._urgent = CapacityLimiter(1)
        self._working, self._idle = 0, threading.Condition()

    async def read(self, work: Callable[[Session], T]) -> T:
        """The result of work that only looks. Raises UnavailableError."""
        return await self._run(self.engine, work, self._readers)

    async def write(self, work: Callable[[Session], T], *, urgent: bool = False) -> T:
        """The result of work that changes something, committed. Raises UnavailableError, and then nothing was changed.

        Urgent work has its own thread, so that a message that speaks of danger does not wait for a hundred others.
        """
        return await self._run(self._writer, work, self._urgent if urgent else self._writers)

    async def _run(self, engine: Engine, work: Callable[[Session], T], threads: CapacityLimiter) -> T:
        def transaction() -> T:
            with self._counted(), Session(engine, expire_on_commit=False) as session, session.begin():
                return work(session)

        for pause in (*_PAUSES, None):
            try:
                return await anyio.to_thread.run_sync(transaction, limiter=threads)
            except (OperationalError, PoolTimeout) as error:
                if pause is None or not _may_pass(error):
                    raise UnavailableError(type(error).__name__) from None
                await asyncio.sleep(pause)
            except IntegrityError:
                raise
            except DBAPIError as error:
                if not isinstance(error.orig, sqlite3.Error) and not error.connection_invalidated:
                    raise
                raise UnavailableError(type(error).__name__) from None
        raise AssertionError("the last try returns or raises")

    async def alive(self) -> bool:
        """Whether the database answers."""
        try:
            await self.read(lambda session: session.execute(text("SELECT 1")))
        except UnavailableError:
            return False
        return True

    async def wipe_journal(self) -> None:
        """Take erased words out of SQLite's journal file too; elsewhere there is nothing to do."""

        def checkpoint() -> None:
            with self.engine.connect() as connection:
                cursor = connection.connection.cursor()
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()

        if self.engine.dialect.name == "sqlite":
            with contextlib.suppress(DBAPIError, sqlite3.Error):  # a reader is busy: the next checkpoint does it
                await anyio.to_thread.run_sync(checkpoint, limiter=self._writers)

    def close(self) -> None:
        """Let go of all connections, when the work under way is done: a task can be cancelled, its thread goes on."""
        with self._idle:
            self._idle.wait_for(lambda: not self._working, _LAST_WORK_SECONDS)
        self.engine.dispose()

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        with self._idle:
            self._working += 1
        try:
            yield
        finally:
            with self._idle:
                self._working -= 1
                self._idle.notify_all()


def _may_pass(error: Exception) -> bool:
    """Whether trying again a moment later makes sense: a lock passes, a full disk or an absent server does not."""
    said = str(getattr(error, "orig", error)).lower()
    return any(word in said for word in ("locked", "busy", "deadlock", "lock timeout", "serialize"))
