"""`/bureau/aanbieders`: the providers of the catalogue, their links, and the mail that asks whether all still holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from catalogue import asking, provider_links
from catalogue.asking import ProviderFacts
from catalogue.provider_links import ProviderMail
from catalogue.provider_names import key
from catalogue.search import today_here
from web.providers.asking import LINK_DAYS, Asker, last_day
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import text_of
from web.staff.jobs import Jobs
from web.staff.people import Right
from web.staff.words import moment

KIND = "aanbieders vragen"
PER_PAGE = 50
_LAST_PAGE = 100_000


def router(desk: Desk, jobs: Jobs, asker: Asker) -> APIRouter:
    """The list and what can be done with a provider."""
    routes = APIRouter(include_in_schema=False)

    async def show(
        visit: Visit, part: str, page: int = 1, *, status: int = 200, done: str = "", trouble: str = ""
    ) -> Response:
        now = datetime.now(UTC)

        def look(session: Session) -> tuple[list[ProviderFacts], dict[str, ProviderMail], dict[str, datetime]]:
            found = asking.providers(session, today_here(), part)
            shown = [one.provider for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]]
            return found, provider_links.mails(session, shown), provider_links.working_until(session, now)

        found, mails, links = await desk.read(look)
        rows = [
            (
                one,
                moment(mail.sent_at) if (mail := mails.get(key(one.provider))) and mail.sent_at else "nooit",
                bool(mail and mail.stopped_at),
                moment(links[key(one.provider)]) if key(one.provider) in links else None,
            )
            for one in found[(page - 1) * PER_PAGE : page * PER_PAGE]
        ]
        return desk.page(
            visit,
            "bureau/aanbieders/lijst.html",
            status=status,
            rows=rows,
            total=len(found),
            part=part,
            page=page,
            total_pages=max(1, -(-len(found) // PER_PAGE)),
            enabled=asker.post.enabled,
            round=jobs.progress(KIND),
            may_write=visit.who.may(Right.SCHRIJVEN),
            may_ask_all=visit.who.unbound,
            done=done,
            trouble=trouble,
        )

    @routes.get("/bureau/aanbieders")
    async def listed(
        request: Request,
        naam: Annotated[str, Query(max_length=160)] = "",
        pagina: Annotated[int, Query(ge=1, le=_LAST_PAGE)] = 1,
    ) -> Response:
        visit = await desk.visit(request)
        return await show(visit, naam.replace("\x00", "").strip(), pagina)

    @routes.post("/bureau/aanbieders/link")
    async def make(request: Request) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        now, provider = datetime.now(UTC), text_of(form, "aanbieder")

        def work(session: Session) -> str | None:
            if asking.of_provider(session, provider, today_here()) is None:
                return None
            _may_let_in(session, visit, provider)
            note(session, visit.who, "link voor aanbieder gemaakt", provider, now)
            return provider_links.new_link(session, provider, by=visit.who.name, now=now, days=LINK_DAYS)

        token = await desk.write(work)
        if token is None:
            return await show(visit, "", status=404, trouble="Deze aanbieder heeft nu geen zichtbaar aanbod.")
        return desk.page(
            visit,
            "bureau/aanbieders/link.html",
            provider=provider,
            link=asker.link(token),
            until=last_day(now),
            letter=None,
        )

    @routes.post("/bureau/aanbieders/intrekken")
    async def end(request: Request) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        now, provider = datetime.now(UTC), text_of(form, "aanbieder")

        def work(session: Session) -> int:
            _may_let_in(session, visit, provider)
            ended = provider_links.revoke(session, provider, now)
            if ended:
                note(session, visit.who, "link van aanbieder ingetrokken", provider, now)
            return ended

        ended = await desk.write(work)
        said = "De link is ingetrokken en werkt niet meer." if ended else "Er was geen link die nog werkte."
        return await show(visit, "", done=f"{provider}: {said}")

    @routes.post("/bureau/aanbieders/mail")
    async def mail(request: Request) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        now, provider = datetime.now(UTC), text_of(form, "aanbieder")

        def look(session: Session) -> asking.Ask | None:
            _may_let_in(session, visit, provider)
            return asking.of_provider(session, provider, today_here())

        ask = await desk.read(look)
        if ask is None:
            return await show(visit, "", status=404, trouble="Deze aanbieder heeft nu geen zichtbaar aanbod.")
        if not asker.post.enabled or ask.email is None:
            letter = await asker.to_copy(provider, visit.who.name, now)
            await desk.write(lambda session: note(session, visit.who, "link voor aanbieder gemaakt", provider, now))
            return desk.page(
                visit,
                "bureau/aanbieders/link.html",
                provider=provider,
                link=letter.link if letter else "",
                until=last_day(now),
                letter=letter,
            )
        result = await asker.ask(ask, visit.who.name)
        if result.reason:
            return await show(visit, "", status=409, trouble=f"Er is geen mail gestuurd. {provider}: {result.reason}")
        await desk.write(lambda session: note(session, visit.who, "mail aan aanbieder", provider, now))
        return await show(visit, "", done=f"De mail aan {provider} is verstuurd.")

    @routes.post("/bureau/aanbieders/vragen")
    async def ask_all(request: Request) -> Response:
        visit, _ = await desk.form(request, Right.SCHRIJVEN)
        if not visit.who.unbound:
            raise RefusedError("geen-recht")
        if not asker.post.enabled:
            return await show(visit, "", status=409, trouble="Er is geen mailserver ingesteld.")
        if jobs.start(KIND, visit.who.name, asker.ask_due):
            now = datetime.now(UTC)
            await desk.write(lambda session: note(session, visit.who, KIND, "alle met verouderd aanbod", now))
        return RedirectResponse("/bureau/aanbieders", status_code=303)

    return routes


def _may_let_in(session: Session, visit: Visit, provider: str) -> None:
    """Refuse who may not change all records of a provider: with the link 'klopt nog' counts at once on each of them."""
    if not all(visit.who.may_change(*one) for one in asking.bounds(session, provider)):
        raise RefusedError("geen-recht")
