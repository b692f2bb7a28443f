"""The audit log can only grow, and old sessions go, on both databases; the whole way once on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.staff.login import LIMITS, browser_of, make_account
from tests.web.staff.test_login import log_in
from web.database import engine_for
from web.staff import accounts, audit, sessions
from web.staff.accounts import LastBeheerderError
from web.staff.models import Account, AuditLine, PasswordLink, StaffSession
from web.staff.people import Role

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "postgres":
        address = str(request.getfixturevalue("postgres_url"))
        upgrade(address)
        return address
    return str(request.getfixturevalue("database_url"))


@pytest.fixture
def engine_here(url: str) -> Iterator[Engine]:
    made = engine_for(url)
    yield made
    made.dispose()


@pytest.mark.parametrize(
    "statement",
    ["UPDATE staff_audit SET who = 'ander'", "DELETE FROM staff_audit", "DELETE FROM staff_audit WHERE id = 1"],
)
def test_a_line_of_the_log_is_never_changed_or_taken_away(engine_here: Engine, statement: str) -> None:
    with Session(engine_here) as session, session.begin():
        audit.note_as(session, "Kim", None, "gewijzigd", "mantelzorglijn", NOW)
    with pytest.raises(DBAPIError, match="append-only"), engine_here.begin() as connection:
        connection.execute(text(statement))
    if engine_here.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="append-only"), engine_here.begin() as connection:
            connection.execute(text("TRUNCATE staff_audit"))
    with Session(engine_here) as session:
        assert [line.who for line in session.scalars(select(AuditLine))] == ["Kim"]


def test_the_database_refuses_an_account_that_makes_no_sense(url: str, engine_here: Engine) -> None:
    made = make_account(url)
    for column, value in (("email", "'HOOFD@letter.nl'"), ("role", "'baas'"), ("bouwsteen", "3")):
        with pytest.raises(DBAPIError), engine_here.begin() as connection:
            connection.execute(text(f"UPDATE staff SET {column} = {value} WHERE id = '{made.id}'"))  # noqa: S608


def test_what_has_ended_is_deleted_and_what_is_open_stays(url: str, engine_here: Engine) -> None:
    made = [make_account(url) for _ in range(2)]
    with Session(engine_here) as session, session.begin():
        for account, hours in zip(made, (49, 47)):
            accounts.new_link(session, account.id, NOW - timedelta(hours=hours))
        sessions.open_new(session, made[0].id, NOW - timedelta(hours=11), LIMITS)
        sessions.open_new(session, made[0].id, NOW - timedelta(minutes=61), LIMITS)
        open_token, _ = sessions.open_new(session, made[0].id, NOW - timedelta(minutes=59), LIMITS)
    with Session(engine_here) as session, session.begin():
        assert sessions.clean(session, NOW, LIMITS) == 3
        assert sessions.find(session, open_token, NOW, LIMITS) is not None
        assert session.scalar(select(func.count()).select_from(StaffSession)) == 1
        assert session.scalars(select(PasswordLink.staff_id)).all() == [made[1].id]


def test_one_beheerder_is_always_left(url: str, engine_here: Engine) -> None:
    first, second = (make_account(url, Role.BEHEERDER) for _ in range(2))
    with Session(engine_here) as session, session.begin():
        accounts.stop(session, first.id)
    with pytest.raises(LastBeheerderError), Session(engine_here) as session, session.begin():
        accounts.stop(session, second.id)


@pytest.mark.anyio
async def test_on_postgresql_somebody_logs_in_and_that_stands_in_the_log(
    settings_for: SettingsFor, postgres_url: str
) -> None:
    upgrade(postgres_url)
    async with gateway.running(settings_for(database_url=postgres_url)) as running:
        made = make_account(postgres_url, Role.BEHEERDER)
        client = browser_of(running)
        assert (await log_in(client, made, "mis")).status_code == 401
        assert (await log_in(client, made)).status_code == 303
        log = (await client.get("/bureau/logboek?wie=" + made.name)).text
        assert "ingelogd" in log
        assert "inloggen mislukt" in (await client.get("/bureau/logboek")).text
    engine = engine_for(postgres_url)
    with Session(engine) as session:
        assert session.get_one(Account, made.id).last_login_at is not None
    engine.dispose()
