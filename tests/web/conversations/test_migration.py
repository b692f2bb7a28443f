"""The migrations make just the tables that the models describe."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from catalogue.database import upgrade
from web.conversations.models import Base

OURS = set(Base.metadata.tables)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_migrations_and_models_agree(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url" if kind == "postgres" else "database_url")
    upgrade(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, type_, parents: type_ != "table" or name in OURS,
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
