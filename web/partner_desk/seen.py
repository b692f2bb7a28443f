"""Where the chat was seen, and what about that needs attention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.partners.models import Sighting
from web.partners.record import Partner
from web.partners.widget import Widget

Newest = Callable[[], Widget | None]
"""Tells which version of the widget a website may name with its checksum; None while that is not known."""
RECENT: Final = timedelta(days=30)
"""What was last seen longer ago is told, and no longer warned of."""
MODES: Final[Mapping[str, str]] = {
    "inline": "in de pagina",
    "bubble": "knop in de hoek",
    "page": "hele pagina",
    "frame": "iframe",
}


@dataclass(frozen=True)
class Place:
    """A website where the chat was asked for. `listed`: it is on the list now. `version` is empty for the newest."""

    origin: str
    listed: bool
    mode: str
    version: str
    old: bool
    first_at: datetime
    last_at: datetime
    recent: bool


@dataclass(frozen=True)
class Embedding:
    """All places of one partner, the last seen first, and the addresses of its list where the chat was never seen."""

    places: tuple[Place, ...]
    missing: tuple[str, ...]

    @property
    def last(self) -> Place | None:
        """Where it was last seen on a website that is on the list."""
        return next((place for place in self.places if place.listed), None)

    @property
    def strange(self) -> tuple[str, ...]:
        """Websites that show it lately and are not on the list: visitors there get no chat."""
        return tuple(place.origin for place in self.places if place.recent and not place.listed)

    @property
    def old(self) -> tuple[str, ...]:
        """Websites on the list that lately asked for a version that is not the newest."""
        return tuple(place.origin for place in self.places if place.recent and place.listed and place.old)


def sightings(session: Session, keys: Iterable[str]) -> dict[str, list[Sighting]]:
    """What was seen of these websites, by key, the last seen first."""
    asked = select(Sighting).where(Sighting.website.in_(list(keys)))
    found: dict[str, list[Sighting]] = {}
    for row in session.scalars(asked.order_by(Sighting.last_at.desc(), Sighting.origin)):
        found.setdefault(row.website, []).append(row)
    return found


def seen_of(session: Session, partner: Partner, newest: Widget | None, now: datetime) -> Embedding:
    """Where the chat of one partner was seen."""
    return embedding(partner, sightings(session, [partner.key]).get(partner.key, []), newest, now)


def embedding(partner: Partner, rows: Iterable[Sighting], newest: Widget | None, now: datetime) -> Embedding:
    """What the sightings of one partner say, beside its list as it is now."""
    places = tuple(_place(row, partner, newest, now) for row in rows)
    found = {place.origin for place in places}
    return Embedding(places, tuple(origin for origin in partner.origins if origin not in found))


def _place(row: Sighting, partner: Partner, newest: Widget | None, now: datetime) -> Place:
    return Place(
        row.origin,
        row.origin in partner.origins,
        MODES.get(row.mode, row.mode),
        row.widget,
        newest is not None and row.widget not in {"", newest.version},
        row.first_at,
        row.last_at,
        now - row.last_at <= RECENT,
    )
