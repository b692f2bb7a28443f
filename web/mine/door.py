"""The way in to the pages of a talk: by its key, not too often, and with a friendly page when it is not there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from fastapi import Request
from sqlalchemy.orm import Session

from web.catalogue_door import CatalogueDoor
from web.conversations import store
from web.conversations.store import PageTalk
from web.database import Database, UnavailableError
from web.limits.address import address_of
from web.limits.rates import AddressRate
from web.partners.record import FindOwnPoint, InformationPoint
from web.site.render import PageError

T = TypeVar("T")

_KEY = re.compile(r"[A-Za-z0-9_-]{1,32}")


class Door:
    """What the pages of a talk are made with: the talk, the catalogue, whom to turn to, how many days it is kept."""

    def __init__(
        self,
        database: Database,
        catalogue: CatalogueDoor,
        addresses: AddressRate,
        kept_days: int,
        find_own_point: FindOwnPoint,
    ) -> None:
        self._database, self._addresses, self._find_own_point = database, addresses, find_own_point
        self.catalogue, self.kept_days = catalogue, kept_days

    async def look(self, request: Request) -> None:
        """Count a page that is asked for. Raises PageError: te-snel."""
        wait = await self._addresses.wait_for("reads", address_of(request))
        if wait:
            raise PageError("te-snel", retry_after=wait)

    async def talk(self, request: Request, key: str) -> PageTalk:
        """The talk with this key. Raises PageError: te-snel, niet-gevonden or niet-bereikbaar."""
        await self.look(request)
        if not _KEY.fullmatch(key):
            raise PageError("niet-gevonden")
        found = await self.read(lambda session: store.by_page_key(session, key))
        if found is None:
            raise PageError("niet-gevonden")
        return found

    def own_point(self, talk: PageTalk) -> InformationPoint | None:
        """The own people of the website on which the talk began; they go before those of the region."""
        return self._find_own_point(talk.partner)

    async def read(self, work: Callable[[Session], T]) -> T:
        """The result of work on the record of talks that only looks. Raises PageError: niet-bereikbaar."""
        try:
            return await self._database.read(work)
        except UnavailableError:
            raise PageError("niet-bereikbaar", retry_after=5) from None

    async def write(self, work: Callable[[Session], T]) -> T:
        """The result of work that changes something. Raises PageError: niet-bereikbaar (nothing changed)."""
        try:
            return await self._database.write(work)
        except UnavailableError:
            raise PageError("niet-bereikbaar", retry_after=5) from None
