"""`/bureau/logboek`: who did what at the desk."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from web.staff import audit
from web.staff.audit import Asked
from web.staff.desk import Desk
from web.staff.people import Right
from web.staff.words import moment

_LAST_PAGE = 1_000_000


def router(desk: Desk) -> APIRouter:
    """The audit log, for who manages the accounts."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/logboek")
    async def log(
        request: Request,
        wie: Annotated[str, Query(max_length=200)] = "",
        wat: Annotated[str, Query(max_length=200)] = "",
        waarover: Annotated[str, Query(max_length=200)] = "",
        pagina: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
    ) -> Response:
        visit = await desk.visit(request, Right.BEHEER)
        who, event, subject = (value.replace("\x00", "").strip() for value in (wie, wat, waarover))
        asked = Asked(who or None, event or None, subject or None, pagina)
        found = await desk.read(lambda session: audit.lines(session, asked))
        rows = [(moment(line.at), line.who, line.event, line.subject) for line in found.lines]
        query = {name: value for name, value in (("wie", who), ("wat", event), ("waarover", subject)) if value}
        return desk.page(
            visit,
            "bureau/staff/logboek.html",
            rows=rows,
            found=found,
            asked=asked,
            people=[("", "Iedereen"), *((name, name) for name in found.people)],
            events=[("", "Alles"), *((name, name) for name in found.events)],
            query=query,
            page=pagina,
        )

    return routes
