"""Make and change a website at the desk. Whatever happens, what was typed comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from web.database import UnavailableError
from web.partner_desk import fields, merging, reading
from web.partner_desk.fields import Typed
from web.partner_desk.list_page import HOME
from web.partner_desk.merging import Clash
from web.partner_desk.scope import find
from web.partners import store
from web.partners.record import Partner
from web.partners.registry import Registry
from web.partners.store import ConflictError
from web.partners.store import Kept as KeptWebsite
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import Kept, exact, number_of, text_of
from web.staff.people import Right
from web.staff.websites import sees

_ATTEMPTS = 3
_TAKEN = "deze vaste naam is al in gebruik; kies een andere"
_OUTSIDE = "kies een gemeente die bij jou hoort"


def router(desk: Desk, registry: Registry) -> APIRouter:
    """The forms."""
    routes = APIRouter(include_in_schema=False)
    pages = _Forms(desk, registry)

    @routes.get(f"{HOME}/nieuw")
    async def new(request: Request) -> Response:
        visit = await desk.visit(request, Right.BEHEER)
        return pages.show(visit, _Open(None, fields.new_values(visit.who)))

    @routes.post(f"{HOME}/nieuw")
    async def make(request: Request) -> Response:
        visit, form = await desk.form(request, Right.BEHEER)
        return await pages.make(visit, _Open(None, fields.typed_of(form)))

    @routes.get(HOME + "/website/{key}/wijzigen")
    async def edit(request: Request, key: str, erbij: Annotated[str, Query(max_length=300)] = "") -> Response:
        visit = await desk.visit(request, Right.BEHEER)
        kept = await desk.read(lambda session: find(session, key, visit.who))
        values = fields.values_of(kept.partner)
        base = dict(values)
        if erbij and erbij not in kept.partner.origins:
            values["origins"] = f"{values['origins']}\n{erbij}".strip()
        return pages.show(visit, _Open(key, values, base, kept.version))

    @routes.post(HOME + "/website/{key}/wijzigen")
    async def change(request: Request, key: str) -> Response:
        visit, form = await desk.form(request, Right.BEHEER)
        try:
            return await pages.change(visit, _opened(key, form))
        except RefusedError as error:  # it went to another region meanwhile
            raise RefusedError(error.word, Kept.of(request.url.path, form)) from None

    return routes


@dataclass(frozen=True)
class _Open:
    """A form that is open: of which website (None: a new one), what stands in it, and what stood in it at first."""

    key: str | None
    typed: Typed
    base: Mapping[str, str] = field(default_factory=dict)
    version: int = 0


def _opened(key: str, form: FormData) -> _Open:
    """The form that was sent. Where the other's value was chosen that is what counts as typed."""
    typed = fields.typed_of(form) | {"key": key}
    base = merging.unpacked(exact(form, "base"))
    theirs = {name: base[name] for name in base if text_of(form, f"keuze.{name}") == "hun"}
    return _Open(key, typed | theirs, base, number_of(form, "version"))


class _Forms:
    def __init__(self, desk: Desk, registry: Registry) -> None:
        self._desk, self._registry = desk, registry

    async def make(self, visit: Visit, form: _Open) -> Response:
        """Keep a new website."""
        partner, errors = _checked(visit, form.typed)
        if partner is None or errors:
            return self.show(visit, form, errors, status=422)
        made, now = partner, datetime.now(UTC)

        def work(session: Session) -> None:
            store.put(session, made, 0, visit.who.name, now)
            note(session, visit.who, "website toegevoegd", f"{made.key}: {made.name}", now)

        try:
            await self._desk.write(work)
        except (ConflictError, IntegrityError):
            return self.show(visit, form, {"key": _TAKEN}, status=409)
        except UnavailableError:
            return self.show(visit, form, status=503)
        return await self._done(made.key, "gemaakt")

    async def change(self, visit: Visit, form: _Open) -> Response:
        """Keep a change; what a colleague changed meanwhile in other fields is kept with it."""
        assert form.key is not None
        together = False
        for _ in range(_ATTEMPTS):
            partner, errors = _checked(visit, form.typed)
            if partner is None or errors:
                return self.show(visit, form, errors, status=422, together=together)
            try:
                now = await self._put(visit, partner, form.version)
            except UnavailableError:
                return self.show(visit, form, status=503, together=together)
            if now is None:
                return await self._done(form.key, "samen" if together else "bewaard")
            theirs = fields.values_of(now.partner)
            typed, clashes = merging.merge(form.base, form.typed, theirs)
            form, together = _Open(form.key, typed, theirs, now.version), True
            if clashes:
                return self.show(visit, form, clashes=clashes, changed_by=now.changed_by, status=409)
        return self.show(visit, form, status=503, together=True)

    async def _put(self, visit: Visit, partner: Partner, version: int) -> KeptWebsite | None:
        """None when it is kept; else what stands there now, because somebody else changed it."""
        at = datetime.now(UTC)

        def work(session: Session) -> KeptWebsite | None:
            kept = find(session, partner.key, visit.who)
            if kept.version != version:
                return kept
            lines = merging.changes(fields.values_of(kept.partner), fields.values_of(partner))
            if not lines:
                return None
            store.put(session, partner, version, visit.who.name, at)
            for line in lines:
                note(session, visit.who, "website gewijzigd", f"{partner.key}: {line}", at)
            return None

        try:
            return await self._desk.write(work)
        except ConflictError as error:  # changed between looking and keeping
            if error.now is None:
                raise
            return error.now

    async def _done(self, key: str, word: str) -> Response:
        await self._registry.refresh()
        return RedirectResponse(f"{HOME}/website/{key}?gedaan={word}", status_code=303)

    def show(
        self,
        visit: Visit,
        form: _Open,
        errors: Mapping[str, str] | None = None,
        *,
        status: int = 200,
        clashes: Sequence[Clash] = (),
        changed_by: str = "",
        together: bool = False,
    ) -> Response:
        """The form. `clashes`: what both changed, to choose from; `together`: a colleague's changes stand in it too."""
        return self._desk.page(
            visit,
            "bureau/partners/formulier.html",
            status=status,
            key=form.key,
            values=form.typed,
            base=merging.packed(form.base),
            version=form.version,
            errors=errors or {},
            labels=fields.LABELS,
            options=fields.options(visit.who),
            clashes=clashes,
            changed_by=changed_by,
            together=together,
            silent=status == 503,
        )


def _checked(visit: Visit, typed: Typed) -> tuple[Partner | None, dict[str, str]]:
    """The record and what is wrong with it, also for this colleague."""
    partner, errors = reading.read(typed)
    if partner and not sees(visit.who, partner):
        errors = {"region": _OUTSIDE}
    return partner, errors
