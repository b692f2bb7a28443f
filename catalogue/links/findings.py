"""Keep what a check found, and decide when a failure counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from catalogue.freshness import PUBLISHED
from catalogue.links.checker import Outcome
from catalogue.links.models import LinkFinding
from catalogue.models import Instrument
from catalogue.states import visible

_AT_ONCE = 500


@dataclass(frozen=True)
class Summary:
    """How the links stand: how many were checked, how many are not right, and when the last was looked at."""

    checked: int
    wrong: int
    last: datetime | None


def addresses(session: Session, today: date) -> dict[str, list[str]]:
    """The web addresses that visitors may be shown today, each with the slugs of its instruments."""
    shown = select(Instrument.url, Instrument.slug).where(*visible(today), Instrument.url.is_not(None))
    found: dict[str, list[str]] = {}
    for url, slug in session.execute(shown.order_by(Instrument.slug)):
        if url:
            found.setdefault(url, []).append(slug)
    return found


def keep(session: Session, url: str, slugs: Sequence[str], outcome: Outcome, now: datetime) -> None:
    """Write down what was found at `url` for each of these instruments that still has that address. No commit."""
    for start in range(0, len(slugs), _AT_ONCE):
        part = slugs[start : start + _AT_ONCE]
        still = session.scalars(select(Instrument.slug).where(Instrument.slug.in_(part), Instrument.url == url)).all()
        known = {row.slug: row for row in session.scalars(select(LinkFinding).where(LinkFinding.slug.in_(still)))}
        for slug in still:
            row = known.get(slug)
            if row is None:
                row = LinkFinding(slug=slug, failing_since=None)
                session.add(row)
            elif row.url != url:  # another address than was checked before: its failures do not count
                row.failing_since = None
            _fill(row, url, outcome, now)


def _fill(row: LinkFinding, url: str, outcome: Outcome, now: datetime) -> None:
    again = row.failing_since is not None
    row.url, row.checked_at, row.code, row.message = url, now, outcome.code, outcome.message
    row.ok = outcome.ok or (outcome.soft and not again)
    row.failing_since = None if outcome.ok else row.failing_since or now


def wrong(session: Session) -> list[LinkFinding]:
    """The links that are broken, moved or not allowed, as far as their instrument still has that address; by slug."""
    return list(session.scalars(_of_today().where(LinkFinding.ok.is_(False)).order_by(LinkFinding.slug)))


def summary(session: Session) -> Summary:
    """How the links stand now."""
    current = _of_today().subquery()
    checked, last = session.execute(select(func.count(), func.max(current.c.checked_at))).one()
    broken = session.scalar(select(func.count()).select_from(current).where(current.c.ok.is_(False)))
    return Summary(checked, broken or 0, last)


def _of_today() -> Select[LinkFinding]:
    return (
        select(LinkFinding)
        .join(Instrument, Instrument.slug == LinkFinding.slug)
        .where(Instrument.url == LinkFinding.url, Instrument.status == PUBLISHED)
    )
