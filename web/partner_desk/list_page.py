"""`/bureau/partners`: all websites with the chat, and which of them need attention."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from web.partner_desk import seen
from web.partner_desk.seen import Embedding, Newest
from web.partners import store
from web.partners.store import Kept
from web.staff.desk import Desk
from web.staff.people import Right
from web.staff.websites import sees
from web.staff.words import moment

HOME = "/bureau/partners"


def router(desk: Desk, newest: Newest) -> APIRouter:
    """The list."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(HOME)
    async def listed(request: Request) -> Response:
        visit = await desk.visit(request)
        now, widget = datetime.now(UTC), newest()

        def look(session: Session) -> list[tuple[Kept, Embedding]]:
            found = [kept for kept in store.everything(session) if sees(visit.who, kept.partner)]
            rows = seen.sightings(session, [kept.partner.key for kept in found])
            return [(kept, seen.embedding(kept.partner, rows.get(kept.partner.key, []), widget, now)) for kept in found]

        return desk.page(
            visit,
            "bureau/partners/lijst.html",
            rows=await desk.read(look),
            moment=moment,
            regions=visit.who.regions,
            may_change=visit.who.may(Right.BEHEER),
        )

    return routes
