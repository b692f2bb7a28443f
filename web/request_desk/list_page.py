"""`/bureau/contactvragen`: the requests somebody sees, in the order in which they want work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from web.request_desk import inbox
from web.request_desk.inbox import Wanted
from web.request_desk.request_page import HOME, RequestDesk
from web.request_desk.words import DONE
from web.staff.people import Right, Role
from web.staff.words import moment

_PER_PAGE = 50
_LAST_PAGE = 1_000_000


def router(tools: RequestDesk) -> APIRouter:
    """The list."""
    routes = APIRouter(include_in_schema=False)
    desk = tools.desk

    @routes.get(HOME)
    async def listed(
        request: Request, pagina: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1, gedaan: str = ""
    ) -> Response:
        visit = await desk.visit(request, Right.CONTACT)
        wanted, now = Wanted.of(request.query_params), datetime.now(UTC)
        found = await desk.read(lambda session: inbox.look(session, visit.who, wanted, tools.terms, now))
        total = max(1, -(-len(found.rows) // _PER_PAGE))
        page = min(pagina, total)
        return desk.page(
            visit,
            "bureau/contactvragen/lijst.html",
            rows=found.rows[(page - 1) * _PER_PAGE : page * _PER_PAGE],
            amount=len(found.rows),
            found=found,
            wanted=wanted,
            page=page,
            pages=total,
            sign_words=inbox.SIGNS,
            statuses=[(one, one) for one in inbox.STATUSES],
            holders=[
                ("", "iedereen"),
                (inbox.MINE, "van mij"),
                (inbox.NOBODY, "van niemand"),
                *((str(key), name) for key, name in found.holders),
            ],
            regions=[("", "alle"), *((region, region) for region in found.regions)],
            moment=moment,
            bound=visit.who.role is Role.CASUSREGISSEUR,
            told=DONE.get(gedaan),
            mails=tools.mails,
        )

    return routes
