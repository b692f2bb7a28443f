"""Danger goes first, whatever else is wrong."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from safety import help_lines
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine, says
from tests.web.gateway import Gateway, Visitor, kinds, until

pytestmark = pytest.mark.anyio

DANGER = "ik wil niet meer leven"


def tiers(settings_url: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(settings_url.removeprefix("sqlite:///"))
    try:
        return connection.execute("SELECT danger, danger_tier, outcome FROM turns WHERE seq > 0").fetchall()
    finally:
        connection.close()


def ruin(folder: Path) -> None:
    """Put something that is no database in the database's place."""
    for file in folder.glob("wegwijs.sqlite*"):
        file.unlink()
    shutil.copy(__file__, folder / "wegwijs.sqlite")


async def is_kept(visitor: Visitor) -> bool:
    """Whether a message of this visitor stands in the record."""
    return any(item["from"] == "visitor" for item in await visitor.transcript())


async def test_the_card_comes_first_then_its_question_then_the_engine(visitor: Visitor, engine: FakeEngine) -> None:
    answer = await visitor.say(DANGER)
    assert kinds(answer) == ["safety", "text", "text"]
    card = answer["messages"][0]
    assert card["danger"] == "self"
    assert any("113" in line["phone"] for line in card["lines"])
    assert set(card["lines"][0]) == {"name", "phone", "url", "when"}
    assert answer["messages"][2]["text"] == "Beurt 1."
    assert engine.asked[0]["danger"] == "self"


async def test_danger_is_kept_in_the_record(running: Gateway) -> None:
    visitor = await running.visitor()
    await visitor.say(DANGER)
    assert tiers(running.settings.database_url) == [("self", "A", "engine")]


async def test_the_engine_may_add_an_alarm(visitor: Visitor, engine: FakeEngine) -> None:
    engine.answer = lambda turn: says("Vertel eens.", parse={"intent": "crisis", "danger": "other"})
    answer = await visitor.say("het gaat niet goed met hem")
    assert kinds(answer)[0] == "safety"
    assert answer["messages"][0]["danger"] == "other"


async def test_the_engine_takes_no_alarm_away(visitor: Visitor, engine: FakeEngine) -> None:
    engine.answer = lambda turn: says("Fijn!", parse={"intent": "bedankt", "danger": None})
    assert kinds(await visitor.say(DANGER))[0] == "safety"


async def test_danger_cut_over_two_messages_is_seen(visitor: Visitor) -> None:
    await visitor.say("ik wil")
    assert kinds(await visitor.say("niet meer leven"))[0] == "safety"


@pytest.mark.parametrize(
    "text",
    [
        "ik wil\u200b niet\u200d meer \u202eleven",
        "ik wil\x00 niet meer\x07 leven",
        "ik wil niet meer leven 😢\ud800",
        "/ik wil niet meer leven",
        "IK WIL NIET MEER LEVEN",
    ],
)
async def test_danger_is_found_behind_odd_characters(visitor: Visitor, text: str) -> None:
    body = json.dumps({"id": "een", "text": text}).encode()
    headers = {**visitor.headers, "content-type": "application/json"}
    response = await visitor.client.post("/api/v1/messages", content=body, headers=headers)
    assert response.status_code == 200
    assert kinds(response.json())[0] == "safety"


