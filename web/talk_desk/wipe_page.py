"""`/bureau/gesprekken/wissen`: somebody calls, reads the code of a kept talk, and wants all of it gone.

Staff see no word of the talk, only enough to be sure with the visitor that it is the right one. A talk of another
region is as unknown as a code that does not exist, and guessing is held back as it is for visitors.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from web.conversations import codes
from web.conversations.codes import Kept
from web.conversations.contact_requests import origin_of
from web.conversations.models import Talk
from web.conversations.resuming import Resuming, Sees, TooManyWrongError
from web.limits.address import address_of
from web.review.scope import websites_of
from web.staff.audit import note
from web.staff.desk import Desk, Visit
from web.staff.forms import text_of
from web.staff.people import Colleague, Right
from web.staff.words import moment
from web.talk_desk.way import HOME

_HERE = f"{HOME}/wissen"
_EMPTY = "Vul de code in die de bezoeker voorleest."
_UNKNOWN = (
    "Deze code is niet bekend. Misschien is er een letter anders, "
    f"is de code ouder dan {codes.LIFETIME.days} dagen, of is het gesprek al gewist."
)


Erase = Callable[[str, Callable[[Session], None]], Awaitable[None]]
"""Erases a talk everywhere, and does something more in the same transaction (`web.chat.talks.Talks.erase`)."""


@dataclass(frozen=True)
class Found:
    """What staff see of a talk before it is erased."""

    began: str
    ended: str
    messages: int


def router(desk: Desk, resuming: Resuming, erase: Erase) -> APIRouter:
    """Type the code, look whether it is the right talk, erase it."""
    routes = APIRouter(include_in_schema=False)

    def page(
        visit: Visit,
        error: str | None = None,
        status: int = 200,
        *,
        typed: str = "",
        found: Found | None = None,
        code: str = "",
        erased: bool = False,
    ) -> Response:
        return desk.page(
            visit,
            "bureau/gesprekken/wissen.html",
            status=status,
            here=_HERE,
            error=error,
            typed=typed,
            found=found,
            code=code,
            erased=erased,
        )

    @routes.get(_HERE)
    async def ask(request: Request) -> Response:
        return page(await desk.visit(request, Right.GESPREKKEN))

    @routes.post(_HERE)
    async def act(request: Request) -> Response:
        # Who has the code can read the talk: it is not kept for after a login.
        visit, form = await desk.form(request, Right.GESPREKKEN, secret=True)
        typed = text_of(form, "code")
        if not typed:
            return page(visit, _EMPTY, 422)
        try:
            kept = await resuming.find(typed, address_of(request), sees=_sees(visit.who))
        except TooManyWrongError as error:
            minutes = math.ceil(error.seconds / 60)
            wait = (
                f"Er is te vaak een verkeerde code ingevuld. Wacht {minutes} {'minuut' if minutes == 1 else 'minuten'}."
            )
            return page(visit, wait, 429)
        if kept is None:
            return page(visit, _UNKNOWN, 404, typed=typed)
        if text_of(form, "zeker") != "ja":
            found = await desk.read(lambda session: _found(session, kept.talk))
            if found is None:
                return page(visit, _UNKNOWN, 404, typed=typed)
            return page(visit, found=found, code=codes.shown(kept.code))
        now = datetime.now(UTC)
        origin = origin_of(kept.talk)
        await erase(kept.talk, lambda session: note(session, visit.who, "gesprek gewist", origin, now))
        return page(visit, erased=True)

    return routes


def _sees(who: Colleague) -> Sees:
    def sees(session: Session, kept: Kept) -> bool:
        websites = websites_of(session, who)
        return websites is None or getattr(session.get(Talk, kept.talk), "partner", None) in websites

    return sees


def _found(session: Session, talk_id: str) -> Found | None:
    talk = session.get(Talk, talk_id)
    return Found(moment(talk.created_at), moment(talk.last_at), talk.turns) if talk else None
