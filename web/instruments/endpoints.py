"""The catalogue for everybody: published instruments, whole records (contract 3), filtered, a page at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Container
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from catalogue.freshness import PUBLISHED
from catalogue.models import (
    Instrument,
    InstrumentAudience,
    InstrumentBouwsteen,
    InstrumentCondition,
    InstrumentNeed,
    InstrumentRegion,
)
from catalogue.search import today_here
from vocabulary import conditions, kinds, municipalities, needs, people
from web.catalogue_door import CatalogueDoor, CatalogueSilentError
from web.problems import Problem, describe


class InstrumentPage(BaseModel):
    """A page of instruments; `total` counts all that fit the filters."""

    total: int
    items: list[dict[str, Any]]

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "total": 1,
                    "items": [
                        {
                            "slug": "mantelzorglijn",
                            "title": "Mantelzorglijn",
                            "summary": "Je kunt bellen met vragen over zorgen voor een ander.",
                            "instrument_kind": "informatie_advies",
                            "bouwstenen": [1],
                            "needs": ["overzicht_hulp"],
                            "regions": [],
                        }
                    ],
                }
            ]
        }
    )


class Asked(BaseModel):
    """The filters. `condition` and `region` also let through what is bound to no illness or region at all."""

    limit: int = Field(20, ge=1, le=1000, examples=[20])
    offset: int = Field(0, ge=0, le=1_000_000, examples=[0])
    need: str | None = Field(None, examples=["respijtzorg"])
    audience: str | None = Field(None, examples=["mantelzorger"])
    condition: str | None = Field(None, max_length=60, examples=["dementie"])
    region: str | None = Field(None, examples=["Rotterdam"])
    kind: str | None = Field(None, examples=["vervangende_zorg"])
    bouwsteen: int | None = Field(None, ge=1, le=7, examples=[3])
    q: str | None = Field(None, max_length=100, examples=["logeren"])

    @field_validator("need", "audience", "kind", "region")
    @classmethod
    def _label_exists(cls, value: str | None, info: Any) -> str | None:
        known: dict[str, Container[str]] = {
            "need": needs.load(),
            "audience": people.audiences(),
            "kind": kinds.load(),
            "region": municipalities.names(),
        }
        if value is not None and value not in known[info.field_name]:
            raise ValueError("unknown label")
        return value


def router(catalogue: CatalogueDoor) -> APIRouter:
    """The public view of the catalogue."""
    routes = APIRouter(prefix="/api/v1", tags=["Catalogus"])

    @routes.get(
        "/instruments",
        response_model=InstrumentPage,
        summary="Instruments that are published",
        responses=describe(422, 500, 503),
    )
    async def instruments(asked: Annotated[Asked, Query()]) -> JSONResponse:
        try:
            total, items = await catalogue.read(lambda session: page(session, asked, today_here()))
        except CatalogueSilentError:
            raise Problem("niet-bereikbaar", retry_after=5) from None
        return JSONResponse({"total": total, "items": items})

    return routes


def page(session: Session, asked: Asked, today: date) -> tuple[int, list[dict[str, Any]]]:
    """How many instruments fit, and those of the page that is asked for, by title."""
    fitting = select(Instrument).where(and_(*_visible(today), *_filters(asked)))
    total = session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
    rows = fitting.order_by(Instrument.title, Instrument.slug).limit(asked.limit).offset(asked.offset)
    return total, [record(row) for row in session.scalars(rows)]


def record(instrument: Instrument) -> dict[str, Any]:
    """The whole record as JSON."""
    return {name: _plain(value) for name, value in dataclasses.asdict(instrument.view()).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _visible(today: date) -> list[ColumnElement[bool]]:
    """`catalogue.freshness.is_visible`, for the database to count with."""
    return [
        Instrument.status == PUBLISHED,
        or_(Instrument.valid_from.is_(None), Instrument.valid_from <= today),
        or_(Instrument.valid_to.is_(None), Instrument.valid_to >= today),
    ]


def _filters(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.need:
        found.append(Instrument.needs.any(InstrumentNeed.value == asked.need))
    if asked.audience:
        found.append(Instrument.audiences.any(InstrumentAudience.value == asked.audience))
    if asked.kind:
        found.append(Instrument.instrument_kind == asked.kind)
    if asked.bouwsteen:
        found.append(Instrument.bouwstenen.any(InstrumentBouwsteen.value == asked.bouwsteen))
    if asked.condition:
        groups = conditions.with_groups(asked.condition)
        bound = Instrument.conditions.any(InstrumentCondition.value.in_(groups))
        found.append(or_(~Instrument.conditions.any(), bound))
    if asked.region:
        bound = Instrument.regions.any(InstrumentRegion.value == asked.region)
        found.append(or_(~Instrument.regions.any(), bound))
    for word in (asked.q or "").split():
        texts = (Instrument.title, Instrument.summary, Instrument.provider)
        found.append(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    return found
