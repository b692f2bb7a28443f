"""Mail to colleagues, by a real SMTP server: once, to whoever sees it, without a word about anybody."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.common.smtp import Sink, free_port, serving
from tests.web.request_desk.conftest import ask, do, worker
from tests.web.staff.login import in_database
from web.database import Database
from web.mail.sending import Post
from web.request_desk.handing import Handing
from web.request_desk.terms import Terms
from web.request_desk.tidings import SUBJECT, Tidings
from web.staff import accounts
from web.staff.people import Role

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
ADDRESS = "https://wegwijs.example"


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def port(sink: Sink) -> Iterator[int]:
    with serving(sink) as listening:
        yield listening


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    made = Database(database_url)
    yield made
    made.close()


def tidings(database: Database, port: int) -> Tidings:
    post = Post(f"smtp://127.0.0.1:{port}", "wegwijs@example.nl", seconds=2)
    return Tidings(database, post, Terms(3, 180), ADDRESS)


def receivers(sink: Sink) -> list[str]:
    found = sorted(str(message["To"]) for message in sink.messages())
    sink.received.clear()
    return found


async def test_a_new_request_is_mailed_once_to_who_sees_it(
    database: Database, database_url: str, sink: Sink, port: int
) -> None:
    everywhere, delft = worker(database_url), worker(database_url, regions=["Delft"])
    worker(database_url, regions=["Utrecht"])
    worker(database_url, Role.KETENREGISSEUR)
    worker(database_url, Role.CASUSREGISSEUR)
    stopped = worker(database_url)
    in_database(database_url, lambda session: accounts.stop(session, stopped.id))
    made = [ask(database_url, at=NOW), ask(database_url, at=NOW)]
    post = tidings(database, port)
    await post.look(NOW)
    said = sink.messages()[0].as_string()
    assert receivers(sink) == sorted([everywhere.email, delft.email]), "one mail for both requests"
    await post.look(NOW + timedelta(minutes=10))
    assert receivers(sink) == []
    assert SUBJECT in said
    assert f"{ADDRESS}/bureau/contactvragen" in said
    for word in ("Yvonne", "06 12", "dementie", "Delft", "yvonne@", *made):
        assert word not in said


async def test_a_server_that_is_down_loses_nothing(
    database: Database, database_url: str, sink: Sink, port: int
) -> None:
    who = worker(database_url)
    ask(database_url, at=NOW)
    await tidings(database, free_port()).look(NOW)
    await tidings(database, port).look(NOW + timedelta(seconds=30))
    assert receivers(sink) == [], "it waits a little"
    await tidings(database, port).look(NOW + timedelta(minutes=6))
    assert receivers(sink) == [who.email]


async def test_one_address_that_is_refused_keeps_the_others_from_nothing(
    database: Database, database_url: str, sink: Sink, port: int
) -> None:
    worker(database_url)
    ask(database_url, at=NOW)
    sink.refuse_recipient = "550 no such user"
    await tidings(database, port).look(NOW)
    sink.refuse_recipient = None
    other = worker(database_url)
    ask(database_url, at=NOW)
    await tidings(database, port).look(NOW + timedelta(minutes=1))
    assert other.email in receivers(sink)


async def test_who_gets_a_request_is_told_and_reminded(
    database: Database, database_url: str, sink: Sink, port: int
) -> None:
    anna, kim = worker(database_url), worker(database_url, Role.CASUSREGISSEUR)
    made, post = ask(database_url, at=NOW), tidings(database, port)
    await post.look(NOW)
    assert receivers(sink) == [anna.email]
    do(database_url, made, anna, lambda act: act.hand_over(Handing(kim.id, "gelezen", "")), NOW)
    await post.look(NOW)
    assert receivers(sink) == [kim.email]
    do(database_url, made, kim, lambda act: act.plan("week", date(2026, 6, 8)), NOW)
    for day, mailed in ((6, []), (7, [kim.email]), (8, []), (9, [])):
        await post.look(NOW + timedelta(days=day))
        assert receivers(sink) == mailed
    in_database(database_url, lambda session: accounts.stop(session, kim.id))
    await post.look(NOW + timedelta(days=167))
    assert receivers(sink) == [anna.email], "the term ends, and who had it does not work here any more"
    await post.look(NOW + timedelta(days=168))
    assert receivers(sink) == []


async def test_what_was_withdrawn_is_not_mailed_any_more(
    database: Database, database_url: str, sink: Sink, port: int
) -> None:
    who = worker(database_url)
    made = ask(database_url, at=NOW)
    await tidings(database, free_port()).look(NOW)
    do(database_url, made, who, lambda act: act._session.delete(act.row))
    await tidings(database, port).look(NOW + timedelta(minutes=6))
    assert receivers(sink) == []


async def test_without_a_server_nothing_is_done(database: Database) -> None:
    await Tidings(database, Post(None, "wegwijs@example.nl"), Terms(3, 180), ADDRESS).run()
