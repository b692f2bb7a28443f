"""Make, duplicate and change an instrument. Whatever happens, what was typed comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from catalogue.editing import store
from catalogue.editing.differences import FIELD_LABELS, differences, spelled
from catalogue.editing.store import ConflictError, Kept, SlugTakenError
from catalogue.freshness import PUBLISHED
from catalogue.problems import RecordError
from catalogue.record import InstrumentView, parse_record
from catalogue.slugs import free_slug
from web.catalogue_desk import saving
from web.catalogue_desk.changing import DRAFT
from web.catalogue_desk.saving import Barred, Clash, Saved, Typed, Unfit
from web.database import UnavailableError
from web.instrument_form import begun, errors_of, raw_of, typed_of, values_of
from web.instrument_form.reading import text
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import number_of
from web.staff.people import Colleague, Right

ASKED = tuple(name for name in FIELD_LABELS if name not in {"slug", "bouwstenen"})
"""The fields of a record that exists; its slug never changes, its bouwstenen follow from its needs."""
OUTSIDE = "Dit valt buiten jouw regio of bouwsteen. Vraag een collega die hierover gaat."
_ATTEMPTS = 3


def router(desk: Desk) -> APIRouter:
    """The forms."""
    routes = APIRouter(include_in_schema=False)
    forms = _Forms(desk)

    @routes.get("/bureau/aanbod/nieuw")
    async def new(request: Request) -> Response:
        return forms.new(await desk.visit(request, Right.SCHRIJVEN), begun(request.query_params))

    @routes.post("/bureau/aanbod/nieuw")
    async def make(request: Request) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        raw = raw_of(form) | _published(form)
        title = text(form, "title")
        try:
            view = parse_record({**raw, "slug": raw["slug"] or free_slug(title, ())})
        except RecordError as error:
            return forms.new(visit, typed_of(form), errors_of(error), status=422)
        if not visit.who.may_change(view.bouwstenen, view.regions):
            return forms.new(visit, typed_of(form), {"regions": OUTSIDE}, status=422)
        own, now = bool(raw["slug"]), datetime.now(UTC)
        try:
            made = await desk.write(lambda session: _make(session, view, own, visit.who, now))
        except SlugTakenError:
            return forms.new(visit, typed_of(form), {"slug": "Deze vaste naam is al in gebruik."}, status=422)
        except UnavailableError:
            return forms.new(visit, typed_of(form), status=503)
        return RedirectResponse(f"/bureau/aanbod/{made.view.slug}?gedaan=gemaakt", status_code=303)

    @routes.get("/bureau/aanbod/{slug}/dupliceren")
    async def duplicate(request: Request, slug: str) -> Response:
        visit = await desk.visit(request, Right.SCHRIJVEN)
        kept = await forms.kept(slug)
        copy = replace(kept.view, slug="", status=DRAFT, verified_on=None, verified_by=None)
        return forms.new(visit, values_of(copy), copied=kept.view.title)

    @routes.get("/bureau/aanbod/{slug}/wijzigen")
    async def edit(request: Request, slug: str) -> Response:
        visit = await desk.visit(request, Right.SCHRIJVEN)
        kept = await forms.kept(slug)
        if not visit.who.may_change(kept.view.bouwstenen, kept.view.regions):
            raise RefusedError("geen-recht")
        return forms.edit(visit, kept, values_of(kept.view))

    @routes.post("/bureau/aanbod/{slug}/wijzigen")
    async def change(request: Request, slug: str) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        return await forms.change(visit, slug, form)

    return routes


class _Forms:
    """The pages with the form."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def kept(self, slug: str) -> Kept:
        """The record, or a page that says it is not there."""
        kept = await self._desk.read(lambda session: store.find(session, slug))
        if kept is None:
            raise RefusedError("niet-gevonden")
        return kept

    async def change(self, visit: Visit, slug: str, form: FormData) -> Response:
        """Keep what was sent of a record that exists."""
        version = number_of(form, "versie")
        raw = raw_of(form, ASKED) | _published(form)
        try:
            view = parse_record({**raw, "slug": slug})
        except RecordError as error:
            return self.again(visit, slug, version, form, errors_of(error), status=422)
        theirs = {name for name in ASKED if text(form, f"keuze.{name}") == "hun"}
        typed, now = Typed(view, version, theirs | ({"bouwstenen"} if "needs" in theirs else set())), datetime.now(UTC)
        try:
            outcome = await self._saved(typed, visit.who, now)
        except KeyError:
            raise RefusedError("niet-gevonden") from None
        except UnavailableError:
            return self.again(visit, slug, version, form, status=503)
        match outcome:
            case Saved(together=True):
                return RedirectResponse(f"/bureau/aanbod/{slug}?gedaan=samen&sinds={version}", status_code=303)
            case Saved():
                return RedirectResponse(f"/bureau/aanbod/{slug}?gedaan=bewaard", status_code=303)
            case Clash():
                return self.choose(visit, outcome)
            case Unfit(together, kept, errors):
                return self.edit(visit, kept, values_of(together), errors, status=422, brought_together=True)
            case Barred():
                return self.again(visit, slug, version, form, {"regions": OUTSIDE}, status=403)

    async def _saved(self, typed: Typed, who: Colleague, now: datetime) -> Saved | Clash | Unfit | Barred:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return await self._desk.write(lambda session: saving.save(session, typed, who, now))
            except ConflictError:  # somebody saved at this very moment: look again at what is kept now
                if attempt == _ATTEMPTS:
                    raise UnavailableError from None
        raise AssertionError("the last attempt returns or raises")

    def new(
        self,
        visit: Visit,
        values: Mapping[str, object],
        errors: Mapping[str, str] | None = None,
        *,
        status: int = 200,
        copied: str | None = None,
    ) -> Response:
        """The form of a new instrument."""
        return self._page(visit, values, errors or {}, status=status, slug=None, title="Nieuw aanbod", copied=copied)

    def edit(
        self,
        visit: Visit,
        kept: Kept,
        values: Mapping[str, object],
        errors: Mapping[str, str] | None = None,
        *,
        status: int = 200,
        brought_together: bool = False,
    ) -> Response:
        """The form of a record that exists."""
        return self._page(
            visit,
            values,
            errors or {},
            status=status,
            slug=kept.view.slug,
            title=kept.view.title,
            version=kept.version,
            brought_together=brought_together,
        )

    def again(
        self,
        visit: Visit,
        slug: str,
        version: int,
        form: FormData,
        errors: Mapping[str, str] | None = None,
        *,
        status: int,
    ) -> Response:
        """The form as it was sent."""
        title = text(form, "title") or slug
        return self._page(visit, typed_of(form), errors or {}, status=status, slug=slug, title=title, version=version)

    def choose(self, visit: Visit, clash: Clash) -> Response:
        """Both changed the same fields: show both, and let somebody choose."""
        mine, hidden = clash.merged.view, values_of(clash.merged.view)
        fields = [one for one in clash.merged.conflicts if one.field != "bouwstenen"]
        pairs = [
            (one.field, FIELD_LABELS[one.field], spelled(one.field, one.mine), spelled(one.field, one.theirs))
            for one in fields
        ]
        base = clash.base
        in_conflict = {one.field for one in clash.merged.conflicts}
        others = (
            [] if base is None else [one for one in differences(base, clash.kept.view) if one.field not in in_conflict]
        )
        return self._desk.page(
            visit,
            "bureau/aanbod/kiezen.html",
            status=409,
            slug=mine.slug,
            title=clash.kept.view.title,
            version=clash.kept.version,
            pairs=pairs,
            others=others,
            hidden=[(name, value) for name in ASKED for value in _sent(hidden[name])],
        )

    def _page(
        self,
        visit: Visit,
        values: Mapping[str, object],
        errors: Mapping[str, str],
        *,
        status: int,
        slug: str | None,
        title: str,
        version: int = 0,
        copied: str | None = None,
        brought_together: bool = False,
    ) -> Response:
        return self._desk.page(
            visit,
            "bureau/aanbod/formulier.html",
            status=status,
            headers={"retry-after": "5"} if status == 503 else {},
            values=values,
            errors=errors,
            labels=FIELD_LABELS,
            slug=slug,
            title=title,
            version=version,
            copied=copied,
            silent=status == 503,
            brought_together=brought_together,
            only=ASKED if slug else (*ASKED, "slug"),
        )


def _make(session: Session, view: InstrumentView, own: bool, who: Colleague, now: datetime) -> Kept:
    """Add a record; a slug made of the title gets a number when it is taken."""
    name, number = view.slug, 1
    while not own and store.find(session, view.slug):
        number += 1
        view = replace(view, slug=f"{name}-{number}")
    made = store.create(session, view, by=who.name, now=now)
    note(session, who, "aanbod gemaakt", view.slug, now)
    return made


def _published(form: FormData) -> dict[str, object]:
    """The status, when the button to publish was pressed."""
    return {"status": PUBLISHED} if text(form, "doe") == "publiceren" else {}


def _sent(value: object) -> list[str]:
    """The values a form sends for a field."""
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
