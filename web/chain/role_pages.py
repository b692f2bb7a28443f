"""`/bureau/keten/rollen`: who fills which role of the chain, by region."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from catalogue import chain_store
from catalogue.chain import ROLES, RoleView, parse_role
from catalogue.chain_store import ChangedError, KeptRole, TakenError, UnknownPartnerError
from catalogue.problems import RecordError
from vocabulary import municipalities
from web.chain import choices
from web.chain.numbers import Number
from web.chain.role_form import ROLE_LABELS, errors_of, role_raw, role_values, version_of
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.people import Colleague, Right

HOME = "/bureau/keten/rollen"
_SAID = {
    "toegevoegd": "De rol is toegevoegd.",
    "bewaard": "De rol is bewaard. Bezoekers zien het in hun volgende gesprek.",
    "weg": "De rol is weggehaald.",
}
_TAKEN = "deze rol is er al, voor dezelfde gemeente, ziekte en mensen"


def router(desk: Desk) -> APIRouter:
    """The list, the form and the question before a role goes."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk)

    @routes.get(HOME)
    async def overview(
        request: Request,
        gemeente: Annotated[str, Query(max_length=60)] = "",
        rol: Annotated[str, Query(max_length=20)] = "",
        gedaan: Annotated[str, Query(max_length=12)] = "",
    ) -> Response:
        visit = await desk.visit(request)
        region = gemeente if gemeente in municipalities.names() else None
        role = rol if rol in ROLES else None
        return await pages.overview(visit, region, role, _SAID.get(gedaan))

    @routes.get(f"{HOME}/nieuw")
    async def new(request: Request, gemeente: Annotated[str, Query(max_length=60)] = "") -> Response:
        visit = await desk.visit(request, Right.KETEN)
        return await pages.form(visit, role_values(None, gemeente if gemeente in municipalities.names() else ""))

    @routes.post(f"{HOME}/nieuw")
    async def add(request: Request) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        return await pages.save(visit, role_raw(sent), None, 0)

    @routes.get(HOME + "/{role_id}")
    async def edit(request: Request, role_id: Number) -> Response:
        visit = await desk.visit(request, Right.KETEN)
        kept = await pages.there(visit, role_id)
        return await pages.form(visit, role_values(kept.view), kept)

    @routes.post(HOME + "/{role_id}")
    async def change(request: Request, role_id: Number) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        kept = await pages.find(visit, role_id)
        if kept is None:
            return await pages.form(visit, role_raw(sent), gone=True)
        return await pages.save(visit, role_raw(sent), kept, version_of(sent))

    @routes.get(HOME + "/{role_id}/weghalen")
    async def ask(request: Request, role_id: Number) -> Response:
        visit = await desk.visit(request, Right.KETEN)
        kept = await pages.there(visit, role_id)
        return desk.page(visit, "bureau/keten/rol_weg.html", kept=kept, changed=False)

    @routes.post(HOME + "/{role_id}/weghalen")
    async def remove(request: Request, role_id: Number) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        kept, expected = await pages.there(visit, role_id), version_of(sent)

        def work(session: Session) -> None:
            chain_store.remove_role(session, role_id, expected)
            note(session, visit.who, "rol weggehaald", subject_of(kept.view), datetime.now(UTC))

        try:
            await desk.write(work)
        except ChangedError as error:
            return desk.page(visit, "bureau/keten/rol_weg.html", status=409, kept=error.kept, changed=True)
        except KeyError:
            raise RefusedError("niet-gevonden") from None
        return RedirectResponse(f"{HOME}?gedaan=weg", status_code=303)

    return routes


def may_change(who: Colleague, view: RoleView) -> bool:
    """Whether this role is theirs to lay down; a national one only for who is not bound to regions."""
    return who.may_change_lists([view.region] if view.region else [], view.bouwsteen)


def subject_of(view: RoleView) -> str:
    """A role in a few words, for the audit log."""
    return " ".join(filter(None, (view.role, view.region or "landelijk", view.condition)))


