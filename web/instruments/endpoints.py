"""`/api/v1/instruments`: published instruments, whole records (contract 3), filtered, a page at a time."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.models import Instrument
from catalogue.reading import read_views
from catalogue.record import InstrumentView
from catalogue.states import visible
from web.instruments import fresh, public
from web.instruments.asked import Filters, fitting
from web.instruments.door import PublicDoor, links
from web.problems import Problem, describe

_EXAMPLE: dict[str, Any] = {
    "slug": "mantelzorglijn",
    "title": "Mantelzorglijn",
    "summary": "Je kunt bellen met vragen over zorgen voor een ander.",
    "instrument_kind": "informatie_advies",
    "bouwstenen": [1],
    "needs": ["overzicht_hulp"],
    "regions": [],
}


class InstrumentPage(BaseModel):
    """A page of instruments; `total` counts all that fit the filters."""

    total: int
    items: list[dict[str, Any]]

    model_config = ConfigDict(json_schema_extra={"examples": [{"total": 1, "items": [_EXAMPLE]}]})


class InstrumentRecord(BaseModel):
    """One instrument, whole."""

    model_config = ConfigDict(extra="allow", json_schema_extra={"examples": [_EXAMPLE]})

    slug: str
    title: str


class Asked(Filters):
    """The filters, and which page."""

    limit: int = Field(20, ge=1, le=1000, examples=[20])
    offset: int = Field(0, ge=0, le=1_000_000, examples=[0])


Slug = Annotated[str, Path(max_length=80, pattern="^[a-z0-9-]+$", examples=["mantelzorglijn"])]


def router(door: PublicDoor) -> APIRouter:
    """The public view of the catalogue."""
    routes = APIRouter(prefix="/api/v1", tags=["Catalogus"])

    @routes.get(
        "/instruments",
        response_model=InstrumentPage,
        summary="Instruments that are published",
        responses=describe(422, 429, 500, 503),
    )
    async def instruments(request: Request, asked: Annotated[Asked, Query()]) -> Response:
        look = await door.look(request)
        if look.unchanged:
            return look.unchanged
        total, views = await door.read(lambda session: page(session, asked, look.today, asked.limit, asked.offset))
        pages = {}
        if asked.offset + len(views) < total and views:
            pages["next"] = {"limit": asked.limit, "offset": asked.offset + asked.limit}
        if asked.offset:
            pages["prev"] = {"limit": asked.limit, "offset": max(0, asked.offset - asked.limit)}
        content = {"total": total, "items": [public.record(view) for view in views]}
        return fresh.answer(content, look.tag, links(request, pages))

    @routes.get(
        "/instruments/{slug}",
        response_model=InstrumentRecord,
        summary="One instrument that is published",
        responses=describe(404, 422, 429, 500, 503),
    )
    async def instrument(request: Request, slug: Slug) -> Response:
        look = await door.look(request)
        found = await door.read(lambda session: one(session, slug, look.today))
        if found is None:
            raise Problem("niet-gevonden")
        return look.unchanged or fresh.answer(public.record(found), look.tag)

    return routes


def page(session: Session, asked: Filters, today: date, limit: int, offset: int) -> tuple[int, list[InstrumentView]]:
    """How many instruments fit, and those of the page that is asked for, by title."""
    chosen = fitting(asked, today)
    rows = chosen.with_only_columns(Instrument.slug).order_by(Instrument.title, Instrument.slug)
    slugs = list(session.scalars(rows.limit(limit).offset(offset)))
    total = offset + len(slugs)
    if len(slugs) == limit or not slugs:  # else this is the last page, and nothing needs to be counted
        total = session.scalar(chosen.with_only_columns(func.count())) or 0
    found = read_views(session, slugs)
    return total, [found[slug] for slug in slugs if slug in found]


def one(session: Session, slug: str, today: date) -> InstrumentView | None:
    """The instrument when everybody may see it today."""
    there = session.scalar(select(Instrument.slug).where(Instrument.slug == slug, *visible(today)))
    return read_views(session, [slug]).get(slug) if there else None
