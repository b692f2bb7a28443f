"""Small factories for the catalogue: a record that is right, changed where a test says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from catalogue.models import Instrument
from catalogue.record import InstrumentView, parse_record
from vocabulary import needs

TODAY = date(2026, 6, 1)
"""The day on which the tests of the catalogue take place."""


def raw(slug: str = "luisterend-oor", **changes: Any) -> dict[str, Any]:
    """A raw record without a way to a person; the bouwstenen follow from the needs. `phone`, `url`: a channel."""
    channels = {"url": "https://www.voorbeeld.nl/hulp", "phone": None, "email": None, "address": None}
    channels |= {name: changes.pop(name) for name in tuple(channels) if name in changes}
    record: dict[str, Any] = {
        "slug": slug,
        "title": f"Hulp van {slug}",
        "summary": "Hier lees je wat je kunt doen.",
        "instrument_kind": "informatie_advies",
        "needs": ["somberheid"],
        "audiences": ["patient", "mantelzorger", "naaste"],
        "channels": channels,
        "provider": "Voorbeeld",
        "status": "gepubliceerd",
        "verified_on": TODAY,
        "source": "000",
    } | changes
    known = needs.load()
    asked = record["needs"] if isinstance(record["needs"], list | tuple) else ()
    found = {known[need].bouwsteen for need in asked if isinstance(need, str) and need in known}
    record.setdefault("bouwstenen", sorted(found))
    return record


def view(slug: str = "luisterend-oor", **changes: Any) -> InstrumentView:
    """A record that passed every check."""
    changed: Mapping[str, Any] = raw(slug, **changes)
    return parse_record(changed)


def store(session: Session, *views: InstrumentView) -> None:
    """Put records in the database."""
    for one in views:
        row = Instrument()
        row.fill(one)
        session.add(row)
    session.flush()
