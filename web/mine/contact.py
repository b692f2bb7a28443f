"""`/mijn/{key}/contact`: ask for somebody to call or write. A plain form, sent once, confirmed, and withdrawn at will.

1. What was written is read for danger first; the card then stands on top of whatever page comes.
2. A form that is not right, or cannot be kept now, comes back with everything that was typed.
3. What is kept is kept once for each form; a new address in the browser then shows the confirmation.

Telephone numbers and addresses go from the form to the record of requests alone: not into the talk, the engine or a
log, and no page shows them again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import IntegrityError

from web import safety_check
from web.conversations import contact_requests
from web.conversations.contact_requests import Role
from web.conversations.models import ContactRequest
from web.conversations.sealed import Seal, UnreadableError
from web.conversations.store import PageTalk
from web.database import Database, UnavailableError
from web.limits.address import address_of
from web.limits.body import READ_FOR_DANGER
from web.limits.rates import AddressRate
from web.mine import contact_form, forms, receiver, summary
from web.mine.contact_form import Typed
from web.mine.contact_words import ContactWords, Short
from web.mine.door import Door
from web.mine.forms import Clean
from web.mine.known import Known
from web.mine.receiver import Receiver
from web.partners.record import InformationPoint
from web.site import content
from web.site.render import PageError, page


@dataclass(frozen=True)
class Contact:
    """What the form works with; the composition root fills it in."""

    door: Door
    database: Database
    sent: AddressRate
    """How many requests one address may send."""
    clean: Clean
    seal: Seal


def router(tools: Contact) -> APIRouter:
    """The form, its confirmation, and the way back. Raises TextsError when its words are not as they should be."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(tools, content.load("contact", ContactWords))

    @routes.get("/mijn/{key}/contact")
    async def form(
        request: Request, key: str, rol: Annotated[Literal["casusregisseur", "informatiepunt"] | None, Query()] = None
    ) -> Response:
        talk = await tools.door.talk(request, key)
        return await pages.first(key, talk, rol)

    @routes.post("/mijn/{key}/contact")
    async def send(request: Request, key: str) -> Response:
        typed = Typed.of(await forms.read(request), tools.clean)
        try:
            talk = await tools.door.talk(request, key)
        except PageError as error:
            return await pages.refused(key, typed, error)
        if errors := typed.errors(pages.words.errors, pages.words.consent):
            return await pages.form(key, talk, typed, status=422, errors=errors)
        if await pages.reader_changed(talk, typed):
            errors = {"consent": pages.words.errors.consent_changed}
            return await pages.form(key, talk, replace(typed, agreed=""), status=422, errors=errors)
        if wait := await tools.sent.wait_for("contact", address_of(request)):
            return await pages.form(key, talk, typed, status=429, trouble="too_fast", retry_after=wait)
        try:
            await _keep(tools, talk, typed)
        except UnavailableError:
            return await pages.form(key, talk, typed, status=503, trouble="silent", retry_after=5)
        return RedirectResponse(f"/mijn/{key}/contact/verstuurd", status_code=303)

    @routes.get("/mijn/{key}/contact/verstuurd")
    async def sent(request: Request, key: str) -> Response:
        talk = await tools.door.talk(request, key)
        return await pages.confirmation(key, talk)

    @routes.post("/mijn/{key}/contact/intrekken")
    async def withdraw(request: Request, key: str) -> Response:
        talk = await tools.door.talk(request, key)
        origin, now = contact_requests.origin_of(talk.talk), datetime.now(UTC)
        amount = await tools.door.write(lambda session: contact_requests.withdraw(session, origin, now))
        await tools.database.wipe_journal()
        return pages.short(pages.words.withdrawn if amount else pages.words.nothing, key, talk)

    return routes


async def _keep(tools: Contact, talk: PageTalk, typed: Typed) -> None:
    origin, asked, now = contact_requests.origin_of(talk.talk), typed.asked(talk), datetime.now(UTC)

    def work(session: Any) -> None:
        contact_requests.keep(session, tools.seal, origin, typed.form_id, asked, now)

    try:
        await tools.database.write(work)
    except IntegrityError:  # the same form is being kept at this very moment: now it is there
        await tools.database.write(work)


