"""`/bureau/kwaliteit`: how well people are understood, and how staff keep up."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from catalogue.search import today_here
from web.quality_desk import asking, reading
from web.quality_desk.asking import Asking, Options
from web.quality_desk.reading import Figures
from web.quality_desk.showing import TOO_FEW
from web.review.quality import ENOUGH
from web.staff.desk import Desk
from web.staff.people import Right

HOME = "/bureau/kwaliteit"


def router(desk: Desk) -> APIRouter:
    """The page, for who may see figures."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(HOME)
    async def overview(request: Request) -> Response:
        visit = await desk.visit(request, Right.CIJFERS)
        looked, today = Asking.of(request.query_params), today_here()

        def work(session: Session) -> tuple[Figures, Options]:
            return reading.read(session, visit.who, looked, today), asking.website_options(session, visit.who)

        figures, websites = await desk.read(work)
        return desk.page(
            visit,
            "bureau/kwaliteit/overzicht.html",
            looked=looked,
            figures=figures,
            exact=visit.who.may(Right.GESPREKKEN),
            enough=ENOUGH,
            too_few=TOO_FEW,
            choices={
                "weken": asking.period_options(),
                "website": websites,
                "behoefte": asking.label_options(),
            },
        )

    return routes
