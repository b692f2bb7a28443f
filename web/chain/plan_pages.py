"""`/bureau/keten` and `/bureau/keten/aanpak`: plans, each with its lists on paper and as a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from catalogue.lists import plans
from catalogue.lists.plans import PlanConflictError, PlanFields, PlanView, parse_plan
from catalogue.lists.workbook import workbook
from catalogue.problems import RecordError
from catalogue.search import today_here
from catalogue.slugs import plain_name
from web.chain.numbers import Number
from web.chain.parts import HOME, Filled, fill, may, parts, updated_on
from web.chain.role_form import errors_of, places, version_of
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import text_of
from web.staff.people import Right

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ONE = CapacityLimiter(1)
"""One workbook is made at a time: it takes a processor for a moment, and talks go before."""
_LABELS = {"name": "Naam", "regions": "Gemeenten"}


def router(desk: Desk) -> APIRouter:
    """The plans, and what is done with a whole one."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk)

    @routes.get("/bureau/keten")
    async def overview(request: Request, gedaan: Annotated[str, Query(max_length=12)] = "") -> Response:
        visit = await desk.visit(request)
        found, late = await desk.read(lambda session: (plans.plans(session), plans.overdue(session, today_here())))
        return desk.page(
            visit,
            "bureau/keten/begin.html",
            plans=found,
            late=late,
            said="De ketenaanpak is weggehaald." if gedaan == "weg" else None,
            may=visit.who.may_change_lists(visit.who.regions),
        )

    @routes.get(f"{HOME}/nieuw")
    async def new(request: Request) -> Response:
        visit = await desk.visit(request, Right.KETEN)
        return pages.form(visit, {"name": "", "regions": visit.who.regions, "national": False}, None)

    @routes.post(f"{HOME}/nieuw")
    async def add(request: Request) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        return await pages.save(visit, _raw(sent), None, 0)

    @routes.get(HOME + "/{plan_id}")
    async def plan(request: Request, plan_id: Number, gedaan: Annotated[str, Query(max_length=12)] = "") -> Response:
        visit = await desk.visit(request)
        found = await pages.there(plan_id)
        late = await desk.read(lambda session: plans.overdue(session, today_here()).get(plan_id, 0))
        return desk.page(
            visit,
            "bureau/keten/aanpak.html",
            plan=found,
            parts=parts(),
            late=late,
            may=may(visit.who, found),
            said="De ketenaanpak is bewaard." if gedaan == "bewaard" else None,
        )

    @routes.get(HOME + "/{plan_id}/gegevens")
    async def edit(request: Request, plan_id: Number) -> Response:
        visit = await desk.visit(request, Right.KETEN)
        found = await pages.theirs(visit, plan_id)
        return pages.form(visit, {name: getattr(found, name) for name in ("name", "regions", "national")}, found)

    @routes.post(HOME + "/{plan_id}/gegevens")
    async def change(request: Request, plan_id: Number) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        found = await pages.theirs(visit, plan_id)
        return await pages.save(visit, _raw(sent), found, version_of(sent))

    @routes.get(HOME + "/{plan_id}/weghalen")
    async def ask(request: Request, plan_id: Number) -> Response:
        visit = await desk.visit(request, Right.KETEN)
        return desk.page(visit, "bureau/keten/aanpak_weg.html", plan=await pages.theirs(visit, plan_id))

    @routes.post(HOME + "/{plan_id}/weghalen")
    async def remove(request: Request, plan_id: Number) -> Response:
        visit, _ = await desk.form(request, Right.KETEN)
        await pages.theirs(visit, plan_id)

        def work(session: Session) -> None:
            if gone := plans.remove(session, plan_id):
                note(session, visit.who, "ketenaanpak weggehaald", gone.name, datetime.now(UTC))

        await desk.write(work)
        return RedirectResponse("/bureau/keten?gedaan=weg", status_code=303)

    @routes.get(HOME + "/{plan_id}/afdrukken")
    async def paper(request: Request, plan_id: Number, deel: Annotated[str, Query(max_length=20)] = "") -> Response:
        visit = await desk.visit(request)
        wanted = [part for path, part in parts().items() if not deel or deel in (path, part.name)]
        filled = await pages.filled(plan_id)
        return desk.page(
            visit,
            "bureau/keten/afdrukken.html",
            plan=filled.plan,
            sheets=[(part, filled.lists(part, visit.who)) for part in wanted],
            offers=filled.offers,
            updated=updated_on(filled.plan),
        )

    @routes.get(HOME + "/{plan_id}/lijsten.xlsx")
    async def sheets(request: Request, plan_id: Number) -> Response:
        await desk.visit(request)
        filled = await pages.filled(plan_id)
        made = await anyio.to_thread.run_sync(
            workbook, filled.plan, filled.rows, filled.offers, updated_on(filled.plan), limiter=_ONE
        )
        name = f"ketenaanpak-{plain_name(filled.plan.name) or plan_id}.xlsx"
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return Response(made, media_type=XLSX, headers=headers)

    return routes


