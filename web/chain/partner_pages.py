"""`/bureau/keten/partners`: the organisations of the chain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from catalogue import chain_store
from catalogue.chain import PartnerView, parse_partner
from catalogue.chain_store import ChangedError, KeptPartner, TakenError
from catalogue.problems import RecordError
from vocabulary import municipalities
from web.chain import choices
from web.chain.role_form import PARTNER_LABELS, errors_of, partner_raw, partner_values, version_of
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.people import Right

HOME = "/bureau/keten/partners"


def router(desk: Desk) -> APIRouter:
    """The list and the form."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk)

    @routes.get(HOME)
    async def overview(
        request: Request,
        gemeente: Annotated[str, Query(max_length=60)] = "",
        gedaan: Annotated[str, Query(max_length=12)] = "",
    ) -> Response:
        visit = await desk.visit(request)
        region = gemeente if gemeente in municipalities.names() else None
        found = await desk.read(lambda session: chain_store.partners(session, region))
        return desk.page(
            visit,
            "bureau/keten/partners.html",
            partners=[(kept, visit.who.may_change_lists(kept.view.regions)) for kept in found],
            region=region,
            region_options=[("", "alle gemeenten"), *choices.regions()],
            said="De ketenpartner is bewaard." if gedaan == "bewaard" else None,
            may=visit.who.may(Right.KETEN),
        )

    @routes.get(f"{HOME}/nieuw")
    async def new(request: Request) -> Response:
        visit = await desk.visit(request, Right.KETEN)
        return pages.form(visit, partner_values(None), None)

    @routes.post(f"{HOME}/nieuw")
    async def add(request: Request) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        return await pages.save(visit, partner_raw(sent), None, 0)

    @routes.get(HOME + "/{slug}")
    async def edit(request: Request, slug: str) -> Response:
        visit = await desk.visit(request, Right.KETEN)
        kept = await pages.there(visit, slug)
        return pages.form(visit, partner_values(kept.view), kept)

    @routes.post(HOME + "/{slug}")
    async def change(request: Request, slug: str) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        kept = await pages.there(visit, slug)
        return await pages.save(visit, partner_raw(sent, slug), kept, version_of(sent))

    return routes


class _Pages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def there(self, visit: Visit, slug: str) -> KeptPartner:
        """A partner that is there, and theirs to change. Raises RefusedError."""
        kept = await self._desk.read(lambda session: chain_store.find_partner(session, slug))
        if kept is None:
            raise RefusedError("niet-gevonden")
        if not visit.who.may_change_lists(kept.view.regions):
            raise RefusedError("geen-recht")
        return kept

    async def save(self, visit: Visit, raw: Mapping[str, Any], kept: KeptPartner | None, expected: int) -> Response:
        """Keep a partner, or show the form again with everything that was typed."""
        try:
            view = parse_partner(raw)
        except RecordError as error:
            return self.form(visit, raw, kept, errors=errors_of(error, PARTNER_LABELS), version=expected)
        if not visit.who.may_change_lists(view.regions):
            errors = {"regions": "kies ten minste één gemeente die bij jou hoort"}
            return self.form(visit, raw, kept, errors=errors, version=expected)

        def work(session: Session) -> None:
            if kept is None:
                chain_store.add_partner(session, view)
            else:
                chain_store.change_partner(session, view, expected)
            event = "ketenpartner gewijzigd" if kept else "ketenpartner toegevoegd"
            note(session, visit.who, event, view.slug, datetime.now(UTC))

        try:
            await self._desk.write(work)
        except TakenError:
            return self.form(visit, raw, kept, errors={"slug": f"'{view.slug}' is al in gebruik; kies een andere"})
        except ChangedError as error:
            assert isinstance(error.kept, KeptPartner)
            return self.form(visit, raw, error.kept, theirs=error.kept.view)
        except KeyError:
            raise RefusedError("niet-gevonden") from None
        return RedirectResponse(f"{HOME}?gedaan=bewaard", status_code=303)

    def form(
        self,
        visit: Visit,
        values: Mapping[str, Any],
        kept: KeptPartner | None,
        *,
        errors: Mapping[str, str] | None = None,
        theirs: PartnerView | None = None,
        version: int | None = None,
    ) -> Response:
        """The form. `theirs`: how somebody else saved it meanwhile; saving again is then a choice."""
        return self._desk.page(
            visit,
            "bureau/keten/partner.html",
            status=409 if theirs else 422 if errors else 200,
            values=values,
            kept=kept,
            version=version or (kept.version if kept else 0),
            errors=errors or {},
            labels=PARTNER_LABELS,
            theirs=theirs,
        )
