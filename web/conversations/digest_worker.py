"""Makes digests in the background, a moment after something happened, and after a restart what was left."""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy import select

from web.conversations import digests
from web.conversations.models import Talk
from web.database import Database, UnavailableError
from web.problems import place_of

log = logging.getLogger(__name__)

_BATCH = 10
"""Talks in one transaction: SQLite has one writer, and a visitor's message must not wait long for it."""
_LOOK_AGAIN = 0.5  # seconds
_BREATH = 0.02  # seconds between batches, in which messages go first
_REST = 10.0  # seconds after a failure


class Digests:
    """Keeps the digests of talks up to date."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        """Work until cancelled. A failure is logged, and what was marked is tried again later."""
        while True:
            try:
                pause = _BREATH if await self._some() else _LOOK_AGAIN
            except UnavailableError:
                pause = _REST
            except Exception as error:  # noqa: BLE001 - no failure here may end the work, or reach a talk
                log.error("making digests stopped for a while: %s at %s", type(error).__name__, place_of(error))
                pause = _REST
            await asyncio.sleep(pause)

    async def _some(self) -> bool:
        """Make what is due, a few at a time; whether there was anything."""
        # Looked at first without the lock of a writer: most of the time there is nothing to do.
        due = await self._database.read(lambda session: session.scalar(select(Talk.id).where(Talk.undigested).limit(1)))
        if due is None:
            return False
        return await self._database.write(lambda session: digests.make_due(session, _BATCH)) > 0
