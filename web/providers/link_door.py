"""The way in to the pages behind a provider's link: a link that works, not too often, and forms that are ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from catalogue import provider_links
from web.database import Database, UnavailableError
from web.limits import secret_links
from web.limits.address import address_of
from web.limits.rates import AddressRate
from web.site import render
from web.site.render import PageError
from web.staff import forms, origin
from web.staff.desk import HEADERS, HEADERS_IN_A_FRAME
from web.staff.forms import FormError

T = TypeVar("T")

_MOST_BYTES = 256 * 1024
_LONGEST_TOKEN = 100


@dataclass(frozen=True)
class Guest:
    """Who came in with a link: the provider, and the one instrument the link is for (None: all of the provider)."""

    token: str
    provider: str
    slug: str | None

    @property
    def name(self) -> str:
        """How the history calls this guest."""
        return f"aanbieder: {self.provider}"


class ClosedError(Exception):
    """The link does not work (any more), or the form did not come from our page; `word` is the page that says so."""

    def __init__(self, word: str, status: int) -> None:
        super().__init__(word)
        self.word, self.status = word, status


class LinkDoor:
    """What the pages of a provider are made with."""

    def __init__(self, database: Database, rate: AddressRate, public_address: str) -> None:
        self._database, self._rate, self._public_address = database, rate, public_address

    async def guest(self, request: Request, token: str) -> Guest:
        """Who looks. Raises PageError (te-snel, niet-bereikbaar) and ClosedError."""
        address = address_of(request)
        if wait := await secret_links.wait_for(self._rate, "provider", address, token):
            raise PageError("te-snel", retry_after=wait)
        if len(token) > _LONGEST_TOKEN:
            raise ClosedError("weg", 404)
        link = await self.read(lambda session: provider_links.find_link(session, token, datetime.now(UTC)))
        if link is None:
            raise ClosedError("weg", 404)
        return Guest(token, link.provider, link.slug)

    async def form(self, request: Request, token: str) -> tuple[Guest, FormData]:
        """Who sent a form, and what is in it. Raises PageError and ClosedError."""
        # The address is the secret, so nobody else can make this form; that it was sent from here is looked at as well.
        if not origin.is_ours(request, self._public_address):
            raise ClosedError("vreemd", 403)
        guest = await self.guest(request, token)
        try:
            return guest, await forms.read(request, _MOST_BYTES)
        except FormError as error:
            raise ClosedError("kapot", error.status) from None

    async def read(self, work: Callable[[Session], T]) -> T:
        """The result of work that only looks. Raises PageError: niet-bereikbaar."""
        try:
            return await self._database.read(work)
        except UnavailableError:
            raise PageError("niet-bereikbaar", retry_after=5) from None

    async def write(self, work: Callable[[Session], T]) -> T:
        """The result of work that changes something. Raises UnavailableError, and then nothing was changed."""
        return await self._database.write(work)


def page(template: str, *, status: int = 200, framed: bool = False, **values: object) -> HTMLResponse:
    """A page for a provider; `framed`: it is shown inside another page of ours.

    The referrer policy is that of the desk, same-origin: no other site ever hears the address, and our own forms can
    still be told from forged ones.
    """
    return render.page(template, status=status, headers=HEADERS_IN_A_FRAME if framed else HEADERS, **values)
