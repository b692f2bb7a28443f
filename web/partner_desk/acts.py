"""What is done with a website besides its form: switch it on or off, make and end links for its makers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from web.partner_desk.list_page import HOME
from web.partner_desk.scope import find
from web.partner_desk.seen import Newest
from web.partner_desk.website_page import WebsitePages
from web.partners import links, store
from web.partners.registry import Registry
from web.partners.store import ConflictError
from web.staff.audit import note
from web.staff.desk import Desk, Visit
from web.staff.people import Right

Switch = Literal["aan", "uit"]


def router(desk: Desk, registry: Registry, newest: Newest) -> APIRouter:
    """The buttons of the page of a website."""
    routes = APIRouter(include_in_schema=False)
    pages = WebsitePages(desk, newest)

    async def sure(visit: Visit, key: str, to: Switch, *, changed: bool = False) -> Response:
        kept = await desk.read(lambda session: find(session, key, visit.who))
        status = 409 if changed else 200
        return desk.page(
            visit, "bureau/partners/schakelen.html", status=status, partner=kept.partner, to=to, changed=changed
        )

    @routes.get(HOME + "/website/{key}/zet/{to}")
    async def ask(request: Request, key: str, to: Switch) -> Response:
        return await sure(await desk.visit(request, Right.BEHEER), key, to)

    @routes.post(HOME + "/website/{key}/zet/{to}")
    async def switch(request: Request, key: str, to: Switch) -> Response:
        visit, _ = await desk.form(request, Right.BEHEER)
        now = datetime.now(UTC)

        def work(session: Session) -> None:
            kept = find(session, key, visit.who)
            if kept.partner.on == (to == "aan"):
                return
            changed = kept.partner.model_copy(update={"on": to == "aan"})
            store.put(session, changed, kept.version, visit.who.name, now)
            note(session, visit.who, f"website {to}gezet", key, now)

        try:
            await desk.write(work)
        except ConflictError:  # a colleague changed it at this very moment
            return await sure(visit, key, to, changed=True)
        await registry.refresh()
        return RedirectResponse(f"{HOME}/website/{key}?gedaan={to}", status_code=303)

    @routes.post(HOME + "/website/{key}/link")
    async def make(request: Request, key: str) -> Response:
        visit, _ = await desk.form(request, Right.BEHEER)
        now = datetime.now(UTC)

        def work(session: Session) -> str:
            find(session, key, visit.who)
            note(session, visit.who, "link voor website gemaakt", key, now)
            return links.new_link(session, key, by=visit.who.name, now=now)

        token = await desk.write(work)
        address = f"{desk.public_address}/website/{token}"
        return await pages.show(visit, key, ("", "", ""), None, link=address)

    @routes.post(HOME + "/website/{key}/intrekken")
    async def end(request: Request, key: str) -> Response:
        visit, _ = await desk.form(request, Right.BEHEER)
        now = datetime.now(UTC)

        def work(session: Session) -> None:
            find(session, key, visit.who)
            if links.revoke(session, key, now):
                note(session, visit.who, "links van website ingetrokken", key, now)

        await desk.write(work)
        return RedirectResponse(f"{HOME}/website/{key}?gedaan=ingetrokken", status_code=303)

    return routes
