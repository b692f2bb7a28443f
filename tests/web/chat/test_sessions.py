"""Beginning, reading and erasing a talk, and who may."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine, says
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from web.chat.talks import Talks
from web.database import Database
from web.partners import registry
from web.problems import Problem

pytestmark = pytest.mark.anyio

ORIGIN = "https://www.haven.example"
HAVEN: dict[str, Any] = {
    "key": "haven",
    "name": "Zorggroep Haven",
    "origins": [ORIGIN],
    "greeting": "Welkom bij Haven.",
    "region": "Rotterdam",
    "condition": "kanker",
}


@pytest.fixture
async def with_partners(settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    """A gateway with two websites, that soon knows what another process changes."""
    monkeypatch.setattr(registry, "PAUSE", 0.02)
    settings = settings_for()
    put_website(settings.database_url, **HAVEN)
    put_website(settings.database_url, key="gesloten", name="Nog geen website")
    async with gateway.running(settings) as running:
        yield running


async def test_a_session_is_made_without_any_cookie(running: Gateway) -> None:
    response = await running.client.post("/api/v1/sessions", json={"partner": None, "resume": None})
    assert response.status_code == 201
    assert set(response.json()) == {"session", "token", "messages", "understood"}
    assert "set-cookie" not in response.headers


async def test_the_token_itself_stands_nowhere_in_the_database(running: Gateway) -> None:
    visitor = await running.visitor()
    await visitor.say("hallo")
    assert len(visitor.token) >= 43
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    assert visitor.token not in "\n".join(connection.iterdump())
    connection.close()


@pytest.mark.parametrize("body", [b"", b"{}"])
async def test_a_session_needs_no_body(running: Gateway, body: bytes) -> None:
    headers = {"content-type": "application/json"} if body else {}
    assert (await running.client.post("/api/v1/sessions", content=body, headers=headers)).status_code == 201


async def test_a_code_that_nobody_gave_is_not_known(running: Gateway) -> None:
    response = await running.client.post("/api/v1/sessions", json={"partner": None, "resume": "boom-zee-kast"})
    assert response.status_code == 404
    assert response.json()["type"] == "code-onbekend"
    assert response.json()["title"] == "Deze code ken ik niet"


async def test_a_partner_gives_a_greeting_and_what_is_known(with_partners: Gateway, engine: FakeEngine) -> None:
    visitor = await with_partners.visitor("haven", ORIGIN)
    assert visitor.opening[0] == {"kind": "text", "text": "Welkom bij Haven."}
    told = {"region": "Rotterdam", "condition": "kanker"}
    assert engine.turns[-1]["state"] == {**told, "presumed": ["region", "condition"]}


async def test_an_unknown_partner_is_told_so(running: Gateway) -> None:
    response = await running.client.post("/api/v1/sessions", json={"partner": "bestaat-niet"})
    assert response.status_code == 404
    assert response.json()["type"] == "partner-onbekend"


@pytest.mark.parametrize(
    ("partner", "origin", "status"),
    [
        ("haven", ORIGIN, 201),
        ("haven", None, 201),
        ("haven", gateway.HOST, 201),
        (None, gateway.HOST, 201),
        ("haven", "https://haven.example", 403),
        ("haven", "http://www.haven.example", 403),
        ("haven", "null", 403),
        ("gesloten", ORIGIN, 403),
        (None, ORIGIN, 403),
    ],
)
async def test_partner_outside_its_allow_list_is_refused(
    with_partners: Gateway, partner: str | None, origin: str | None, status: int
) -> None:
    headers = {"origin": origin} if origin else {}
    response = await with_partners.client.post("/api/v1/sessions", json={"partner": partner}, headers=headers)
    assert response.status_code == status


async def test_a_talk_cannot_be_used_from_the_website_of_nobody(with_partners: Gateway) -> None:
    client = with_partners.client
    visitor = await with_partners.visitor()
    headers = {**visitor.headers, "origin": ORIGIN}
    sent = {"id": "een", "text": "hallo"}
    assert (await client.post("/api/v1/messages", json=sent, headers=headers)).status_code == 403
    assert (await client.get("/api/v1/messages", headers=headers)).status_code == 403
    assert (await client.delete("/api/v1/sessions/current", headers=headers)).status_code == 403


async def test_a_browser_on_a_partners_page_may_ask_and_read(with_partners: Gateway) -> None:
    client = with_partners.client
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    allowed = await client.options("/api/v1/messages", headers={"origin": ORIGIN, **asked})
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == ORIGIN
    assert "access-control-allow-credentials" not in allowed.headers
    assert allowed.headers["vary"] == "Origin"
    refused = await client.options("/api/v1/messages", headers={"origin": "https://x.example", **asked})
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    error = await client.get("/api/v1/messages", headers={"origin": ORIGIN})
    assert error.status_code == 401
    assert error.headers["access-control-allow-origin"] == ORIGIN


async def test_a_partner_that_is_put_off_in_mid_talk_gets_no_new_turns(
    with_partners: Gateway, engine: FakeEngine
) -> None:
    visitor = await with_partners.visitor("haven", ORIGIN)
    put_website(with_partners.settings.database_url, **HAVEN, on=False)
    headers = {**visitor.headers, "origin": ORIGIN}

    async def stopped() -> bool:
        begun = await with_partners.client.post("/api/v1/sessions", json={"partner": "haven"})
        return begun.status_code == 403

    await gateway.until(stopped)
    sent = {"id": "een", "text": "hallo"}
    response = await with_partners.client.post("/api/v1/messages", json=sent, headers=headers)
    assert response.status_code == 403
    assert response.json()["type"] == "partner-weg"
    assert "113" in response.json()["messages"][-1]["text"]
    assert engine.asked == []
    danger = {"id": "twee", "text": "ik wil niet meer leven"}
    response = await with_partners.client.post("/api/v1/messages", json=danger, headers=headers)
    assert response.json()["messages"][0]["kind"] == "safety"
    assert (await with_partners.client.get("/api/v1/messages", headers=headers)).status_code == 200
    assert (await with_partners.client.delete("/api/v1/sessions/current", headers=headers)).status_code == 204


async def test_one_talk_never_shows_another(running: Gateway) -> None:
    mine, other = await running.visitor(), await running.visitor()
    await mine.say("mijn geheim")
    assert "mijn geheim" not in str(await other.transcript())
    mine.token = other.token
    assert "mijn geheim" not in str(await mine.transcript())


@pytest.mark.parametrize(
    "value", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer weg", "Bearer \xe9", "Bearer " + "x" * 5000]
)
async def test_a_token_that_is_none_gets_a_clear_notice(running: Gateway, value: str) -> None:
    headers = httpx.Headers({b"authorization": value.encode("latin-1")} if value else {})
    for method, path in [("GET", "messages"), ("DELETE", "sessions/current"), ("POST", "messages")]:
        response = await running.client.request(method, f"/api/v1/{path}", headers=headers)
        wanted = {401} if method != "POST" or not value.startswith("Bearer ") or value == "Bearer " else {401, 415}
        assert response.status_code in wanted
        assert response.headers["content-type"] == "application/problem+json"


async def test_erasing_leaves_no_row_and_no_word(running: Gateway, engine: FakeEngine) -> None:
    button = {"title": "Ja", "payload": "/bevestigen"}
    visitor = await running.visitor()
    engine.answer = lambda turn: says(messages=[{"text": "Hm?", "buttons": [button]}])
    await visitor.say("dit is een heel bijzonder zinnetje")
    erased = await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)
    assert erased.status_code == 204
    file = Path(running.settings.database_url.removeprefix("sqlite:///"))
    connection = sqlite3.connect(file)
    for table in ("talks", "turns", "raw_texts", "choices"):
        assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608
    assert connection.execute("SELECT event, amount FROM audit").fetchall() == [("erased", 1)]
    connection.close()
    for kept in file.parent.glob(file.name + "*"):
        assert b"bijzonder zinnetje" not in kept.read_bytes()
    gone = await visitor.post(text="ben je er nog?")
    assert gone.status_code == 401
    assert gone.json()["type"] == "sessie-onbekend"
    assert gone.headers["www-authenticate"] == "Bearer"


async def test_the_engine_says_erase_and_the_talk_is_gone_but_answered(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor()
    engine.answer = lambda turn: says("Alles is gewist.", erase=True)
    assert (await visitor.say("ja, wis maar"))["messages"] == [{"kind": "text", "text": "Alles is gewist."}]
    assert (await visitor.post(text="hallo")).status_code == 401


async def test_a_talk_that_was_silent_for_long_has_ended(settings_for: SettingsFor) -> None:
    settings = settings_for()
    async with gateway.running(settings) as running:
        visitor = await running.visitor()
        database = Database(settings.database_url)
        later = Talks(database, settings.session_hours, now=lambda: datetime.now(UTC) + timedelta(hours=13))
        with pytest.raises(Problem) as ended:
            await later.find(visitor.token)
        assert ended.value.word == "sessie-verlopen"
        database.close()


async def test_a_talk_that_has_ended_can_still_be_erased(running: Gateway) -> None:
    visitor = await running.visitor()
    await visitor.say("mijn geheim")
    file = running.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE talks SET expires_at = '2026-01-01 00:00:00'")
    assert (await running.client.get("/api/v1/messages", headers=visitor.headers)).status_code == 401
    assert (await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)).status_code == 204
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM talks").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM raw_texts").fetchone() == (0,)


async def test_order_is_kept_when_the_clock_goes_back(
    settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.chat import talks as module

    class Back(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2020, 1, 1, tzinfo=UTC)

    async with gateway.running(settings_for()) as running:
        visitor = await running.visitor()
        await visitor.say("een")
        monkeypatch.setattr(module, "datetime", Back)
        await visitor.say("twee")
        said = [item["text"] for item in await visitor.transcript() if item["from"] == "visitor"]
        assert said == ["een", "twee"]
