"""Records of a provider and a link to them, for tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from catalogue import provider_links
from catalogue.editing import store
from catalogue.record import InstrumentView
from tests.common.instruments import view
from tests.web.staff.login import in_database

T = TypeVar("T")
NOW = datetime.now(UTC)
OURS, OTHERS = "Welzijn Ede", "Zorg Elders"


def do(url: str, work: Callable[[Session], T]) -> T:
    """Work on the database of a test."""
    return in_database(url, work)


def make(url: str, *views: InstrumentView) -> None:
    """Put records in the catalogue."""

    def work(session: Session) -> None:
        for one in views:
            store.create(session, one, by="proef", now=NOW)

    do(url, work)


def ours(slug: str = "wandelgroep", **changes: Any) -> InstrumentView:
    """A record of the provider that has the link."""
    return view(slug, **{"provider": OURS, "email": "info@welzijn-ede.nl", **changes})


def link(url: str, days: int = 60, slug: str | None = None, now: datetime = NOW) -> str:
    """The path of the page of the provider."""
    token = do(url, lambda session: provider_links.new_link(session, OURS, by="proef", now=now, days=days, slug=slug))
    return f"/aanbieder/{token}"


def kept(url: str, slug: str = "wandelgroep") -> store.Kept:
    """A record as it stands."""
    found = do(url, lambda session: store.find(session, slug))
    assert found
    return found
