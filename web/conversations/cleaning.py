"""The daily cleaning: what is past its time goes (`retention.py`). Each run leaves a line, also one that failed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from web.conversations import retention
from web.database import Database, UnavailableError
from web.problems import place_of

log = logging.getLogger(__name__)

EVERY = timedelta(days=1)
_AFTER_TROUBLE = timedelta(hours=1)
_SILENT = "De database antwoordde niet."
_BROKEN = "Er ging iets mis in het programma."


class Cleaning:
    """Cleans at the start and then once a day; after trouble it tries again in an hour.

    `also` is cleaned in the same run. `next_at` tells when the next run is; None before the first.
    """

    def __init__(
        self,
        database: Database,
        raw_days: int,
        redacted_days: int,
        also: Callable[[Session, datetime], object],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.raw_days, self.redacted_days = raw_days, redacted_days
        self.next_at: datetime | None = None
        self._database, self._also, self._now = database, also, now
        self._troubles: list[tuple[datetime, str]] = []

    async def run(self) -> None:
        """Work until cancelled."""
        while True:
            pause = EVERY if await self.once() else _AFTER_TROUBLE
            self.next_at = self._now() + pause
            await asyncio.sleep(pause.total_seconds())

    async def once(self) -> bool:
        """One run; whether it came through. What went wrong is kept in the log of runs as soon as that can be."""
        now, came_through = self._now(), False
        try:
            deleted = await self._database.write(lambda session: self._clean(session, now))
        except UnavailableError:
            log.error("retention: the database did not answer")
            self._troubles.append((now, _SILENT))
        except Exception as error:  # noqa: BLE001 - data that should be gone is still there: go on, and tell
            log.error("retention: %s at %s", type(error).__name__, place_of(error))
            self._troubles.append((now, _BROKEN))
        else:
            log.info("retention: past their time were %s", deleted)
            came_through = True
        with contextlib.suppress(Exception):  # told with the next run; the cleaning itself must go on
            await self._tell_troubles()
        return came_through

    def _clean(self, session: Session, now: datetime) -> retention.Deleted:
        deleted = retention.clean(session, now, self.raw_days, self.redacted_days)
        self._also(session, now)
        return deleted

    async def _tell_troubles(self) -> None:
        troubles = list(self._troubles)
        if not troubles:
            return

        def keep(session: Session) -> None:
            for at, words in troubles:
                retention.failed(session, at, words)

        await self._database.write(keep)
        del self._troubles[: len(troubles)]
