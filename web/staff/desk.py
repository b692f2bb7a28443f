"""The door of the desk: who is it, may they, is this form really ours; and the frame of every page."""

from __future__ import annotations

import contextlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from web.database import Database, UnavailableError
from web.settings import Settings
from web.site import render
from web.staff import cookie, forms, origin, sessions
from web.staff.forms import Kept
from web.staff.menu import menu
from web.staff.people import Colleague, Right
from web.staff.sessions import Found, Limits

T = TypeVar("T")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
HEADERS = {
    "content-security-policy": POLICY,
    # Without any referrer a browser hides the origin of a form too, and then no form could be told from a forged one.
    "referrer-policy": "same-origin",
}
HEADERS_IN_A_FRAME = {
    **HEADERS,
    "content-security-policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
}
"""Of a page that is shown inside another page of ours."""


@dataclass(frozen=True)
class Visit:
    """Somebody of the staff, looking at a page. `csrf` goes into every form of it, as the field `csrf`."""

    who: Colleague
    csrf: str
    path: str = origin.HOME


class LoginNeeded(Exception):  # noqa: N818 - it is no error: the answer is a page to log in
    """Nobody is logged in, or not any more; of a form, what was typed."""

    def __init__(self, kept: Kept | None = None) -> None:
        super().__init__()
        self.kept = kept


class RefusedError(Exception):
    """A page or form that is not given: `word` says why (see troubles.py)."""

    def __init__(self, word: str, kept: Kept | None = None) -> None:
        super().__init__(word)
        self.word, self.kept = word, kept


class Desk:
    """What every room of the desk is made with."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.public_address = settings.public_address
        self.limits = Limits(timedelta(minutes=settings.staff_idle_minutes), timedelta(hours=settings.staff_hours))

    async def visit(self, request: Request, right: Right = Right.LEZEN) -> Visit:
        """Who looks at this page. Not logged in, or without the right, another page is the answer."""
        visit = await self.known(request)
        if visit is None:
            raise LoginNeeded
        _refuse_nul(request)
        if not visit.who.may(right):
            raise RefusedError("geen-recht")
        return visit

    async def form(self, request: Request, right: Right, *, secret: bool = False) -> tuple[Visit, FormData]:
        """Who sent this form, and what is in it. When it cannot be taken another page is the answer, and that page
        holds what was typed, unless it is secret."""
        if not origin.is_ours(request, self.public_address):
            raise RefusedError("vreemd-formulier")
        _refuse_nul(request)
        silent, visit = None, None
        try:
            visit = await self.known(request)
        except UnavailableError as error:
            silent = error
        form = await forms.read(request, forms.WITH_FILES if visit else forms.WITHOUT)
        kept = None if secret else Kept.of(_address(request), form)
        request.state.desk_kept = kept
        if silent:
            raise silent
        if visit is None:
            raise LoginNeeded(kept)
        token = form.get("csrf")
        if not isinstance(token, str) or not hmac.compare_digest(token.encode(), visit.csrf.encode()):
            raise RefusedError("oud-formulier", kept)
        if not visit.who.may(right):
            raise RefusedError("geen-recht")
        return visit, form

    async def known(self, request: Request) -> Visit | None:
        """Who is logged in, if anybody. Raises UnavailableError."""
        token = cookie.of(request)
        if not token:
            return None
        now = datetime.now(UTC)
        found: Found | None = await self.database.read(lambda session: sessions.find(session, token, now, self.limits))
        if found is None:
            return None
        if found.rested:
            with contextlib.suppress(UnavailableError):  # then the session only ends a little sooner
                await self.database.write(lambda session: sessions.touch(session, found.token_hash, now))
        visit = Visit(found.who, found.csrf, request.url.path)
        request.state.desk_visit = visit
        return visit

    def page(
        self,
        visit: Visit | None,
        template: str,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: object,
    ) -> HTMLResponse:
        """A page of the desk; without a visit there is no menu. Templates also get `visit`, `csrf` and `nav`."""
        return render.page(
            template,
            status=status,
            headers={**HEADERS, **(headers or {})},
            visit=visit,
            csrf=visit.csrf if visit else "",
            nav=menu(visit.who, visit.path) if visit else [],
            **values,
        )

    async def read(self, work: Callable[[Session], T]) -> T:
        """The result of work that only looks. A database that is silent becomes a page that says so."""
        return await self.database.read(work)

    async def write(self, work: Callable[[Session], T]) -> T:
        """The result of work that changes something. When the database is silent nothing was changed; unless the room
        catches UnavailableError, the page that says so holds what was typed."""
        return await self.database.write(work)


def _refuse_nul(request: Request) -> None:
    """No record has such a name, and PostgreSQL refuses even to be asked for it."""
    if "\0" in request.url.path:
        raise RefusedError("niet-gevonden")


def _address(request: Request) -> str:
    return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
