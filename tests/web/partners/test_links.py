"""A link to the page of a website works until it is ended, and nobody who reads the database can use it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from web.database import engine_for
from web.partners import links, store
from web.partners.models import WebsiteLink
from web.partners.record import Partner

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    url = str(request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres_url"))
    upgrade(url)
    engine = engine_for(url)
    with Session(engine.execution_options(writes=True)) as session:
        for key in ("haven", "zee"):
            store.put(session, Partner(key=key, name=key), 0, "proef", NOW)
        yield session
    engine.dispose()


def test_a_link_leads_to_its_own_website_and_the_token_is_not_kept(session: Session) -> None:
    token, other = (
        links.new_link(session, "haven", by="Anna", now=NOW),
        links.new_link(session, "zee", by="Anna", now=NOW),
    )
    assert (links.find_link(session, token), links.find_link(session, other)) == ("haven", "zee")
    assert len(token) >= 43
    rows = session.execute(select(WebsiteLink.token_hash, WebsiteLink.website, WebsiteLink.made_by)).all()
    assert token not in str(rows)


@pytest.mark.parametrize("token", ["", "x", "x" * 101, "\x00", "\ud800", "é" * 43])
def test_anything_else_is_no_link(session: Session, token: str) -> None:
    assert links.find_link(session, token) is None


def test_ending_ends_every_link_of_that_website_and_of_no_other(session: Session) -> None:
    first = links.new_link(session, "haven", by="Anna", now=NOW)
    second = links.new_link(session, "haven", by="Bas", now=NOW + timedelta(days=1))
    other = links.new_link(session, "zee", by="Anna", now=NOW)
    assert [link.made_by for link in links.working(session, "haven")] == ["Bas", "Anna"]
    assert links.revoke(session, "haven", NOW + timedelta(days=2)) == 2
    session.expire_all()
    assert [links.find_link(session, token) for token in (first, second, other)] == [None, None, "zee"]
    assert list(links.working(session, "haven")) == []
    assert links.revoke(session, "haven", NOW + timedelta(days=3)) == 0