def _raw(form: FormData) -> dict[str, Any]:
    return {
        "name": text_of(form, "name") or None,
        "regions": places(form, "regions"),
        "national": bool(text_of(form, "national")),
    }


class _Pages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def there(self, plan_id: int) -> PlanView:
        """A plan that is there. Raises RefusedError."""
        found = await self._desk.read(lambda session: plans.find(session, plan_id))
        if found is None:
            raise RefusedError("niet-gevonden")
        return found

    async def theirs(self, visit: Visit, plan_id: int) -> PlanView:
        """A plan that is there, and theirs to change. Raises RefusedError."""
        found = await self.there(plan_id)
        if not may(visit.who, found):
            raise RefusedError("geen-recht")
        return found

    async def filled(self, plan_id: int) -> Filled:
        """A whole plan. Raises RefusedError when it is not there."""
        filled = await self._desk.read(lambda session: fill(session, plan_id, list(parts().values())))
        if filled is None:
            raise RefusedError("niet-gevonden")
        return filled

    async def save(self, visit: Visit, raw: Mapping[str, Any], kept: PlanView | None, expected: int) -> Response:
        """Keep a plan, or show the form again with everything that was typed."""
        try:
            fields = parse_plan(raw)
        except RecordError as error:
            return self.form(visit, raw, kept, errors=errors_of(error, _LABELS), version=expected)
        if not visit.who.may_change_lists(fields.regions):
            errors = {"regions": "kies ten minste één gemeente die bij jou hoort"}
            return self.form(visit, raw, kept, errors=errors, version=expected)
        try:
            saved = await self._desk.write(lambda session: _keep(session, visit, fields, kept, expected))
        except PlanConflictError as error:
            return self.form(visit, raw, error.kept, changed=True)
        except KeyError:
            raise RefusedError("niet-gevonden") from None
        return RedirectResponse(f"{HOME}/{saved.id}?gedaan=bewaard", status_code=303)

    def form(
        self,
        visit: Visit,
        values: Mapping[str, Any],
        kept: PlanView | None,
        *,
        errors: Mapping[str, str] | None = None,
        changed: bool = False,
        version: int | None = None,
    ) -> Response:
        """The form. `changed`: somebody else saved meanwhile; saving again is then a choice."""
        return self._desk.page(
            visit,
            "bureau/keten/aanpak_gegevens.html",
            status=409 if changed else 422 if errors else 200,
            values=values,
            kept=kept,
            version=version or (kept.version if kept else 0),
            errors=errors or {},
            labels=_LABELS,
            changed=changed,
        )


def _keep(session: Session, visit: Visit, fields: PlanFields, kept: PlanView | None, expected: int) -> PlanView:
    saved = plans.change(session, kept.id, fields, expected) if kept else plans.create(session, fields)
    event = "ketenaanpak gewijzigd" if kept else "ketenaanpak toegevoegd"
    note(session, visit.who, event, saved.name, datetime.now(UTC))
    return saved
