"""`/bureau/medewerkers`: the accounts, for who manages them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from web.problems import Problem
from web.staff import account_form, accounts, audit
from web.staff.account_form import Typed
from web.staff.accounts import LINK_HOURS, Facts, LastBeheerderError, TakenError
from web.staff.desk import Desk, Visit
from web.staff.forms import exact, text_of
from web.staff.models import Account
from web.staff.people import Right, Role
from web.staff.words import ROLES, bouwsteen_choices, moment

LIST = "/bureau/medewerkers"
_DONE = {"stop": "gestopt", "start": "weer aangezet"}


def router(desk: Desk) -> APIRouter:
    """The list, the form, and what can be done with an account."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk)

    @routes.get(LIST)
    async def everybody(request: Request) -> Response:
        return await pages.everybody(await desk.visit(request, Right.BEHEER))

    @routes.get(f"{LIST}/nieuw")
    async def new(request: Request) -> Response:
        return pages.form(await desk.visit(request, Right.BEHEER), Typed(role=Role.MEDEWERKER), None)

    @routes.post(f"{LIST}/nieuw")
    async def make(request: Request) -> Response:
        visit, form = await desk.form(request, Right.BEHEER)
        now = datetime.now(UTC)

        def work(session: Session, facts: Facts) -> Account:
            account = accounts.make(session, facts, now)
            audit.note(session, visit.who, "account gemaakt", facts.name, now)
            return account

        return await pages.keep(visit, form, None, work)

    @routes.get(f"{LIST}/{{staff_id}}")
    async def one(request: Request, staff_id: str) -> Response:
        visit = await desk.visit(request, Right.BEHEER)
        account = await pages.account(staff_id)
        return pages.form(visit, Typed.of(account), account)

    @routes.post(f"{LIST}/{{staff_id}}")
    async def change(request: Request, staff_id: str) -> Response:
        visit, form = await desk.form(request, Right.BEHEER)
        account, now = await pages.account(staff_id), datetime.now(UTC)

        def work(session: Session, facts: Facts) -> Account:
            changed = accounts.change(session, staff_id, facts)
            audit.note(session, visit.who, "account gewijzigd", f"{facts.name}: {facts.role}", now)
            return changed

        return await pages.keep(visit, form, account, work)

    @routes.post(f"{LIST}/{{staff_id}}/{{verb}}")
    async def act(request: Request, staff_id: str, verb: str) -> Response:
        visit, _ = await desk.form(request, Right.BEHEER)
        account, now = await pages.account(staff_id), datetime.now(UTC)
        if verb == "link":
            return await pages.link(visit, account, now)
        if verb not in _DONE:
            raise Problem("niet-gevonden")

        def work(session: Session) -> None:
            (accounts.stop if verb == "stop" else accounts.start)(session, staff_id)
            audit.note(session, visit.who, f"account {_DONE[verb]}", account.name, now)

        try:
            await desk.write(work)
        except LastBeheerderError as error:
            return pages.form(visit, Typed.of(account), account, account_form.refusal(error), status=409)
        return RedirectResponse(f"{LIST}/{staff_id}", status_code=303)

    return routes


class _Pages:
    """The pages of the accounts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def account(self, staff_id: str) -> Account:
        found = await self._desk.read(lambda session: session.get(Account, staff_id))
        if found is None:
            raise Problem("niet-gevonden")
        return found

    async def everybody(self, visit: Visit) -> Response:
        found = await self._desk.read(accounts.all_accounts)
        rows = [(account, moment(account.last_login_at)) for account in found]
        return self._desk.page(visit, "bureau/staff/medewerkers.html", rows=rows)

    def form(
        self,
        visit: Visit,
        typed: Typed,
        account: Account | None,
        errors: Mapping[str, str] | None = None,
        *,
        status: int = 200,
        link: str | None = None,
    ) -> Response:
        return self._desk.page(
            visit,
            "bureau/staff/medewerker.html",
            status=status,
            typed=typed,
            account=account,
            errors=errors or {},
            roles=[(role.value, words) for role, words in ROLES.items()],
            bouwstenen=bouwsteen_choices(),
            link=link,
            hours=LINK_HOURS,
            last_login=moment(account.last_login_at) if account else "",
        )

    async def keep(
        self, visit: Visit, form: FormData, account: Account | None, work: Callable[[Session, Facts], Account]
    ) -> Response:
        """Keep what the form says, or show it again with what is wrong."""
        typed = Typed(
            text_of(form, "naam"),
            text_of(form, "email"),
            text_of(form, "rol"),
            exact(form, "regios"),
            text_of(form, "bouwsteen"),
        )
        facts, wrong = account_form.read(typed)
        if facts is None:
            return self.form(visit, typed, account, wrong, status=422)
        sure = facts
        try:
            kept = await self._desk.write(lambda session: work(session, sure))
        except IntegrityError:  # another beheerder made the same account at this very moment
            return self.form(visit, typed, account, account_form.refusal(TakenError("email")), status=409)
        except (TakenError, LastBeheerderError) as error:
            return self.form(visit, typed, account, account_form.refusal(error), status=409)
        return RedirectResponse(f"{LIST}/{kept.id}", status_code=303)

    async def link(self, visit: Visit, account: Account, now: datetime) -> Response:
        """Show, once, a link with which this colleague sets a password."""
        if not account.active:
            raise Problem("niet-gevonden")

        def work(session: Session) -> str:
            _, token = accounts.new_link(session, account.id, now)
            audit.note(session, visit.who, "wachtwoordlink gemaakt", account.name, now)
            return token

        token = await self._desk.write(work)
        address = f"{self._desk.public_address}/bureau/wachtwoord/kiezen/{token}"
        return self.form(visit, Typed.of(account), account, link=address)
