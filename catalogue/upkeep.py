"""What needs a look: records that went stale, ran out or are about to, and links that lead nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from catalogue.links.models import LinkFinding
from catalogue.models import Instrument
from catalogue.states import expired, stale_by, visible, wrong_link

SOON = timedelta(days=30)
"""So long before its last day a record is about to run out."""
PER_PAGE = 50


class Kind(StrEnum):
    """Why a record needs a look. All but EXPIRED are about what visitors may see today."""

    STALE = "verouderd"
    EXPIRED = "verlopen"
    LINK = "link"
    NEVER_SHOWN = "nooit-getoond"
    ENDING = "loopt-af"


@dataclass(frozen=True)
class Item:
    """A record on one of the lists. `message` and `failing_since` are about its link."""

    slug: str
    title: str
    provider: str
    url: str | None
    verified_on: date | None
    valid_to: date | None
    bouwstenen: tuple[int, ...]
    regions: tuple[str, ...]
    message: str | None


def counts(session: Session, today: date, shown: Select[str]) -> dict[Kind, int]:
    """How many records stand on each list. `shown` gives the slugs that were ever shown to a visitor."""
    return {
        kind: session.scalar(select(func.count()).select_from(Instrument).where(*_on(kind, today, shown))) or 0
        for kind in Kind
    }


def listed(session: Session, kind: Kind, today: date, shown: Select[str], page: int = 1) -> list[Item]:
    """One page (from 1) of a list, what waits longest first."""
    order = {
        Kind.STALE: Instrument.verified_on.asc().nulls_first(),
        Kind.EXPIRED: Instrument.valid_to.desc(),
        Kind.ENDING: Instrument.valid_to.asc(),
    }.get(kind, Instrument.title.asc())
    rows = session.scalars(
        select(Instrument)
        .where(*_on(kind, today, shown))
        .order_by(order, Instrument.slug)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    slugs = [row.slug for row in rows]
    findings = {row.slug: row for row in session.scalars(select(LinkFinding).where(LinkFinding.slug.in_(slugs)))}
    return [_item(row, findings.get(row.slug)) for row in rows]


def _item(row: Instrument, finding: LinkFinding | None) -> Item:
    message = finding.message if finding and finding.url == row.url and not finding.ok else None
    return Item(
        slug=row.slug,
        title=row.title,
        provider=row.provider,
        url=row.url,
        verified_on=row.verified_on,
        valid_to=row.valid_to,
        bouwstenen=tuple(item.value for item in row.bouwstenen),
        regions=tuple(item.value for item in row.regions),
        message=message,
    )


def _on(kind: Kind, today: date, shown: Select[str]) -> tuple[ColumnElement[bool], ...]:
    if kind is Kind.EXPIRED:
        return expired(today)
    further = {
        Kind.STALE: stale_by(today),
        Kind.LINK: wrong_link(),
        Kind.NEVER_SHOWN: Instrument.slug.not_in(shown),
        Kind.ENDING: Instrument.valid_to <= today + SOON,
    }[kind]
    return (*visible(today), further)
