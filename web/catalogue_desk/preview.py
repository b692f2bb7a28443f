"""`/bureau/aanbod/voorbeeld`: the card as a visitor sees it, and how easy it reads. Nothing is kept here.

A form that is not finished has a preview too: what is absent or wrong is left out, and named below the card.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from catalogue.editing import store
from catalogue.record import InstrumentView
from catalogue.slugs import free_slug
from vocabulary import people
from web.catalogue_desk.reading_level import level
from web.instrument_form import raw_of
from web.instrument_form.card import card_of
from web.instrument_form.preview import as_far_as_it_goes
from web.instrument_form.reading import text
from web.site import render
from web.staff.desk import HEADERS_IN_A_FRAME, Desk
from web.staff.people import Right


def router(desk: Desk) -> APIRouter:
    """The preview of what is kept, and of a form as it is being filled in."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/aanbod/voorbeeld")
    async def kept(request: Request, slug: Annotated[str, Query(max_length=80)] = "") -> Response:
        await desk.visit(request)
        found = await desk.read(lambda session: store.find(session, slug))
        return _page(found.view if found else None, None, {})

    @routes.post("/bureau/aanbod/voorbeeld")
    async def typed(request: Request) -> Response:
        _, form = await desk.form(request, Right.SCHRIJVEN)
        # A card does not show the lasting name, so one that is wrong must not stand in the way of the rest.
        raw = raw_of(form) | {"slug": free_slug(text(form, "title"), ())}
        view, errors = as_far_as_it_goes(raw)
        return _page(view, text(form, "voorbeeld_voor") or None, errors)

    return routes


def _page(view: InstrumentView | None, audience: str | None, errors: dict[str, str]) -> Response:
    """The page in the frame beside the form."""
    if view is None:
        return render.page(
            "bureau/aanbod/voorbeeld.html", headers=HEADERS_IN_A_FRAME, card=None, levels=[], errors={}, who=""
        )
    reader = audience if audience in view.audiences else view.audiences[0]
    for_work = set(view.audiences) == {"professional"}
    return render.page(
        "bureau/aanbod/voorbeeld.html",
        headers=HEADERS_IN_A_FRAME,
        card=card_of(view, reader),
        levels=[level("title", view.title, for_work=for_work), level("summary", view.summary, for_work=for_work)],
        errors=errors,
        who=people.audiences()[reader],
    )
