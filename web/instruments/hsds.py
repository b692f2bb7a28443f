"""`/api/v1/hsds`: the same instruments as services of Open Referral's HSDS 3, for systems that speak it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.editing.rows import RevisionRow
from catalogue.transfer.hsds import VERSION, service
from web.instruments import fresh
from web.instruments.asked import Filters
from web.instruments.door import PublicDoor, links
from web.instruments.endpoints import one, page
from web.instruments.ids import ServiceIds
from web.problems import Problem, describe

_EXAMPLE: dict[str, Any] = {
    "id": "a7f1d8f0-1b1e-5c0a-8c8e-2a1f6b7e9d10",
    "name": "Mantelzorglijn",
    "description": "Je kunt bellen met vragen over zorgen voor een ander.",
    "status": "active",
}
_PAGE: dict[str, Any] = {
    "total_items": 1,
    "total_pages": 1,
    "page_number": 1,
    "size": 1,
    "first_page": True,
    "last_page": True,
    "empty": False,
    "contents": [_EXAMPLE],
}


class About(BaseModel):
    """What is spoken here."""

    version: str
    profile: str
    openapi_url: str

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"version": VERSION, "profile": "https://docs.openreferral.org/en/3.0/", "openapi_url": "/openapi.json"}
            ]
        }
    )


class ServicePage(BaseModel):
    """A page of services."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]

    model_config = ConfigDict(json_schema_extra={"examples": [_PAGE]})


class Service(BaseModel):
    """A service with all that belongs to it, as the schema of HSDS says."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [_EXAMPLE]})

    id: str
    name: str
    status: str


class AskedPage(Filters):
    """The filters of the catalogue, and the pages of HSDS."""

    page: int = Field(1, ge=1, le=100_000, examples=[1])
    per_page: int = Field(50, ge=1, le=200, examples=[50])


def router(door: PublicDoor) -> APIRouter:
    """The services."""
    routes = APIRouter(prefix="/api/v1/hsds", tags=["Open Referral"])
    ids = ServiceIds()

    @routes.get("", response_model=About, summary="Which version of HSDS", responses=describe(500))
    async def about() -> About:
        profile = "https://docs.openreferral.org/en/3.0/"
        return About(version=VERSION, profile=profile, openapi_url="/openapi.json")

    @routes.get(
        "/services",
        response_model=ServicePage,
        summary="Published instruments as services of HSDS 3",
        responses=describe(422, 429, 500, 503),
    )
    async def services(request: Request, asked: Annotated[AskedPage, Query()]) -> Response:
        look = await door.look(request)
        if look.unchanged:
            return look.unchanged
        start = (asked.page - 1) * asked.per_page
        total, views, changed = await door.read(
            lambda session: _page(session, asked, look.today, asked.per_page, start)
        )
        last = max(1, -(-total // asked.per_page))
        content = {
            "total_items": total,
            "total_pages": last,
            "page_number": asked.page,
            "size": len(views),
            "first_page": asked.page == 1,
            "last_page": asked.page >= last,
            "empty": not views,
            "contents": [service(view, look.today, changed.get(view.slug)) for view in views],
        }
        pages = {"next": {"page": asked.page + 1}} if asked.page < last else {}
        pages |= {"prev": {"page": min(asked.page - 1, last)}} if asked.page > 1 else {}
        return fresh.answer(content, look.tag, links(request, pages))

    @routes.get(
        "/services/{service_id}",
        response_model=Service,
        summary="One service",
        responses=describe(404, 422, 429, 500, 503),
    )
    async def one_service(
        request: Request, service_id: Annotated[UUID, Path(examples=["a7f1d8f0-1b1e-5c0a-8c8e-2a1f6b7e9d10"])]
    ) -> Response:
        look = await door.look(request)
        found = await door.read(lambda session: _one(session, ids.slug_of(session, str(service_id)), look.today))
        if found is None:
            raise Problem("niet-gevonden")
        return look.unchanged or fresh.answer(found, look.tag)

    return routes


def _page(
    session: Session, asked: Filters, today: date, limit: int, offset: int
) -> tuple[int, list[Any], dict[str, datetime]]:
    total, views = page(session, asked, today, limit, offset)
    return total, views, _changed(session, [view.slug for view in views])


def _changed(session: Session, slugs: Sequence[str]) -> dict[str, datetime]:
    """When each of these was changed last."""
    last = select(RevisionRow.slug, func.max(RevisionRow.at)).where(RevisionRow.slug.in_(slugs))
    return dict(session.execute(last.group_by(RevisionRow.slug)).all())


def _one(session: Session, slug: str | None, today: date) -> dict[str, Any] | None:
    found = one(session, slug, today) if slug else None
    return service(found, today, _changed(session, [found.slug]).get(found.slug)) if found else None
