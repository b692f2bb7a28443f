"""A website has its own rate, and a list of partners that is late costs no visitor the talk or the safety card."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor
from tests.web.partners.websites import put_website
from web.partners.registry import Registry

pytestmark = pytest.mark.anyio

ORIGIN = "https://www.haven.example"
DANGER = "ik wil niet meer leven"


async def begin(running: Gateway, partner: str | None = "haven") -> httpx.Response:
    return await running.client.post("/api/v1/sessions", json={"partner": partner}, headers={"origin": ORIGIN})


async def say(visitor: Visitor, text: str, origin: str = ORIGIN) -> httpx.Response:
    headers = {**visitor.headers, "origin": origin}
    sent = {"id": str(uuid.uuid4()), "text": text}
    return await visitor.client.post("/api/v1/messages", json=sent, headers=headers)


async def test_a_website_that_is_very_busy_leaves_room_for_others(settings_for: SettingsFor) -> None:
    settings = settings_for()
    put_website(settings.database_url, key="haven", origins=[ORIGIN], talks_per_minute=2)
    put_website(settings.database_url, key="ander", origins=[ORIGIN], talks_per_minute=2)
    async with gateway.running(settings) as running:
        assert [(await begin(running)).status_code for _ in range(3)] == [201, 201, 503]
        refused = await begin(running)
        assert refused.json()["type"] == "te-druk"
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.headers["access-control-allow-origin"] == ORIGIN
        assert (await begin(running, "ander")).status_code == 201
        assert (await running.visitor()).opening


async def test_however_busy_a_website_is_danger_gets_its_card(settings_for: SettingsFor, engine: FakeEngine) -> None:
    settings = settings_for()
    put_website(settings.database_url, key="haven", origins=[ORIGIN], messages_per_minute=1)
    async with gateway.running(settings) as running:
        visitor, other = await running.visitor("haven", ORIGIN), await running.visitor("haven", ORIGIN)
        assert (await say(visitor, "ik ben moe")).status_code == 200
        refused = await say(other, "ik ook")
        assert (refused.status_code, refused.json()["type"]) == (503, "te-druk")
        carded = await say(other, DANGER)
        assert carded.status_code == 200
        assert [message["kind"] for message in carded.json()["messages"]] == ["safety", "text", "notice"]
        assert len(engine.asked) == 1
        assert (await (await running.visitor()).post(text="hallo")).status_code == 200


async def test_one_visitor_cannot_use_up_a_website_alone(settings_for: SettingsFor) -> None:
    settings = settings_for()
    put_website(settings.database_url, key="haven", origins=[ORIGIN], talks_per_minute=20)
    async with gateway.running(settings) as running:
        statuses = [(await begin(running)).status_code for _ in range(12)]
        assert statuses == [201] * 10 + [503] * 2
        transport = httpx.ASGITransport(running.app, client=("192.0.2.2", 1234))
        async with httpx.AsyncClient(transport=transport, base_url=gateway.HOST) as elsewhere:
            assert (await elsewhere.post("/api/v1/sessions", json={"partner": "haven"})).status_code == 201


async def test_a_website_that_is_off_begins_no_talk_and_says_whom_to_call(settings_for: SettingsFor) -> None:
    settings = settings_for()
    put_website(settings.database_url, key="haven", origins=[ORIGIN], on=False)
    async with gateway.running(settings) as running:
        response = await begin(running)
        assert (response.status_code, response.json()["type"]) == (403, "partner-weg")
        assert "113" in response.json()["messages"][-1]["text"]


async def test_from_a_page_that_may_not_danger_still_gets_its_card(settings_for: SettingsFor) -> None:
    settings = settings_for()
    put_website(settings.database_url, key="haven", origins=[ORIGIN])
    async with gateway.running(settings) as running:
        visitor = await running.visitor("haven", ORIGIN)
        for text, kinds in [("hallo", None), (DANGER, ["safety", "text"])]:
            refused = await say(visitor, text, origin="https://elders.example")
            body: dict[str, Any] = refused.json()
            assert (refused.status_code, body["type"]) == (403, "niet-toegestaan")
            messages = body.get("messages")
            assert kinds == (messages and [message["kind"] for message in messages])


@pytest.fixture
def late_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of partners does not come."""

    async def nothing(_: Registry) -> None:
        """Nothing came."""

    monkeypatch.setattr(Registry, "refresh", nothing)


async def test_while_the_list_is_late_a_talk_goes_on_and_danger_gets_its_card(
    settings_for: SettingsFor, request: pytest.FixtureRequest
) -> None:
    settings = settings_for()
    put_website(settings.database_url, key="haven", origins=[ORIGIN])
    async with gateway.running(settings) as running:
        before = await running.visitor("haven", ORIGIN)
    request.getfixturevalue("late_list")
    async with gateway.running(settings) as running:
        visitor = Visitor(running.client, before.token, before.session, [])
        headers = {**visitor.headers, "origin": ORIGIN}
        asked = {"origin": ORIGIN, "access-control-request-method": "POST"}
        assert (await running.client.options("/api/v1/messages", headers=asked)).status_code == 204
        answered = await say(visitor, "ik ben moe")
        assert answered.status_code == 200
        assert answered.headers["access-control-allow-origin"] == ORIGIN
        carded = await say(visitor, DANGER)
        assert (carded.status_code, carded.json()["messages"][0]["kind"]) == (200, "safety")
        assert len((await running.client.get("/api/v1/messages", headers=headers)).json()["messages"]) > 2
        refused = await begin(running)
        assert (refused.status_code, refused.json()["type"]) == (503, "niet-bereikbaar")
        assert (await running.visitor()).opening
        assert (await running.client.delete("/api/v1/sessions/current", headers=headers)).status_code == 204
