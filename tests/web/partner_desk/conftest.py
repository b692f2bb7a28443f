"""Websites in the registry, sightings of them, and what the forms of the desk hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.web.staff.login import in_database
from web.partners import store
from web.partners.models import Sighting
from web.partners.record import Partner

HOME = "/bureau/partners"
ZORGGROEP: dict[str, Any] = {
    "key": "zorggroep",
    "name": "Zorggroep Veluwe",
    "origins": ["https://www.zorggroep.nl", "https://huisarts.zorggroep.nl"],
    "theme": "rustig",
    "heading": "Vraag het ons",
    "greeting": "Fijn dat je er bent, zegt de zorggroep.",
    "region": "Ermelo",
    "condition": "borstkanker",
    "audience": "patient",
    "information_point": {
        "name": "Steunpunt Ermelo",
        "phone": "0341 12 34 56",
        "url": "https://steunpunt.nl/ermelo",
        "text": "Op werkdagen van 9 tot 12 uur.",
    },
    "privacy_url": "https://www.zorggroep.nl/privacy",
    "only_paths": ["/zorg/*", "/contact"],
    "not_paths": ["/zorg/vacatures"],
    "talks_per_minute": 30,
    "messages_per_minute": 300,
}


def lay(database_url: str, **changes: Any) -> Partner:
    """Put a website in the registry as another colleague would: the zorggroep, with changes."""
    partner = Partner.model_validate(ZORGGROEP | changes)

    def work(session: Session) -> None:
        kept = store.find(session, partner.key)
        store.put(session, partner, kept.version if kept else 0, "Een collega", datetime.now(UTC))

    in_database(database_url, work)
    return partner


def found(database_url: str, key: str = "zorggroep") -> Partner:
    """A website as it is kept."""
    kept = in_database(database_url, lambda session: store.find(session, key))
    assert kept
    return kept.partner


def see(
    database_url: str,
    origin: str,
    *,
    website: str = "zorggroep",
    widget: str = "",
    mode: str = "inline",
    allowed: bool = True,
    days_ago: float = 0,
) -> None:
    """The chat was asked for on a website."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    row = Sighting(website=website, origin=origin, allowed=allowed, mode=mode, widget=widget, first_at=at, last_at=at)
    in_database(database_url, lambda session: session.add(row))
