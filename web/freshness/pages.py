"""`/bureau/controle`: what needs a look, list by list; note what was looked at, and have all links checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from catalogue import upkeep
from catalogue.links import findings
from catalogue.links.checker import Checker
from catalogue.links.findings import Summary
from catalogue.links.rounds import PAUSE
from catalogue.search import today_here
from catalogue.upkeep import PER_PAGE, Item, Kind
from web.conversations.demand import shown_slugs
from web.database import UnavailableError
from web.freshness import link_round
from web.freshness.verifying import AT_ONCE, Verified, verify
from web.staff.audit import note
from web.staff.desk import Desk, Visit
from web.staff.jobs import Jobs
from web.staff.people import Right
from web.staff.words import moment

TABS: dict[Kind, tuple[str, str]] = {
    Kind.STALE: (
        "Verouderd",
        "Te lang niet nagekeken. Bezoekers zien dit nog wel, maar lager, en het staat op de kaart.",
    ),
    Kind.EXPIRED: ("Verlopen", "De laatste dag is voorbij. Bezoekers zien dit niet meer."),
    Kind.LINK: ("Kapotte of verhuisde link", "De link werkt niet, stuurt door naar een ander adres, of mag niet."),
    Kind.NEVER_SHOWN: ("Nooit getoond", "Nog nooit aan een bezoeker getoond. Kloppen de hulpvragen en de doelgroep?"),
    Kind.ENDING: ("Loopt binnenkort af", "De laatste dag komt binnen een maand."),
}
"""The lists in the order of the page: what each is called, and what stands on it."""
_LAST_PAGE = 100_000


@dataclass(frozen=True)
class Found:
    """What one page shows."""

    counts: dict[Kind, int]
    items: list[Item]
    links: Summary


def router(desk: Desk, jobs: Jobs, checker: Checker | None = None, pause: float = PAUSE) -> APIRouter:
    """The lists and what can be done with them. `checker` and `pause` (seconds) are how links are checked."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk, jobs)
    looked_with = checker or Checker()

    @routes.get("/bureau/controle")
    async def show(
        request: Request,
        lijst: Kind = Kind.STALE,
        pagina: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
        nagekeken: Annotated[int | None, Query(ge=0, le=PER_PAGE)] = None,
    ) -> Response:
        visit = await desk.visit(request)
        return await pages.show(visit, lijst, pagina, Verified(done=nagekeken) if nagekeken else None)

    @routes.post("/bureau/controle/nagekeken")
    async def checked(request: Request) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        kind, page = _place(form)
        slugs = [slug for slug in form.getlist("slug") if isinstance(slug, str)][:PER_PAGE]
        if not slugs:
            return await pages.show(visit, kind, page, trouble="Kies eerst wat je hebt nagekeken.", status=422)
        result, now = Verified(), datetime.now(UTC)
        for start in range(0, len(slugs), AT_ONCE):
            part = slugs[start : start + AT_ONCE]
            try:
                result.add(
                    await desk.write(
                        lambda session, part=part: verify(session, part, visit.who, now, today_here())  # type: ignore[misc]
                    )
                )
            except UnavailableError:
                left = len(slugs) - start
                trouble = (
                    f"De database gaf geen antwoord. Van {left} records is niets bewaard; probeer het straks weer."
                )
                return await pages.show(visit, kind, page, result, trouble=trouble, status=503, chosen=slugs[start:])
        if result.refused:
            return await pages.show(visit, kind, page, result)
        return RedirectResponse(f"/bureau/controle?lijst={kind}&pagina={page}&nagekeken={result.done}", status_code=303)

    @routes.post("/bureau/controle/links")
    async def check_links(request: Request) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        kind, _ = _place(form)
        begun = jobs.start(link_round.KIND, visit.who.name, link_round.work(desk.database, looked_with, pause))
        if begun:
            await desk.write(lambda session: note(session, visit.who, "linkcontrole", "alle links", datetime.now(UTC)))
        return RedirectResponse(f"/bureau/controle?lijst={kind}#links", status_code=303)

    return routes


class _Pages:
    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        self._desk, self._jobs = desk, jobs

    async def show(
        self,
        visit: Visit,
        kind: Kind,
        page: int,
        result: Verified | None = None,
        *,
        trouble: str | None = None,
        status: int = 200,
        chosen: list[str] | None = None,
    ) -> Response:
        """The page of one list."""

        def look(session: Session) -> Found:
            today, shown = today_here(), shown_slugs()
            counts = upkeep.counts(session, today, shown)
            last = max(1, -(-counts[kind] // PER_PAGE))
            return Found(counts, upkeep.listed(session, kind, today, shown, min(page, last)), findings.summary(session))

        found = await self._desk.read(look)
        total_pages = max(1, -(-found.counts[kind] // PER_PAGE))
        return self._desk.page(
            visit,
            "bureau/controle/lijst.html",
            status=status,
            tabs=[(one, name, found.counts[one]) for one, (name, _) in TABS.items()],
            kind=kind,
            title=TABS[kind][0],
            about=TABS[kind][1],
            rows=[(item, visit.who.may_change(item.bouwstenen, item.regions)) for item in found.items],
            chosen=chosen or [],
            page=min(page, total_pages),
            total_pages=total_pages,
            links=found.links,
            last_checked=moment(found.links.last),
            round=self._jobs.progress(link_round.KIND),
            result=result,
            trouble=trouble,
            may_write=visit.who.may(Right.SCHRIJVEN),
        )


def _place(form: FormData) -> tuple[Kind, int]:
    """The list and page a form was sent from."""
    kind, page = form.get("lijst"), form.get("pagina")
    known = isinstance(kind, str) and kind in set(Kind)
    number = int(page) if isinstance(page, str) and page.isascii() and page.isdigit() and len(page) < 6 else 1
    return (Kind(str(kind)) if known else Kind.STALE), max(number, 1)
