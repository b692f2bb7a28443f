"""A session on empty tables of the gateway, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from web.conversations.models import Base
from web.database import engine_for
from web.partners.models import WebsiteCount


@pytest.fixture(params=["sqlite", "postgres"])
def session(request: pytest.FixtureRequest) -> Iterator[Session]:
    """A session on empty tables, once on SQLite and once on a real PostgreSQL."""
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    engine = engine_for(url)
    Base.metadata.create_all(engine)
    WebsiteCount.metadata.create_all(engine)
    with Session(engine.execution_options(writes=True)) as session:
        yield session
    engine.dispose()