class _Pages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def overview(self, visit: Visit, region: str | None, role: str | None, said: str | None) -> Response:
        """The roles, and below them those that follow from the instruments of a region."""

        def work(session: Session) -> tuple[list[KeptRole], chain_store.OfInstruments | None]:
            followed = chain_store.of_instruments(session, region) if region else None
            return chain_store.roles(session, region, role), followed

        found, followed = await self._desk.read(work)
        return self._desk.page(
            visit,
            "bureau/keten/rollen.html",
            roles=[(kept, may_change(visit.who, kept.view)) for kept in found],
            followed=followed,
            region=region,
            role=role,
            region_options=[("", "alle gemeenten"), *choices.regions()],
            role_options=[("", "alle rollen"), *choices.role_names()],
            said=said,
            may=visit.who.may(Right.KETEN),
        )

    async def find(self, visit: Visit, role_id: int) -> KeptRole | None:
        """A role that is theirs to change, None when it is gone. Raises RefusedError."""
        kept = await self._desk.read(lambda session: chain_store.find_role(session, role_id))
        if kept is not None and not may_change(visit.who, kept.view):
            raise RefusedError("geen-recht")
        return kept

    async def there(self, visit: Visit, role_id: int) -> KeptRole:
        """A role that is there, and theirs to change. Raises RefusedError."""
        kept = await self.find(visit, role_id)
        if kept is None:
            raise RefusedError("niet-gevonden")
        return kept

    async def save(self, visit: Visit, raw: Mapping[str, Any], kept: KeptRole | None, expected: int) -> Response:
        """Keep a role, or show the form again with everything that was typed."""
        try:
            view = parse_role(raw)
        except RecordError as error:
            return await self.form(visit, raw, kept, errors=errors_of(error, ROLE_LABELS), version=expected)
        if not may_change(visit.who, view):
            where = "region" if visit.who.regions else "bouwsteen"
            errors = {where: "deze rol mag jij niet vastleggen; kies wat bij jouw regio of bouwsteen hoort"}
            return await self.form(visit, raw, kept, errors=errors, version=expected)

        def work(session: Session) -> None:
            if kept is None:
                chain_store.add_role(session, view)
            else:
                chain_store.change_role(session, kept.id, view, expected)
            event = "rol gewijzigd" if kept else "rol toegevoegd"
            note(session, visit.who, event, subject_of(view), datetime.now(UTC))

        try:
            await self._desk.write(work)
        except ChangedError as error:
            assert isinstance(error.kept, KeptRole)
            return await self.form(visit, raw, error.kept, changed=True)
        except TakenError:
            return await self.form(visit, raw, kept, errors={"role": _TAKEN}, version=expected)
        except UnknownPartnerError:
            errors = {"partner": "deze ketenpartner is er niet meer"}
            return await self.form(visit, raw, kept, errors=errors, version=expected)
        except KeyError:
            return await self.form(visit, raw, gone=True)
        where = f"&gemeente={view.region}" if view.region else ""
        done = "bewaard" if kept else "toegevoegd"
        return RedirectResponse(f"{HOME}?gedaan={done}{where}", status_code=303)

    async def form(
        self,
        visit: Visit,
        values: Mapping[str, Any],
        kept: KeptRole | None = None,
        *,
        errors: Mapping[str, str] | None = None,
        changed: bool = False,
        gone: bool = False,
        version: int | None = None,
    ) -> Response:
        """The form. `changed`: somebody else saved meanwhile; saving again is then a choice, with both in sight.
        `gone`: somebody else took it away; saving makes it anew."""
        partners = await self._desk.read(chain_store.partners)
        version = kept.version if kept and (version is None or changed) else version
        return self._desk.page(
            visit,
            "bureau/keten/rol.html",
            status=409 if changed or gone else 422 if errors else 200,
            values=values,
            kept=kept,
            version=version or 0,
            errors=errors or {},
            labels=ROLE_LABELS,
            gone=gone,
            theirs=_differences(values, kept) if changed and kept else [],
            roles=[("", "kies een rol"), *choices.role_names()],
            regions=[("", choices.EVERYWHERE), *choices.regions()],
            partners=[("", "geen partner bij naam"), *((one.view.slug, one.view.name) for one in partners)],
            blocks=[("", "geen bouwsteen"), *choices.building_blocks()],
            illnesses=[("", "elke ziekte"), *choices.illnesses()],
            audiences=choices.audiences(),
        )


def _differences(mine: Mapping[str, Any], kept: KeptRole) -> list[tuple[str, str]]:
    """What stands otherwise now than was typed: label, and how it stands now."""
    return [
        (label, theirs or "leeg")
        for name, label in ROLE_LABELS.items()
        if (theirs := _words(getattr(kept.view, name))) != _words(mine[name])
    ]


def _words(value: Any) -> str:
    return ", ".join(sorted(value)) if isinstance(value, list | tuple) else str(value or "")
