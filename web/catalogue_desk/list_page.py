"""`/bureau/aanbod`: find and filter the catalogue, a page at a time, and tick rows to change them together."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from catalogue.overview import PER_PAGE, overview
from catalogue.search import today_here
from web.conversations.demand import shown_slugs
from web.instrument_form import filters
from web.staff.desk import Desk
from web.staff.people import Right


def router(desk: Desk) -> APIRouter:
    """The list."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/aanbod")
    async def found(request: Request) -> Response:
        visit = await desk.visit(request)
        chosen, number = filters.chosen(request.query_params), filters.page_of(request.query_params)
        asked = filters.asked(chosen, number)
        page = await desk.read(lambda session: overview(session, asked, today_here(), shown_slugs()))
        return desk.page(
            visit,
            "bureau/aanbod/lijst.html",
            rows=page.rows,
            total=page.total,
            page=number,
            total_pages=max(1, -(-page.total // PER_PAGE)),
            chosen=chosen,
            options=filters.options(),
            query=urlencode(chosen),
            here=filters.tidy_query(str(request.url.query)),
            told=filters.told(chosen),
            may_write=visit.who.may(Right.SCHRIJVEN),
        )

    return routes
