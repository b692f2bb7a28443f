"""Writes imports that were said yes to, part by part, in the background; what stopped half-way goes on at the start.

A part is one short transaction. How many records go into it follows from how long the last one took, so that a talk
never waits long for the lock of SQLite, and another process may write parts of the same import.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.transfer import waiting
from web.database import Database, UnavailableError

log = logging.getLogger(__name__)

AIM = {"sqlite": 0.1, "postgresql": 0.5}
"""Seconds that a part should take, though on a busy machine the next may take three times as long. On SQLite every
other writer waits for it; on PostgreSQL only who changes the same record."""
FEWEST, FIRST, MOST = 5, 25, 400
"""Records in a part."""
REST = 60.0
"""Seconds after which is looked again, without anybody calling: for the cleaning, and for what another left."""
PATIENCE = 2.0
"""Seconds before something that failed is tried again."""


class Importer:
    """One for each process; `run` goes on until it is cancelled."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._called = asyncio.Event()
        self._size = FIRST
        self._aim = AIM[database.engine.dialect.name]

    def wake(self) -> None:
        """There is something to write."""
        self._called.set()

    async def run(self) -> None:
        """Write what waits to be written, throw away what is past its time, and wait for the next."""
        while True:
            self._called.clear()
            wait = REST
            try:
                for import_id in await self._database.read(waiting.unfinished):
                    await self.write(import_id)
                while await self._database.write(lambda session: waiting.clean(session, datetime.now(UTC))):
                    pass
            except (UnavailableError, IntegrityError):  # a lock, or a colleague who added the same record: once more
                wait = PATIENCE
            except SQLAlchemyError as error:
                log.error("an import stands still: %s", type(error).__name__)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._called.wait(), wait)

    async def write(self, import_id: str, tell: Callable[[int], None] = lambda _: None) -> None:
        """Write one import to its end. Raises UnavailableError, and IntegrityError when others add the same records.

        `tell` hears after each part how many rows were dealt with.
        """
        left = 1
        while left:
            left = await self._part(import_id)
            tell(left)
            await asyncio.sleep(0.01)  # whoever waits for the database comes first

    async def _part(self, import_id: str) -> int:
        size, took = self._size, 0.0

        def work(session: Session) -> int:
            nonlocal took
            begun = time.monotonic()
            done = waiting.write_part(session, import_id, size, datetime.now(UTC))
            session.flush()
            took = time.monotonic() - begun
            return done

        done = await self._database.write(work)
        if done == size and took > 0:
            self._size = max(FEWEST, min(MOST, int(size * min(2.0, self._aim / took))))
        return done
