"""What `freshness.py` says of one record, as conditions with which the database finds all such records."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, or_, select
from sqlalchemy.ext.compiler import compiles

from catalogue.freshness import PUBLISHED
from catalogue.links.models import LinkFinding
from catalogue.models import Instrument


class _FreshUntil(ColumnElement[date]):
    """`freshness.fresh_until` in SQL: the last day on which a record that was ever verified counts as verified."""

    type = Date()
    inherit_cache = True


@compiles(_FreshUntil)
def _add_days(_element: _FreshUntil, _compiler: Any, **_: Any) -> str:
    return "(instruments.verified_on + instruments.verify_every)"


@compiles(_FreshUntil, "sqlite")
def _add_days_sqlite(_element: _FreshUntil, _compiler: Any, **_: Any) -> str:
    return "date(instruments.verified_on, '+' || instruments.verify_every || ' days')"


def visible(today: date) -> tuple[ColumnElement[bool], ...]:
    """`freshness.is_visible`: published, begun and not expired."""
    return (
        Instrument.status == PUBLISHED,
        or_(Instrument.valid_from.is_(None), Instrument.valid_from <= today),
        or_(Instrument.valid_to.is_(None), Instrument.valid_to >= today),
    )


def expired(today: date) -> tuple[ColumnElement[bool], ...]:
    """Published, and its last day has passed."""
    return (Instrument.status == PUBLISHED, Instrument.valid_to < today)


def stale_by(day: date) -> ColumnElement[bool]:
    """`freshness.is_stale`, as it will be on `day`."""
    return or_(Instrument.verified_on.is_(None), _FreshUntil() < day)


def wrong_link() -> ColumnElement[bool]:
    """The link, as it stands now, is broken, moved or not allowed."""
    finding = select(LinkFinding.slug).where(
        LinkFinding.slug == Instrument.slug, LinkFinding.url == Instrument.url, LinkFinding.ok.is_(False)
    )
    return finding.exists()
