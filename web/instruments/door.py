"""What both faces of the public catalogue share: a limit for each address, one day, one state, short reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from catalogue.search import today_here
from web.catalogue_door import CatalogueDoor, CatalogueSilentError
from web.instruments import fresh
from web.limits.address import address_of
from web.limits.rates import AddressRate
from web.problems import Problem

T = TypeVar("T")


@dataclass(frozen=True)
class Look:
    """One question: the day on which it is asked, and the tag of its answer."""

    today: date
    tag: str
    unchanged: Response | None


@dataclass(frozen=True)
class PublicDoor:
    """Reads the catalogue for everybody."""

    catalogue: CatalogueDoor
    addresses: AddressRate

    async def look(self, request: Request) -> Look:
        """Begin a question. Raises Problem when this address asks too much, or the catalogue is silent."""
        address = address_of(request)
        if wait := await self.addresses.wait_for("catalogue", address):
            raise Problem("te-snel", retry_after=wait)
        today = today_here()
        tag = fresh.tag(request, await self.read(fresh.state), today)
        return Look(today, tag, fresh.still_right(request, tag))

    async def read(self, work: Callable[[Session], T]) -> T:
        """The result of work that only looks. Raises Problem when the catalogue is silent."""
        try:
            return await self.catalogue.read(work)
        except CatalogueSilentError:
            raise Problem("niet-bereikbaar", retry_after=5) from None


def links(request: Request, pages: dict[str, dict[str, int]]) -> str:
    """The value of the header Link: the same question with other pages, by relation ('next', 'prev')."""
    return ", ".join(
        f'<{request.url.path}?{request.url.include_query_params(**changes).query}>; rel="{relation}"'
        for relation, changes in pages.items()
    )