@pytest.mark.parametrize("length", [1_001, 9_000, 1_000_000])
async def test_a_long_message_is_refused_but_its_danger_is_answered(
    visitor: Visitor, engine: FakeEngine, length: int
) -> None:
    harmless = "ik zoek hulp. " * (length // 14 + 1)
    refused = await visitor.post(text=harmless)
    assert refused.status_code == 413
    assert refused.headers["content-type"] == "application/problem+json"
    answered = await visitor.post(text=f"{DANGER}. {harmless}")
    assert answered.status_code == 200
    assert kinds(answered.json()) == ["safety", "text", "notice"]
    assert engine.asked == []


async def test_danger_in_the_last_of_ten_thousand_characters_is_found(visitor: Visitor) -> None:
    text = ("ik zoek hulp. " * 720)[: 10_000 - len(DANGER)] + DANGER
    answered = await visitor.post(text=text + " en nog veel meer" * 1000)
    assert kinds(answered.json())[0] == "safety"


@pytest.mark.parametrize("escaped", [True, False])
async def test_danger_in_a_body_that_is_cut_off_is_found(visitor: Visitor, escaped: bool) -> None:
    content = json.dumps({"text": DANGER + "! 😢" * 60_000, "id": "een"}, ensure_ascii=escaped).encode()
    headers = {**visitor.headers, "content-type": "application/json"}
    response = await visitor.client.post("/api/v1/messages", content=content, headers=headers)
    assert response.status_code == 200
    assert kinds(response.json())[0] == "safety"


async def test_the_card_comes_when_the_talk_sends_too_fast(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(talk_rate=0.01, talk_burst=1)) as running:
        visitor = await running.visitor()
        await visitor.say("hallo")
        assert (await visitor.post(text="hallo")).status_code == 429
        answer = await visitor.say(DANGER)
        assert kinds(answer) == ["safety", "text", "notice"]


async def test_the_card_comes_when_the_address_sends_too_fast(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(address_rate="1/minute")) as running:
        visitor = await running.visitor()
        await visitor.say("hallo")
        assert kinds(await visitor.say(DANGER))[0] == "safety"


async def test_the_card_does_not_wait_for_a_slow_engine(settings_for: SettingsFor, engine: FakeEngine) -> None:
    async with gateway.running(settings_for(danger_patience=0.2)) as running:
        visitor = await running.visitor()
        engine.seconds = 5
        async with asyncio.timeout(3):
            assert kinds(await visitor.say(DANGER)) == ["safety", "text"]


async def test_the_card_does_not_wait_for_another_turn_of_the_talk(
    settings_for: SettingsFor, engine: FakeEngine
) -> None:
    async with gateway.running(settings_for()) as running:
        visitor = await running.visitor()
        engine.seconds = 4
        earlier = asyncio.create_task(visitor.post(text="hallo"))
        await until(lambda: bool(engine.asked))
        async with asyncio.timeout(3):
            assert kinds(await visitor.say(DANGER)) == ["safety", "text"]
        engine.seconds = 0
        assert (await earlier).status_code == 200


async def test_the_card_comes_when_everything_is_full_and_the_rest_is_shed(
    settings_for: SettingsFor, engine: FakeEngine
) -> None:
    async with gateway.running(settings_for(engine_concurrency=1, queue_length=1)) as running:
        visitors = [await running.visitor() for _ in range(8)]
        engine.seconds = 0.5
        waiting = [asyncio.create_task(visitor.post(text="hallo")) for visitor in visitors[:6]]
        await until(lambda: bool(engine.asked))
        answer = await visitors[7].say(DANGER)
        assert kinds(answer) == ["safety", "text"]
        statuses = [response.status_code for response in await asyncio.gather(*waiting)]
        assert set(statuses) == {200, 503}
        shed = next(response for response in await asyncio.gather(*waiting) if response.status_code == 503)
        assert shed.headers["retry-after"] == "2"
        engine.seconds = 0
        await until(lambda: is_kept(visitors[7]))
        again = (await visitors[7].transcript())[1:]
        assert [item["kind"] for item in again] == ["text", "safety", "text"]


@pytest.mark.parametrize("fault", ["refused", "crash", "empty", "broken"])
async def test_the_card_comes_when_the_engine_fails(settings_for: SettingsFor, engine: FakeEngine, fault: str) -> None:
    changes: dict[str, Any] = {"engine_url": "http://127.0.0.1:1"} if fault == "refused" else {}
    async with gateway.running(settings_for(**changes)) as running:
        visitor = await running.visitor()
        engine.status = 500 if fault == "crash" else 200
        engine.raw = {"empty": b'{"messages": [], "state": {}}', "broken": b"{"}.get(fault)
        assert kinds(await visitor.say(DANGER)) == ["safety", "text"]


async def test_the_card_comes_when_the_database_is_gone(
    settings_for: SettingsFor, tmp_path: Path, database_url: str
) -> None:
    async with gateway.running(settings_for()) as running:
        visitor = await running.visitor()
        ruin(tmp_path)
        for _ in range(2):
            answer = await visitor.say(DANGER)
            assert kinds(answer)[0] == "safety"


async def test_the_card_comes_with_a_token_that_is_gone(running: Gateway) -> None:
    visitor = await running.visitor()
    await visitor.client.delete("/api/v1/sessions/current", headers=visitor.headers)
    response = await visitor.post(text=DANGER)
    assert response.status_code == 401
    assert [message["kind"] for message in response.json()["messages"]] == ["safety", "text"]


async def test_every_help_line_stands_in_the_planned_answer(visitor: Visitor, engine: FakeEngine) -> None:
    engine.status = 500
    said = gateway.all_text(await visitor.say("hallo"))
    assert all(line.name in said and line.phone in said for line in help_lines())
