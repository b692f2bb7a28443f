"""An id of HSDS leads to its record, without all records being read for each question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from catalogue.base import Base
from catalogue.database import engine_for
from catalogue.editing.store import create
from catalogue.transfer.hsds import service_id
from tests.common.instruments import view
from web.instruments.ids import ServiceIds

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def session() -> Iterator[Session]:
    engine = engine_for("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_what_is_made_later_is_found_too(session: Session) -> None:
    ids = ServiceIds()
    for slug in ("een", "twee"):
        assert ids.slug_of(session, service_id(slug)) is None
        create(session, view(slug), by="Noor", now=NOW)
        assert ids.slug_of(session, service_id(slug)) == slug
    assert ids.slug_of(session, service_id("een")) == "een"


def test_all_records_are_read_once_however_often_an_unknown_id_is_asked(session: Session) -> None:
    create(session, view("een"), by="Noor", now=NOW)
    statements: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    ids = ServiceIds()
    for number in range(5):
        assert ids.slug_of(session, service_id(f"onbekend-{number}")) is None
    assert sum("FROM instruments" in one for one in statements) == 1
    assert ids.slug_of(session, service_id("een")) == "een"
    assert sum("FROM instruments" in one for one in statements) == 1
