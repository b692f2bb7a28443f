"""`/bureau/wachtwoord`: one's own password; and choosing one with a link from a beheerder."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from web.limits.address import address_of
from web.staff import accounts, audit, cookie, forms, origin, passwords
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import exact
from web.staff.login import LetIn, Login, Refused, words_of
from web.staff.models import Account
from web.staff.people import Right

UNEQUAL = "De twee nieuwe wachtwoorden zijn niet gelijk. Typ ze opnieuw."


def router(desk: Desk, login: Login) -> APIRouter:
    """The two forms."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk, login)

    @routes.get("/bureau/wachtwoord")
    async def own(request: Request) -> Response:
        return pages.own(await desk.visit(request), {})

    @routes.post("/bureau/wachtwoord")
    async def change(request: Request) -> Response:
        visit, form = await desk.form(request, Right.LEZEN, secret=True)
        new, again = exact(form, "nieuw"), exact(form, "opnieuw")
        if wrong := _wrong(new, again, visit.who.name, visit.who.email):
            return pages.own(visit, wrong, status=422)
        outcome = await login.change_password(visit.who, exact(form, "oud"), new, address_of(request))
        if isinstance(outcome, Refused):
            status, words = words_of(outcome, "Dit is niet je wachtwoord van nu.")
            return pages.own(visit, {"oud": words}, status=422 if outcome.why == "fout" else status)
        return pages.changed(Visit(outcome.who, outcome.csrf, visit.path), outcome)

    @routes.get("/bureau/wachtwoord/kiezen/{token}")
    async def choose(token: str) -> Response:
        return pages.choose(await pages.of_link(token), {})

    @routes.post("/bureau/wachtwoord/kiezen/{token}")
    async def chosen(request: Request, token: str) -> Response:
        if not origin.is_ours(request, desk.public_address):
            raise RefusedError("vreemd-formulier")
        form = await forms.read(request, forms.WITHOUT)
        account = await pages.of_link(token)
        if account is None:
            return pages.choose(None, {})
        new = exact(form, "nieuw")
        if wrong := _wrong(new, exact(form, "opnieuw"), account.name, account.email):
            return pages.choose(account, wrong, status=422)
        hashed, now = await login.passwords.hash(new), datetime.now(UTC)

        def work(session: Session) -> bool:
            found = accounts.of_link(session, token, now)  # used meanwhile: once is once
            if found is not None:
                accounts.set_password(session, found.id, hashed)
                audit.note(session, found.colleague(), "wachtwoord gekozen", found.name, now)
            return found is not None

        if not await desk.write(work):
            return pages.choose(None, {})
        title, text = "Je wachtwoord is bewaard", "Je kunt nu inloggen."
        return desk.page(None, "bureau/staff/melding.html", kept=None, title=title, text=text)

    return routes


class _Pages:
    def __init__(self, desk: Desk, login: Login) -> None:
        self._desk, self._login = desk, login

    async def of_link(self, token: str) -> Account | None:
        now = datetime.now(UTC)
        return await self._desk.read(lambda session: accounts.of_link(session, token, now))

    def own(self, visit: Visit, errors: dict[str, str], *, status: int = 200) -> Response:
        return self._desk.page(
            visit, "bureau/staff/wachtwoord.html", status=status, errors=errors, shortest=passwords.SHORTEST
        )

    def changed(self, visit: Visit, outcome: LetIn) -> Response:
        text = "Overal waar je nog was ingelogd ben je nu uitgelogd, behalve hier."
        answer = self._desk.page(
            visit, "bureau/staff/melding.html", kept=None, title="Je wachtwoord is veranderd", text=text
        )
        cookie.give(answer, outcome.token)
        return answer

    def choose(self, account: Account | None, errors: dict[str, str], *, status: int = 200) -> Response:
        return self._desk.page(
            None,
            "bureau/staff/wachtwoord_kiezen.html",
            status=status if account else 404,
            account=account,
            errors=errors,
            shortest=passwords.SHORTEST,
        )


def _wrong(new: str, again: str, name: str, email: str) -> dict[str, str]:
    if objection := passwords.objection(new, name, email):
        return {"nieuw": objection}
    return {} if new == again else {"opnieuw": UNEQUAL}