class _Pages:
    """The pages of the form."""

    def __init__(self, tools: Contact, words: ContactWords) -> None:
        self._tools, self.words = tools, words

    async def first(self, key: str, talk: PageTalk, role: Role | None) -> Response:
        """The form as it is first shown, with the summary filled in."""
        known = Known.of(talk.state)
        # A professional asks for the chain, not for somebody who keeps watch over them.
        role = role or ("informatiepunt" if known.audience == "professional" else "casusregisseur")
        origin = contact_requests.origin_of(talk.talk)
        already = await self._tools.door.read(lambda session: contact_requests.latest(session, origin) is not None)
        typed = contact_form.empty(role, summary.of(known, self.words.summary))
        return await self.form(key, talk, typed, already=already)

    async def form(
        self,
        key: str,
        talk: PageTalk | None,
        typed: Typed,
        *,
        status: int = 200,
        errors: Mapping[str, str] | None = None,
        trouble: Literal["silent", "too_fast"] | None = None,
        already: bool = False,
        retry_after: int | None = None,
    ) -> Response:
        """The form with what was typed. Without a talk (the database is silent) nobody in particular is named."""
        to = await self._receiver(talk, typed.role)
        days = self._tools.door.kept_days
        return page(
            "mine/contact.html",
            status=status,
            headers={} if retry_after is None else {"retry-after": str(retry_after)},
            t=self.words,
            key=key,
            to=to,
            typed=typed,
            # The tick stands only when the visitor put it there, below these very words.
            agreed=typed.agreed == self.words.consent.mark,
            errors=errors or {},
            trouble=getattr(self.words.troubles, trouble) if trouble else None,
            already=already,
            other_role="informatiepunt" if typed.role == "casusregisseur" else "casusregisseur",
            intro=self.words.form.intro.format(within=self.words.within),
            consent=[part.format(reader=to.reader, days=days) for part in self.words.consent.text],
            safety=_danger_in(typed.words) if status != 200 else [],
        )

    async def reader_changed(self, talk: PageTalk, typed: Typed) -> bool:
        """Whether the form named somebody else as the reader than who would read the request now."""
        if typed.reader is None:
            return False
        reader = (await self._receiver(talk, typed.role)).reader
        return typed.reader != forms.line({"lezer": reader}, "lezer", self._tools.clean)

    async def _receiver(self, talk: PageTalk | None, role: Role) -> Receiver:
        found = await receiver.look_up(self._tools.door, role, talk) if talk is not None else None
        return receiver.in_words(role, found, self.words.roles)

    async def refused(self, key: str, typed: Typed, error: PageError) -> Response:
        """The page when the talk cannot be found: nothing that was typed is lost, and danger is answered."""
        retry_after = int(error.headers["retry-after"]) if "retry-after" in error.headers else None
        if error.word == "te-snel":
            return await self.form(key, None, typed, status=429, trouble="too_fast", retry_after=retry_after)
        if error.word == "niet-bereikbaar":
            return await self.form(key, None, typed, status=503, trouble="silent", retry_after=retry_after)
        return self.short(self.words.lost, None, None, status=404, typed=typed.summary, safety=_danger_in(typed.words))

    async def confirmation(self, key: str, talk: PageTalk) -> Response:
        """What happens next; when nothing is open any more, that."""
        origin = contact_requests.origin_of(talk.talk)
        kept = await self._tools.door.read(lambda session: contact_requests.latest(session, origin))
        if kept is None:
            return self.short(self.words.nothing, key, talk)
        point = await receiver.look_up(self._tools.door, "informatiepunt", talk)
        words, call = self.words.sent, point if point is not None and (point.phone or point.url) else None
        called = None
        if call is not None:
            own_word = None if isinstance(call, InformationPoint) else call.own_word
            called = words.late_call.format(name=own_word or call.name or self.words.nobody_named)
        return page(
            "mine/contact_verstuurd.html",
            t=self.words,
            key=key,
            partner=talk.partner,
            steps=[step.format(within=self.words.within) for step in words.steps],
            called=called,
            call=call,
            safety=_danger_in(self._words_of(kept)),
        )

    def _words_of(self, kept: ContactRequest) -> str:
        try:
            return contact_requests.details_of(kept, self._tools.seal).words
        except UnreadableError:  # staff see that too; the visitor only has to know that it was sent
            return ""

    def short(
        self,
        said: Short,
        key: str | None,
        talk: PageTalk | None,
        *,
        status: int = 200,
        typed: str = "",
        safety: list[dict[str, Any]] | None = None,
    ) -> Response:
        """A page that says one thing."""
        partner = talk.partner if talk else None
        return page(
            "mine/contact_kort.html",
            status=status,
            t=self.words,
            said=said,
            key=key,
            partner=partner,
            typed=typed,
            safety=safety or [],
        )


def _danger_in(text: str) -> list[dict[str, Any]]:
    finding = safety_check.look(text[:READ_FOR_DANGER]) if text else None
    return safety_check.messages_for(finding) if finding else []
