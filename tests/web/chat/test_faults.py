"""What a visitor gets when a part fails: never silence, never a false 'saved'."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue.database import engine_for
from tests.common import instruments
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine, says
from tests.web.gateway import Gateway, Visitor, all_text, kinds

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("status", "raw"),
    [
        (500, None),
        (401, None),
        (200, b""),
        (200, b"[]"),
        (200, b"{"),
        (200, b'{"messages": [], "state": {}}'),
        (200, b'{"messages": [{"text": "x"}]}'),
        (200, b'{"messages": [{"text": " "}], "state": {}}'),
        (200, b'{"messages": [{"custom": {"kind": "raar"}}], "state": {}}'),
        (200, b"\xff\xfe"),
    ],
)
async def test_no_turn_is_silent(running: Gateway, engine: FakeEngine, status: int, raw: bytes | None) -> None:
    visitor = await running.visitor()
    engine.status, engine.raw = status, raw
    answer = await visitor.say("ik ben moe")
    assert kinds(answer) == ["notice", "text"]
    assert "113" in all_text(answer)
    assert len([item for item in await visitor.transcript() if item["from"] == "visitor"]) == 1


async def test_an_engine_that_hangs_is_given_up_in_time(settings_for: SettingsFor, engine: FakeEngine) -> None:
    async with gateway.running(settings_for(engine_timeout=0.3)) as running:
        visitor = await running.visitor()
        engine.seconds = 20
        async with asyncio.timeout(5):
            assert kinds(await visitor.say("ik ben moe")) == ["notice", "text"]


async def test_an_engine_that_keeps_failing_is_left_alone(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor()
    engine.status = 500
    for _ in range(6):
        assert kinds(await visitor.say("ik ben moe")) == ["notice", "text"]
    assert len(engine.asked) == 3


async def test_the_state_survives_a_failure(visitor: Visitor, engine: FakeEngine) -> None:
    await visitor.say("een")
    engine.status = 500
    await visitor.say("twee")
    engine.status = 200
    assert (await visitor.say("drie"))["messages"] == [{"kind": "text", "text": "Beurt 2."}]


async def test_a_planned_opening_says_what_must_be_said(running: Gateway, engine: FakeEngine) -> None:
    engine.status = 500
    visitor = await running.visitor()
    said = " ".join(message["text"] for message in visitor.opening)
    for words in ("computer", "anoniem", "geen dokter", "112", "113"):
        assert words in said
    assert visitor.opening[-1]["text"].endswith("?")


async def test_known_needs_get_cards_without_the_engine(running: Gateway, engine: FakeEngine) -> None:
    database = engine_for(running.settings.database_url)
    today = date(2099, 1, 1)
    with Session(database) as session:
        for number in range(5):
            slug = f"rust-{number}"
            instruments.store(session, instruments.view(slug, needs=["respijtzorg"], verified_on=today, phone="0800-1"))
        session.commit()
    database.dispose()
    visitor = await running.visitor()
    engine.answer = lambda turn: says("Ja.", state={"needs": ["respijtzorg"], "audience": "mantelzorger"})
    await visitor.say("een weekend weg")
    engine.status = 500
    answer = await visitor.say("en nu?")
    assert kinds(answer) == ["notice", "text", "cards", "text"]
    cards = answer["messages"][2]["cards"]
    assert len(cards) == 3
    assert all("respijtzorg" in card["needs"] and card["reasons"] for card in cards)


class Locked:
    """Holds the write lock of a SQLite database, as a backup or a broken process would."""

    def __init__(self, url: str) -> None:
        file = url.removeprefix("sqlite:///")
        self._connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


async def test_a_locked_database_is_told_and_stops_nobody(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor()
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            begun = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - begun)

    watcher = asyncio.create_task(watch())
    with Locked(running.settings.database_url):
        answer = await visitor.say("ik ben moe")
    watcher.cancel()
    assert "niet bewaard" in all_text(answer)
    assert "aangekomen" not in all_text(answer)
    assert engine.asked == []
    assert longest < 1.0
    assert [item for item in await visitor.transcript() if item["from"] == "visitor"] == []


async def test_a_lock_that_passes_is_waited_for(running: Gateway) -> None:
    visitor = await running.visitor()
    with Locked(running.settings.database_url):
        saying = asyncio.create_task(visitor.say("ik ben moe"))
        await asyncio.sleep(0.3)
    assert (await saying)["messages"] == [{"kind": "text", "text": "Beurt 1."}]


async def test_a_session_begins_when_the_database_is_locked(running: Gateway) -> None:
    with Locked(running.settings.database_url):
        visitor = await running.visitor()
    assert "niet bewaard" in " ".join(message.get("text", "") for message in visitor.opening)


async def test_an_answer_that_could_not_be_kept_has_no_buttons(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor()
    lock = Locked(running.settings.database_url)

    def answer(turn: dict[str, Any]) -> dict[str, Any]:
        lock.__enter__()
        return says(messages=[{"text": "Ja?", "buttons": [{"title": "Ja", "payload": "/bevestigen"}]}])

    engine.answer = answer
    said = await visitor.say("hallo")
    lock.__exit__()
    assert kinds(said) == ["text", "notice"]


async def test_a_message_that_was_never_answered_is_answered_when_sent_again(
    running: Gateway, engine: FakeEngine
) -> None:
    """As after a kill in mid-turn: the message is kept, the answer is not."""
    visitor = await running.visitor()
    await visitor.post(id="een", text="ik ben moe")
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    connection.execute("UPDATE turns SET reply = NULL WHERE seq = 1")
    connection.commit()
    connection.close()
    again = await visitor.post(id="een", text="ik ben moe")
    assert again.status_code == 200
    assert len([item for item in await visitor.transcript() if item["from"] == "visitor"]) == 1
