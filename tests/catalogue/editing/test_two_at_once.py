"""Two who write the same record at the same moment: one is kept, the other hears so. On files and on a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from catalogue.base import Base
from catalogue.database import engine_for
from catalogue.editing.history import history
from catalogue.editing.store import ConflictError, SlugTakenError, create, find, put, save
from tests.common.instruments import view

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
TIMES = 8


def immediate(engine: Engine) -> None:
    """Let a transaction of SQLite take the lock at its beginning, as the web side does."""

    def prepare(connection: object, _: object) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)


@pytest.fixture(params=["sqlite", "sqlite of the command line", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    postgres = request.param == "postgres"
    url = request.getfixturevalue("postgres_url") if postgres else f"sqlite:///{tmp_path / 'wegwijs.db'}"
    made = engine_for(url)
    if request.param == "sqlite":
        immediate(made)
    Base.metadata.create_all(made)
    yield made
    made.dispose()


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session, session.begin():
        yield session


def at_once(*works: Callable[[], str]) -> list[str]:
    """What becomes of each, all begun at the same moment."""
    ready = Barrier(len(works))

    def go(work: Callable[[], str]) -> str:
        ready.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(go, works))


def test_of_two_who_save_on_the_same_version_exactly_one_is_kept(engine: Engine) -> None:
    def saving(title: str, version: int) -> Callable[[], str]:
        def work() -> str:
            try:
                with transaction(engine) as session:
                    save(session, view("lijn", title=title), by=title, now=NOW, expected=version)
            except ConflictError as conflict:
                return f"heard of {conflict.kept.version}"
            return "kept"

        return work

    with transaction(engine) as session:
        create(session, view("lijn"), by="Sanne", now=NOW)
    for version in range(1, TIMES):
        titles = (f"Joep {version}", f"Sanne {version}")
        results = at_once(*(saving(title, version) for title in titles))
        assert sorted(results) == [f"heard of {version + 1}", "kept"]
        with transaction(engine) as session:
            kept = find(session, "lijn")
            assert kept and (kept.version, kept.view.title) == (version + 1, titles[results.index("kept")])
            assert [one.version for one in history(session, "lijn")] == list(range(version + 1, 0, -1))


def test_of_two_who_name_no_version_both_are_in_the_history(engine: Engine) -> None:
    def putting(title: str) -> Callable[[], str]:
        def work() -> str:
            with transaction(engine) as session:
                return put(session, view("lijn", title=title), by=title, now=NOW, what="invoer")

        return work

    with transaction(engine) as session:
        create(session, view("lijn"), by="Sanne", now=NOW)
    for time in range(TIMES):
        assert at_once(putting(f"Joep {time}"), putting(f"Sanne {time}")) == ["changed", "changed"]
        with transaction(engine) as session:
            last, before, *_ = history(session, "lijn")
            kept = find(session, "lijn")
            assert last.changes["title"] == (before.changes["title"][1], last.by)
            assert kept and (kept.version, kept.view.title) == (3 + 2 * time, last.by)


def test_of_two_who_make_the_same_slug_one_hears_that_it_is_taken(engine: Engine) -> None:
    def making(slug: str, title: str) -> Callable[[], str]:
        def work() -> str:
            try:
                with transaction(engine) as session:
                    create(session, view(slug, title=title), by=title, now=NOW)
            except SlugTakenError:
                return "taken"
            return "kept"

        return work

    for time in range(TIMES):
        slug = f"lijn-{time}"
        assert sorted(at_once(making(slug, "Joep"), making(slug, "Sanne"))) == ["kept", "taken"]
        with transaction(engine) as session:
            assert len(history(session, slug)) == 1
