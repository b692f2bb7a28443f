"""All partners in memory, read again from the database every few seconds: a request never waits to know its partner.

When the database is silent the last list stays in force. Before the first list came, nobody knows who is a partner, and
asking for one raises UnknownYetError: that is a service that is not ready, and no partner that does not exist.
"""

from __future__ import annotations

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from web.database import Database, UnavailableError
from web.partners import store
from web.partners.record import InformationPoint, Partner

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds after which what another process changed is known here."""


class UnknownYetError(Exception):
    """The list of partners was not read yet: the database is silent since the start."""


class Registry:
    """The partners as they are now, give or take a few seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._partners: dict[str, Partner] | None = None
        self._stamp: object = None
        self._silent = False

    def get(self, key: str) -> Partner | None:
        """The partner with this key, on or off; None when there is none. Raises UnknownYetError."""
        if self._partners is None:
            raise UnknownYetError
        return self._partners.get(key)

    def information_point(self, key: str | None) -> InformationPoint | None:
        """The own people of a partner to turn to; None when it has none, is no partner (now), or nobody knows yet."""
        partner = (self._partners or {}).get(key) if key is not None else None
        return partner.information_point if partner is not None and partner.on else None

    def may_ask(self, origin: str) -> bool:
        """Whether any partner has this origin: the most a browser's preflight question can be told.

        While nobody knows, the browser may ask: a text about danger must reach us and get its card.
        """
        if self._partners is None:
            return True
        return any(origin in partner.origins for partner in self._partners.values())

    async def refresh(self) -> None:
        """Read the list again when it changed. A database that is silent changes nothing."""
        try:
            found = await self._database.read(self._read)
        except (UnavailableError, SQLAlchemyError):
            if not self._silent:
                log.error("the list of websites could not be read; the last one stays in force")
            self._silent = True
            return
        self._silent = False
        if found is not None:
            self._stamp, self._partners = found

    def _read(self, session: Session) -> tuple[object, dict[str, Partner]] | None:
        stamp = store.stamp(session)
        if self._partners is not None and stamp == self._stamp:
            return None
        return stamp, {kept.partner.key: kept.partner for kept in store.everything(session)}

    async def run(self) -> None:
        """Keep the list fresh until it is cancelled."""
        while True:
            await asyncio.sleep(PAUSE)
            await self.refresh()
