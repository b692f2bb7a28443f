"""The migrations make just the tables of the models, on both databases, whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from catalogue.base import Base
from catalogue.database import ROOT, alembic_config, engine_for, session_factory, upgrade
from catalogue.models import Instrument
from tests.common.instruments import store, view


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'nieuw' / 'wegwijs.db'}"


def tables(url: str) -> set[str]:
    engine = engine_for(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_the_migrations_make_what_the_models_say(url: str) -> None:
    upgrade(url)
    command.check(alembic_config(url))
    assert set(Base.metadata.tables) <= tables(url)


def test_migrating_again_does_nothing(url: str) -> None:
    upgrade(url)
    upgrade(url)
    command.check(alembic_config(url))


def test_the_way_back_leaves_no_table(url: str) -> None:
    upgrade(url)
    command.downgrade(alembic_config(url), "base")
    assert tables(url) == {"alembic_version"}


def test_two_processes_that_migrate_at_once_both_succeed(url: str) -> None:
    code = "import sys; from catalogue.database import upgrade; upgrade(sys.argv[1])"
    started = [
        subprocess.Popen([sys.executable, "-c", code, url], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    command.check(alembic_config(url))


def test_the_address_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'wegwijs.db'}"
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", url)
    command.upgrade(Config(ROOT / "alembic.ini"), "head")
    assert "instruments" in tables(url)


def test_without_an_address_nothing_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEGWIJS_DATABASE_URL", raising=False)
    with pytest.raises(RuntimeError, match="WEGWIJS_DATABASE_URL"):
        command.upgrade(Config(ROOT / "alembic.ini"), "head")


def test_the_database_itself_refuses_what_makes_no_sense(session: Session) -> None:
    store(session, view("lijn"))
    row = session.get_one(Instrument, "lijn")
    for field, value in (("status", "online"), ("age_min", 99), ("valid_to", view().verified_on)):
        with pytest.raises(IntegrityError), session.begin_nested():
            row.age_max, row.valid_from = 18, view().verified_on
            row.valid_from = row.valid_from.replace(year=2027) if row.valid_from else None
            setattr(row, field, value)
            session.flush()
        session.expire_all()


def test_sqlite_lets_readers_read_while_somebody_writes_and_guards_its_links(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'wegwijs.db'}")
    with engine.connect() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
    engine.dispose()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000}


def test_what_a_visitor_told_does_not_stand_in_an_error(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'leeg.db'}")
    with session_factory(engine)() as session, pytest.raises(Exception, match="no such table") as refused:
        session.execute(text("SELECT * FROM weg WHERE ziekte = :ziekte"), {"ziekte": "borstkanker"})
    engine.dispose()
    assert "borstkanker" not in str(refused.value)


def test_an_address_of_postgresql_needs_no_driver_in_it() -> None:
    engine = engine_for("postgresql://naam@localhost/wegwijs")
    assert engine.dialect.driver == "psycopg"
    engine.dispose()


def test_outside_a_checkout_the_migrations_say_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("catalogue.database.ROOT", tmp_path)
    with pytest.raises(FileNotFoundError, match="checkout"):
        upgrade("sqlite://")
