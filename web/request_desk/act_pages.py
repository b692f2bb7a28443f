"""The page of a request and its forms. Whatever keeps an act from being done, what was typed comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from web.conversations.sealed import UnreadableError
from web.request_desk import words
from web.request_desk.acts import Act, Doer
from web.request_desk.handing import Handing
from web.request_desk.request_page import HOME, RequestDesk, Sent, gone, show, told_of
from web.request_desk.rules import ConflictError, RuleError
from web.request_desk.scope import GoneError
from web.staff.desk import RefusedError, Visit
from web.staff.forms import exact, number_of, text_of
from web.staff.people import Right, Role

_PAGE, _HANDING = "bureau/contactvragen/vraag.html", "bureau/contactvragen/overdragen.html"
_FIELDS = ("besproken", "langer", "ritme", "datum", "notitie", "afsluiting", "naar", "basis", "afspraak", "reden")

ACTS: dict[str, Callable[[Act, FormData], object]] = {
    "oppakken": lambda act, _: act.take(),
    "notitie": lambda act, form: act.note(exact(form, "notitie")),
    "contact": lambda act, form: act.contacted(exact(form, "besproken"), renewed=text_of(form, "langer") == "ja"),
    "opvolgen": lambda act, form: act.plan(text_of(form, "ritme"), _day(text_of(form, "datum"))),
    "stoppen": lambda act, _: act.stop(),
    "afronden": lambda act, form: act.finish(exact(form, "afsluiting")),
    "heropenen": lambda act, _: act.reopen(),
    "teruggeven": lambda act, form: act.give_back(exact(form, "reden")),
    "overdragen": lambda act, form: act.hand_over(
        Handing(text_of(form, "naar"), text_of(form, "basis"), exact(form, "afspraak"))
    ),
}
_WRITTEN = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)
_LEAVES = {"overdragen", "teruggeven"}
"""After these somebody who sees only what was handed to them does not see the request any more."""


def router(tools: RequestDesk) -> APIRouter:
    """One request."""
    routes = APIRouter(include_in_schema=False)
    desk = tools.desk

    @routes.get(HOME + "/{request_id}")
    async def one(request: Request, request_id: str) -> Response:
        visit = await desk.visit(request, Right.CONTACT)
        return await _shown(tools, visit, request_id, _PAGE, told=told_of(request))

    @routes.get(HOME + "/{request_id}/overdragen")
    async def handing(request: Request, request_id: str) -> Response:
        visit = await desk.visit(request, Right.CONTACT)
        return await _shown(tools, visit, request_id, _HANDING)

    @routes.post(HOME + "/{request_id}/{verb}")
    async def act(request: Request, request_id: str, verb: str) -> Response:
        visit, form = await desk.form(request, Right.CONTACT)
        if verb not in ACTS:
            raise RefusedError("niet-gevonden")
        typed = {name: exact(form, name) for name in _FIELDS if name in form}
        doer = Doer(visit.who, datetime.now(UTC), number_of(form, "versie"), tools.seal)

        def work(session: Session) -> None:
            ACTS[verb](Act(session, request_id, doer), form)

        try:
            await desk.write(work)
        except GoneError:
            return gone(tools, visit)
        except ConflictError:
            sent = Sent(typed, trouble=words.CHANGED, status=409)
        except RuleError as error:
            sent = Sent(typed, {error.field: error.words}, status=422)
        except UnreadableError:
            sent = Sent(typed, trouble=words.UNREADABLE, status=409)
        else:
            left = verb in _LEAVES and visit.who.role is Role.CASUSREGISSEUR
            return RedirectResponse(f"{HOME if left else f'{HOME}/{request_id}'}?gedaan={verb}", status_code=303)
        return await _shown(tools, visit, request_id, _HANDING if verb in _LEAVES else _PAGE, sent)

    return routes


async def _shown(
    tools: RequestDesk, visit: Visit, request_id: str, template: str, sent: Sent | None = None, *, told: str = ""
) -> Response:
    try:
        return await show(tools, visit, request_id, template, sent, told=told)
    except GoneError:
        return gone(tools, visit)


def _day(typed: str) -> date | None:
    """A day as a date field sends it, or as people write it: 2026-12-31, 31-12-2026."""
    if written := _WRITTEN.fullmatch(typed):
        typed = f"{written[3]}-{written[2]:0>2}-{written[1]:0>2}"
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
