"""What may be asked of the public catalogue, as a statement for the database."""

from __future__ import annotations

from collections.abc import Collection, Container
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, field_validator
from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from catalogue.editing.rows import RevisionRow
from catalogue.models import (
    Instrument,
    InstrumentAudience,
    InstrumentBouwsteen,
    InstrumentCarerGroup,
    InstrumentCondition,
    InstrumentLanguage,
    InstrumentNeed,
    InstrumentRegion,
)
from catalogue.record import ACCESS, FREE, LANGUAGES
from catalogue.states import visible
from vocabulary import conditions, kinds, municipalities, needs, people

_HERE = ZoneInfo("Europe/Amsterdam")
MOST_WORDS = 6
"""Words of `q` that are looked for; each is one more walk through three texts of every record that fits."""
_Kind = InstrumentNeed | InstrumentAudience | InstrumentCondition | InstrumentRegion | InstrumentCarerGroup


class Filters(BaseModel):
    """Which instruments. `condition`, `region` and `carer_group` also let through what is bound to none at all."""

    need: str | None = Field(None, examples=["respijtzorg"])
    audience: str | None = Field(None, examples=["mantelzorger"])
    condition: str | None = Field(None, max_length=60, examples=["dementie"])
    region: str | None = Field(None, examples=["Rotterdam"])
    carer_group: str | None = Field(None, examples=["jonge mantelzorger"])
    kind: str | None = Field(None, examples=["vervangende_zorg"])
    bouwsteen: int | None = Field(None, ge=1, le=7, examples=[3])
    language: str | None = Field(None, examples=["nl"])
    access: str | None = Field(None, examples=["zelf aanmelden"])
    free: bool | None = Field(None, examples=[True], description="Only what costs nothing (true), or what may (false).")
    provider: str | None = Field(None, max_length=160, examples=["MantelzorgNL"])
    updated_since: date | None = Field(None, examples=["2026-01-31"], description="Changed on this day or later.")
    q: str | None = Field(None, max_length=100, examples=["logeren"])

    @field_validator("need", "audience", "kind", "region", "carer_group", "language", "access")
    @classmethod
    def _label_exists(cls, value: str | None, info: Any) -> str | None:
        known: dict[str, Container[str]] = {
            "need": needs.load(),
            "audience": people.audiences(),
            "kind": kinds.load(),
            "region": municipalities.names(),
            "carer_group": people.carer_groups(),
            "language": LANGUAGES,
            "access": ACCESS,
        }
        if value is not None and value not in known[info.field_name]:
            raise ValueError("unknown label")
        return value

    @field_validator("updated_since")
    @classmethod
    def _is_a_moment(cls, value: date | None) -> date | None:
        if value is not None and not 1900 <= value.year < 9999:  # at the ends of the calendar no moment in UTC exists
            raise ValueError("not a day of this time")
        return value

    @field_validator("condition", "provider", "q")
    @classmethod
    def _is_text(cls, value: str | None) -> str | None:
        if value is not None and "\0" in value:  # PostgreSQL takes no such text at all
            raise ValueError("not a text")
        return value


def fitting(asked: Filters, today: date) -> Select[Instrument]:
    """The instruments that everybody may see today and that fit the filters, without an order."""
    return select(Instrument).where(and_(*visible(today), *_filters(asked)))


def _filters(asked: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.need:
        found.append(_has(InstrumentNeed, [asked.need]))
    if asked.audience:
        found.append(_has(InstrumentAudience, [asked.audience]))
    # Most records have these, so that trying one record after another is sooner done than reading an index.
    if asked.bouwsteen:
        found.append(Instrument.bouwstenen.any(InstrumentBouwsteen.value == asked.bouwsteen))
    if asked.language:
        found.append(Instrument.languages.any(InstrumentLanguage.value == asked.language))
    groups = conditions.with_groups(asked.condition) if asked.condition else ()
    bound = (
        (InstrumentCondition, groups),
        (InstrumentRegion, [asked.region] if asked.region else ()),
        (InstrumentCarerGroup, [asked.carer_group] if asked.carer_group else ()),
    )
    for kind, values in bound:
        if values:
            found.append(or_(~exists().where(kind.slug == Instrument.slug), _has(kind, values)))
    if asked.kind:
        found.append(Instrument.instrument_kind == asked.kind)
    if asked.access:
        found.append(Instrument.access == asked.access)
    if asked.free is not None:
        found.append(Instrument.cost == FREE if asked.free else Instrument.cost.is_distinct_from(FREE))
    if asked.provider:
        found.append(Instrument.provider == asked.provider)
    if asked.updated_since:
        since = datetime.combine(asked.updated_since, time(), _HERE)
        found.append(Instrument.slug.in_(select(RevisionRow.slug).where(RevisionRow.at >= since)))
    for word in (asked.q or "").split()[:MOST_WORDS]:
        texts = (Instrument.title, Instrument.summary, Instrument.provider)
        found.append(or_(*(text.icontains(word, autoescape=True) for text in texts)))
    return found


def _has(kind: type[_Kind], values: Collection[str]) -> ColumnElement[bool]:
    """Names one of these; what few records have is read from an index, and not tried for every record."""
    return Instrument.slug.in_(select(kind.slug).where(kind.value.in_(values)))
