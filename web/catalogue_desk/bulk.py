"""`/bureau/aanbod/samen`: verify or withdraw all that was ticked, skipping what one may not change and saying which."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from catalogue.editing import store
from catalogue.search import today_here
from web.catalogue_desk.changing import ACTS, Outcome, carry_out
from web.database import UnavailableError
from web.instrument_form.filters import tidy_query
from web.instrument_form.reading import text, ticked
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.people import Right

MOST: Final = 100
"""Records at once; a page of the list holds fewer."""
_TOGETHER: Final = 10
"""Records in one transaction, so that talks can go on in between."""
_ALLOWED: Final = ("nagekeken", "intrekken")
_SILENT: Final = "niet bewaard: de database gaf geen antwoord"


def router(desk: Desk) -> APIRouter:
    """What the buttons below the list do."""
    routes = APIRouter(include_in_schema=False)

    @routes.post("/bureau/aanbod/samen")
    async def together(request: Request) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        name, slugs, back = text(form, "doe"), ticked(form, "slug")[:MOST], tidy_query(text(form, "terug"))
        if name not in _ALLOWED:
            raise RefusedError("onjuist")
        if name == "intrekken" and slugs and text(form, "zeker") != "ja":
            rows = await desk.read(lambda session: _titles(session, slugs))
            return desk.page(visit, "bureau/aanbod/intrekken.html", rows=rows, back=back, slug=None)
        done = await _each(desk, visit, name, slugs)
        return desk.page(
            visit,
            "bureau/aanbod/samen.html",
            done=ACTS[name].done,
            good=[one for one in done if one.refused is None],
            refused=[one for one in done if one.refused],
            back=back,
        )

    return routes


async def _each(desk: Desk, visit: Visit, name: str, slugs: list[str]) -> list[Outcome]:
    now, today = datetime.now(UTC), today_here()
    done: list[Outcome] = []
    for start in range(0, len(slugs), _TOGETHER):
        part = slugs[start : start + _TOGETHER]

        def work(session: Session, part: list[str] = part) -> list[Outcome]:
            return [carry_out(session, slug, name, visit.who, now, today) for slug in part]

        try:
            done += await desk.write(work)
        except UnavailableError:
            done += [Outcome(slug, slug, _SILENT) for slug in part]
    return done


def _titles(session: Session, slugs: list[str]) -> list[tuple[str, str]]:
    found = ((slug, store.find(session, slug)) for slug in slugs)
    return [(slug, kept.view.title) for slug, kept in found if kept]
