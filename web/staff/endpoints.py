"""`/bureau/inloggen` and `/bureau/uitloggen`."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from web.limits.address import address_of
from web.staff import audit, cookie, forms, origin, sessions, troubles
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import Kept
from web.staff.login import LetIn, Login, Refused, words_of
from web.staff.people import Right

WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar, of je account staat uit."


def router(desk: Desk, login: Login) -> APIRouter:
    """In and out."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/inloggen")
    async def form(request: Request, naar: str = Query(origin.HOME)) -> Response:
        if await desk.known(request):
            return RedirectResponse(origin.inside(naar), status_code=303)
        return troubles.login_page(desk, None, naar, 200)

    @routes.post("/bureau/inloggen")
    async def enter(request: Request) -> Response:
        # Somebody who is not logged in has no token of a session; that the page is ours keeps others from logging
        # a colleague in to an account of theirs.
        if not origin.is_ours(request, desk.public_address):
            raise RefusedError("vreemd-formulier")
        sent = await forms.read(request, forms.WITHOUT)
        email, back = forms.text_of(sent, "email"), forms.text_of(sent, "naar") or origin.HOME
        kept = Kept.unpacked(forms.exact(sent, "bewaard")) if "bewaard" in sent else None
        request.state.desk_kept = kept
        outcome = await login.enter(email, forms.exact(sent, "wachtwoord"), address_of(request), cookie.of(request))
        if isinstance(outcome, Refused):
            status, words = words_of(outcome, WRONG)
            return troubles.login_page(desk, kept, back, status, error=words, email=email, retry_after=outcome.wait)
        answer = _next(desk, outcome, kept, back)
        cookie.give(answer, outcome.token)
        return answer

    @routes.post("/bureau/uitloggen")
    async def leave(request: Request) -> Response:
        visit, _ = await desk.form(request, Right.LEZEN)
        token, now = cookie.of(request) or "", datetime.now(UTC)

        def work(session: Session) -> None:
            sessions.close(session, token)
            audit.note(session, visit.who, "uitgelogd", visit.who.name, now)

        await desk.write(work)
        answer = RedirectResponse("/bureau/inloggen", status_code=303)
        cookie.take(answer)
        return answer

    return routes


def _next(desk: Desk, inside: LetIn, kept: Kept | None, back: str) -> Response:
    """Where somebody goes who is let in: back, or to what was typed before the session ended."""
    back = origin.inside(back)
    if kept is None or not kept.fields or origin.inside(kept.path) != kept.path:
        return RedirectResponse(back, status_code=303)
    return troubles.again_page(desk, Visit(inside.who, inside.csrf, back), kept)
