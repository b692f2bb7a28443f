"""The migrations make just the tables that the models describe."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from catalogue.database import upgrade
from web.conversations.models import Base
from web.review.models import TalkReview

assert TalkReview.metadata is Base.metadata, "the tables of the review belong to those of the talks"
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


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_talks_that_were_kept_before_get_a_key_of_their_own(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else f"sqlite:///{tmp_path / 'oud.sqlite'}"
    upgrade(url, "0002")
    engine = create_engine(url)
    with engine.begin() as connection:
        for talk in ("een", "twee"):
            row = {"talk": talk, "day": "2026-03-03 12:00:00"}
            connection.execute(
                text(
                    "INSERT INTO talks (id, token_hash, state, turns, created_at, last_at, expires_at) "
                    "VALUES (:talk, :talk, '{}', 1, :day, :day, :day)"
                ),
                row,
            )
            connection.execute(
                text("INSERT INTO turns (talk_id, seq, redacted, created_at) VALUES (:talk, 0, 'names', :day)"), row
            )
    upgrade(url)
    with engine.connect() as connection:
        keys = [key for (key,) in connection.execute(text("SELECT page_key FROM talks"))]
        turns = connection.scalar(text("SELECT count(*) FROM turns"))
    engine.dispose()
    assert len(set(keys)) == 2
    assert all(len(key) == 32 for key in keys)
    assert turns == 2
