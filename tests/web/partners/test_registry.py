"""The list of partners in memory: soon up to date, never lost, and honest when it is not there yet."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web.partners.websites import put_website
from web.database import Database
from web.partners import store
from web.partners.models import Website
from web.partners.record import Partner
from web.partners.registry import Registry, UnknownYetError
from web.partners.store import ConflictError

pytestmark = pytest.mark.anyio

ORIGIN = "https://www.haven.example"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres_url")
    upgrade(found)
    return found


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    made = Database(url)
    yield made
    made.close()


async def test_what_another_process_changed_is_known_after_looking_again(url: str, database: Database) -> None:
    registry = Registry(database)
    await registry.refresh()
    assert registry.get("haven") is None
    assert not registry.may_ask(ORIGIN)
    put_website(url, key="haven", origins=[ORIGIN])
    await registry.refresh()
    found = registry.get("haven")
    assert found is not None
    assert found.on
    assert registry.may_ask(ORIGIN)
    put_website(url, key="haven", on=False)
    await registry.refresh()
    found = registry.get("haven")
    assert found is not None
    assert not found.on
    assert not registry.may_ask(ORIGIN)
    await database.write(lambda session: session.delete(session.get_one(Website, "haven")))
    await registry.refresh()
    assert registry.get("haven") is None


async def test_one_broken_record_leaves_the_others_in_force(
    url: str, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    put_website(url, key="haven")
    put_website(url, key="kapot")

    def break_it(session: Session) -> None:
        session.get_one(Website, "kapot").record = {"key": "kapot", "origins": "geheim"}

    await database.write(break_it)
    registry = Registry(database)
    await registry.refresh()
    assert registry.get("haven") is not None
    assert registry.get("kapot") is None
    assert "website kapot is broken" in caplog.text
    assert "geheim" not in caplog.text


async def test_two_colleagues_who_change_the_same_website_do_not_overwrite_each_other(database: Database) -> None:
    now = datetime.now(UTC)
    mine, theirs = (Partner(key="haven", name=name) for name in ("Mijn", "Hun"))
    first = await database.write(lambda session: store.put(session, theirs, 0, "Hun", now))
    assert (first.version, first.changed_by) == (1, "Hun")
    for stale in (0, 2):
        with pytest.raises(ConflictError) as conflict:
            await database.write(lambda session: store.put(session, mine, stale, "Mijn", now))  # noqa: B023
        assert conflict.value.now is not None
        assert conflict.value.now.partner.name == "Hun"
    second = await database.write(lambda session: store.put(session, mine, 1, "Mijn", now))
    assert (second.version, second.partner.name) == (2, "Mijn")
    with pytest.raises(ConflictError) as gone:
        await database.write(lambda session: store.put(session, Partner(key="weg", name="Weg"), 1, "Mijn", now))
    assert gone.value.now is None


async def test_what_was_seen_before_the_lock_does_not_overwrite_what_came_since(postgres_url: str) -> None:
    upgrade(postgres_url)
    put_website(postgres_url, key="haven", name="Eerst")
    database = Database(postgres_url)

    def work(session: Session) -> None:
        looked_at = session.get_one(Website, "haven")
        put_website(postgres_url, key="haven", name="Hun")
        store.put(session, Partner(key="haven", name="Mijn"), looked_at.version, "Mijn", datetime.now(UTC))

    with pytest.raises(ConflictError) as conflict:
        await database.write(work)
    assert conflict.value.now is not None
    assert conflict.value.now.partner.name == "Hun"
    database.close()


def spoil(file: Path) -> None:
    """What is in the file is a database no more."""
    file.write_bytes(b"kapot" * 1000)
    for left in (file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        left.unlink(missing_ok=True)


async def test_a_database_that_falls_silent_leaves_the_last_list_in_force(
    tmp_path: Path, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    put_website(database_url, key="haven", origins=[ORIGIN])
    database = Database(database_url)
    registry = Registry(database)
    await registry.refresh()
    database.close()
    spoil(Path(database_url.removeprefix("sqlite:///")))
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            await registry.refresh()
    assert registry.get("haven") is not None
    assert len(caplog.records) == 1
    database.close()


async def test_before_the_first_list_nobody_is_said_not_to_exist() -> None:
    database = Database("postgresql+psycopg://niemand@127.0.0.1:1/weg")
    registry = Registry(database)
    await registry.refresh()
    with pytest.raises(UnknownYetError):
        registry.get("haven")
    assert registry.may_ask(ORIGIN)
    assert registry.information_point("haven") is None
    database.close()
