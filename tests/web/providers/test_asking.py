"""Providers get one mail with one link that works, not twice, and the desk hears what was not sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catalogue import asking, provider_links
from catalogue.search import today_here
from tests.common.smtp import Sink, serving
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway, until
from tests.web.providers.public import OURS, do, make, ours
from tests.web.staff.login import browser_of, colleague, csrf_of
from web.database import Database, UnavailableError
from web.mail.sending import Post
from web.providers import asking as asking_of_web
from web.providers.asking import Asker

pytestmark = pytest.mark.anyio

OLD = today_here() - timedelta(days=400)


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    kept = Sink()
    with serving(kept) as port:
        yield kept, port


async def _ask_all(running: Gateway) -> str:
    client = await colleague(running)
    token = csrf_of((await client.get("/bureau/aanbieders")).text)
    assert (await client.post("/bureau/aanbieders/vragen", data={"csrf": token})).status_code == 303

    async def done() -> bool:
        return "De mails zijn klaar" in (await client.get("/bureau/aanbieders")).text

    await until(done, 20)
    return (await client.get("/bureau/aanbieders")).text


async def test_a_stale_provider_gets_one_mail_with_a_link_that_works(
    settings_for: SettingsFor, database_url: str, sink: tuple[Sink, int]
) -> None:
    make(database_url, ours(verified_on=OLD), ours("yoga", verified_on=OLD), ours("fris", verified_on=today_here()))
    make(database_url, ours("zonder", provider="Zonder Adres", email=None, verified_on=OLD))
    kept, port = sink
    async with gateway.running(settings_for(smtp_url=f"smtp://127.0.0.1:{port}")) as running:
        page = await _ask_all(running)
        again = await _ask_all(running)
        mail = kept.message()
        text = mail.get_content()
        assert mail["to"] == "info@welzijn-ede.nl"
        assert "- Hulp van wandelgroep" in text
        assert "Hulp van fris" not in text
        path = next(part for part in text.split() if "/aanbieder/" in part).partition(":8000")[2]
        assert (await browser_of(running).get(path)).status_code == 200
    assert "Zonder Adres: heeft geen e-mailadres" in page
    assert f"{OURS}: kreeg minder dan een maand geleden al mail" in again


async def test_a_mail_that_was_not_sent_does_not_count(settings_for: SettingsFor, database_url: str) -> None:
    make(database_url, ours(verified_on=OLD))
    async with gateway.running(settings_for(smtp_url="smtp://127.0.0.1:1")) as running:
        for _ in range(2):
            assert f"{OURS}: De mailserver geeft geen antwoord." in await _ask_all(running)
        assert "nooit" in (await (await colleague(running)).get("/bureau/aanbieders")).text


async def test_without_a_mail_server_the_text_is_shown_to_copy(running: Gateway, database_url: str) -> None:
    make(database_url, ours(verified_on=OLD))
    client = await colleague(running)
    page = (await client.get("/bureau/aanbieders")).text
    form = {"csrf": csrf_of(page), "aanbieder": OURS}
    shown = (await client.post("/bureau/aanbieders/mail", data=form)).text
    assert "Beste collega van Welzijn Ede" in shown
    made = await client.post("/bureau/aanbieders/link", data=form)
    path = made.text.partition('value="http://127.0.0.1:8000')[2].partition('"')[0]
    guest = browser_of(running)
    assert (await guest.get(path)).status_code == 200
    await client.post("/bureau/aanbieders/intrekken", data=form)
    assert (await guest.get(path)).status_code == 404


async def test_what_was_sent_is_noted_also_when_the_database_is_silent_for_a_moment(
    database_url: str, sink: tuple[Sink, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    make(database_url, ours(verified_on=OLD))
    kept, port = sink
    database = Database(database_url)
    asker = Asker(database, Post(f"smtp://127.0.0.1:{port}", "ip@wegwijs.test"), "https://wegwijs.test")
    (ask,) = await database.read(lambda session: asking.due(session, today_here()))
    write, turns = database.write, iter([True, False, True])

    async def now_and_then(work: Any) -> Any:
        if next(turns):
            return await write(work)
        raise UnavailableError

    monkeypatch.setattr(asking_of_web, "_PAUSES", (0.01,))
    monkeypatch.setattr(database, "write", now_and_then)
    assert (await asker.ask(ask, "Ans")).reason is None
    monkeypatch.undo()
    assert "minder dan een maand" in str((await asker.ask(ask, "Ans")).reason)
    assert len(kept.messages()) == 1
    database.close()


async def test_who_is_killed_before_the_mail_goes_out_leaves_it_to_the_next_hour(
    database_url: str, sink: tuple[Sink, int]
) -> None:
    make(database_url, ours(verified_on=OLD))
    kept, port = sink
    database = Database(database_url)
    asker = Asker(database, Post(f"smtp://127.0.0.1:{port}", "ip@wegwijs.test"), "https://wegwijs.test")
    (ask,) = await database.read(lambda session: asking.due(session, today_here()))
    long_ago = datetime.now(UTC) - provider_links.CLAIM - timedelta(seconds=1)
    for begun, reason in ((datetime.now(UTC), "krijgt nu al mail"), (long_ago, "None")):
        do(database_url, lambda session: provider_links.not_mailed(session, OURS))
        do(database_url, lambda session, begun=begun: provider_links.claim_mail(session, OURS, begun))  # type: ignore[misc]
        assert reason in str((await asker.ask(ask, "Ans")).reason)
    assert len(kept.messages()) == 1
    database.close()


async def test_two_who_ask_at_the_same_moment_send_one_mail(database_url: str, sink: tuple[Sink, int]) -> None:
    make(database_url, ours(verified_on=OLD))
    kept, port = sink
    database = Database(database_url)
    asker = Asker(database, Post(f"smtp://127.0.0.1:{port}", "ip@wegwijs.test"), "https://wegwijs.test")
    (ask,) = await database.read(lambda session: asking.due(session, today_here()))
    results = await asyncio.gather(*(asker.ask(ask, "Ans") for _ in range(4)))
    assert [result.reason is None for result in results].count(True) == 1
    assert len(kept.messages()) == 1
    database.close()


async def test_only_who_may_change_all_records_of_a_provider_lets_it_in(running: Gateway, database_url: str) -> None:
    make(database_url, ours(regions=["Utrecht"]), ours("landelijk", provider="Landelijk"))
    local = await colleague(running, regions=("Utrecht",))
    token = csrf_of((await local.get("/bureau/aanbieders")).text)

    async def send(action: str, provider: str) -> int:
        sent = {"csrf": token, "aanbieder": provider}
        return (await local.post(f"/bureau/aanbieders/{action}", data=sent)).status_code

    assert await send("link", OURS) == 200
    for action in ("link", "mail", "intrekken"):
        assert await send(action, "Landelijk") == 403
    assert await send("vragen", "") == 403
