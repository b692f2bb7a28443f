"""Which providers to ask whether their records still hold: what is stale, or soon will be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Row, func, select
from sqlalchemy.orm import Session

from catalogue.models import Instrument
from catalogue.provider_names import key
from catalogue.states import stale_by, visible

AHEAD = timedelta(days=14)
"""So long before a record goes stale its provider is asked."""


@dataclass(frozen=True)
class Ask:
    """One provider to ask: its records by title, and the address to write to; None when no record has one."""

    provider: str
    email: str | None
    titles: tuple[str, ...]


@dataclass(frozen=True)
class ProviderFacts:
    """A provider of the catalogue: how many records visitors may see, how many are stale, and where to write to."""

    provider: str
    records: int
    stale: int
    email: str | None


def due(session: Session, today: date) -> list[Ask]:
    """Every provider with a visible record that is stale or soon will be, by name."""
    return _asks(session, today, stale_by(today + AHEAD))


def of_provider(session: Session, provider: str, today: date) -> Ask | None:
    """One provider with what is due, else with all that visitors may see; None when it offers nothing now."""
    own = Instrument.provider.in_(spellings(session, provider))
    found = _asks(session, today, stale_by(today + AHEAD), own) or _asks(session, today, own)
    return found[0] if found else None


def bounds(session: Session, provider: str) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    """The bouwstenen and the regions of each record of a provider, whatever its status."""
    own = select(Instrument).where(Instrument.provider.in_(spellings(session, provider)))
    return [
        (tuple(item.value for item in one.bouwstenen), tuple(item.value for item in one.regions))
        for one in session.scalars(own)
    ]


def spellings(session: Session, provider: str) -> list[str]:
    """Every way in which the name of a provider is written in the catalogue."""
    return [name for name in session.scalars(select(Instrument.provider).distinct()) if key(name) == key(provider)]


def providers(session: Session, today: date, part: str = "") -> list[ProviderFacts]:
    """Every provider with a record that visitors may see, by name; with `part` only whose name holds it."""
    totals = select(Instrument.provider, func.count()).where(*visible(today)).group_by(Instrument.provider)
    stale = dict(session.execute(totals.where(stale_by(today))).all())
    addresses = select(Instrument.provider, Instrument.email).where(*visible(today), Instrument.email.is_not(None))
    emails: dict[str, list[str | None]] = defaultdict(list)
    for provider, email in session.execute(addresses):
        emails[key(provider)].append(email)
    spelled: dict[str, dict[str, int]] = defaultdict(dict)
    for provider, records in session.execute(totals.order_by(Instrument.provider)):
        spelled[key(provider)][provider] = records
    return [
        ProviderFacts(
            max(names, key=lambda name: names[name]),
            sum(names.values()),
            sum(stale.get(name, 0) for name in names),
            _best(emails[one]),
        )
        for one, names in sorted(spelled.items())
        if key(part) in one
    ]


def _asks(session: Session, today: date, *conditions: ColumnElement[bool]) -> list[Ask]:
    rows = session.execute(
        select(Instrument.provider, Instrument.title, Instrument.email)
        .where(*visible(today), *conditions)
        .order_by(Instrument.title, Instrument.slug)
    )
    grouped: dict[str, list[Row[str, str, str | None]]] = defaultdict(list)
    for row in rows:
        grouped[key(row.provider)].append(row)
    return [
        Ask(own[0].provider, _best(row.email for row in own), tuple(row.title for row in own))
        for _, own in sorted(grouped.items())
    ]


def _best(emails: Iterable[str | None]) -> str | None:
    """The address that stands at most records; the first by the alphabet of two that are even."""
    counted = Counter(email for email in emails if email)
    return min(counted, key=lambda email: (-counted[email], email)) if counted else None
