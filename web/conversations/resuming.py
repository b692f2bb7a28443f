"""Look up the codes that visitors type, and let nobody guess: wrong ones are counted by address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from sqlalchemy.orm import Session

from web.conversations import codes
from web.conversations.codes import Kept
from web.database import Database

Sees = Callable[[Session, Kept], bool]


class Tries(Protocol):
    """Counts by address, as `web.limits.rates.AddressRate` does."""

    async def left(self, subject: str, address: str) -> int:
        """Seconds to wait before another one is allowed (0: it is), without counting one."""

    async def wait_for(self, subject: str, address: str) -> int:
        """The same, and counts one when it is allowed."""


class TooManyWrongError(Exception):
    """This address typed too many wrong codes."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many wrong codes")
        self.seconds = seconds


class Resuming:
    """Finds what a code leads to."""

    def __init__(
        self, database: Database, wrong: Tries, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database, self._wrong, self._now = database, wrong, now

    async def find(self, typed: str, address: str, sees: Sees | None = None) -> Kept | None:
        """What a typed code leads to; None when it is none, or not (any more) a valid one.

        `sees` may hide a talk: then its code is as unknown as any other, and counts as a wrong one.
        Raises TooManyWrongError, and UnavailableError when the database is silent.
        """
        wait = await self._wrong.left(_SUBJECT, address)
        if wait:
            raise TooManyWrongError(wait)
        code, now = codes.typed(typed), self._now()
        kept = None
        if code is not None:
            bare = code

            def look(session: Session) -> Kept | None:
                found = codes.find(session, bare, now)
                return None if found is None or (sees and not sees(session, found)) else found

            kept = await self._database.read(look)
        if kept is None and (wait := await self._wrong.wait_for(_SUBJECT, address)):
            raise TooManyWrongError(wait)
        return kept


_SUBJECT = "wrong-codes"
