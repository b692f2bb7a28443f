"""Talks as the gateway knows them: found by their token, remembered for a while, shown, erased."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from catalogue.tokens import hash_of
from web import safety_check
from web.conversations import erase, store
from web.conversations.store import Snapshot
from web.database import Database
from web.problems import Problem

_MOST_KNOWN = 20_000


class Talks:
    """Finds, shows and erases talks."""

    def __init__(
        self, database: Database, session_hours: float, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database, self._lifetime, self._now = database, timedelta(hours=session_hours), now
        self._known: OrderedDict[str, Snapshot] = OrderedDict()

    def times(self) -> tuple[datetime, datetime]:
        """Now, and when a talk that is used now will end."""
        now = self._now()
        return now, now + self._lifetime

    async def find(
        self, token: str, client_id: str | None = None, text: str = "", *, ended_too: bool = False
    ) -> Snapshot:
        """The talk of a token. Raises Problem when there is none any more; it answers danger in `text` even then.

        `ended_too`: also one that can no longer be gone on with, but is still kept.
        """
        snapshot = await self._database.read(lambda session: store.find(session, token, client_id))
        if snapshot is None:
            raise Problem("sessie-onbekend", messages=_card(text))
        if snapshot.expires_at <= self._now():
            if ended_too:
                return snapshot
            raise Problem("sessie-verlopen", messages=_card(text))
        self.remember(token, snapshot)
        return snapshot

    def remember(self, token: str, snapshot: Snapshot) -> None:
        """Know this talk again without the database: for an answer that cannot wait."""
        key = hash_of(token)
        self._known[key] = replace(snapshot, earlier=(), answered=None)
        self._known.move_to_end(key)
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)

    def known(self, token: str) -> Snapshot | None:
        """The talk of a token that was seen here before; its state may be an older one."""
        snapshot = self._known.get(hash_of(token))
        return snapshot if snapshot is not None and snapshot.expires_at > self._now() else None

    async def transcript(self, talk: str) -> list[store.Line]:
        """The whole talk. Raises UnavailableError."""
        return await self._database.read(lambda session: store.transcript(session, talk))

    async def erase(self, talk: str, also: Callable[[Session], None] | None = None) -> None:
        """Erase a talk everywhere, and do `also` with it. Raises UnavailableError when that did not happen."""
        now = self._now()

        def work(session: Session) -> None:
            if erase.erase(session, talk, now) and also:
                also(session)

        await self._database.write(work)
        for key in [key for key, snapshot in self._known.items() if snapshot.talk == talk]:
            del self._known[key]
        await self._database.wipe_journal()


def _card(text: str) -> list[dict[str, Any]]:
    finding = safety_check.look(text) if text else None
    return safety_check.messages_for(finding) if finding else []
