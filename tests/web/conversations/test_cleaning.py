"""The daily cleaning goes on after trouble, and tells of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web.staff.login import in_database
from web.conversations.cleaning import Cleaning
from web.conversations.models import RetentionRun
from web.database import Database

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def runs(url: str) -> list[tuple[dict[str, int], str | None]]:
    return in_database(
        url,
        lambda session: [
            (run.amounts, run.trouble) for run in session.scalars(select(RetentionRun).order_by(RetentionRun.id))
        ],
    )


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_each_run_is_kept_also_one_that_failed(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url" if kind == "postgres" else "database_url")
    upgrade(url)
    broken = True

    def also(session: Session, now: datetime) -> None:
        if broken:
            raise ValueError("a secret word")

    database = Database(url)
    cleaning = Cleaning(database, 30, 180, also, lambda: NOW)
    assert not await cleaning.once()
    broken = False
    assert await cleaning.once()
    database.close()
    nothing = {"raw_texts": 0, "talks": 0, "requests": 0, "codes": 0}
    assert runs(url) == [({}, "Er ging iets mis in het programma."), (nothing, None)]


async def test_a_silent_database_is_told_once_it_answers(tmp_path: Path) -> None:
    database_url = f"sqlite:///{tmp_path / 'leeg.sqlite'}"
    database = Database(database_url)  # without tables it cannot do anything yet
    cleaning = Cleaning(database, 30, 180, lambda session, now: None, lambda: NOW)
    assert not await cleaning.once()
    upgrade(database_url)
    assert await cleaning.once()
    database.close()
    assert [trouble is None for _, trouble in runs(database_url)] == [True, False]
