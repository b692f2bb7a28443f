"""The own people of a website are those to turn to in its talks, also when the engine is silent; and nowhere else."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine, canary_or, friendly
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website

pytestmark = pytest.mark.anyio

POINT: dict[str, Any] = {"name": "Steunpunt Haven", "phone": "010 123 45 67", "url": None, "text": "Op werkdagen."}


@pytest.fixture
async def running(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    settings = settings_for()
    put_website(settings.database_url, key="haven", region="Rotterdam", information_point=POINT)
    put_website(settings.database_url, key="zee")
    async with gateway.running(settings) as running:
        yield running


async def test_the_engine_hears_of_them_with_each_turn_and_nothing_of_them_is_kept(
    running: Gateway, engine: FakeEngine
) -> None:
    # As Rasa does: whatever slot it was given stands in the state it gives back.
    engine.answer = canary_or(lambda turn: friendly({**turn, "state": {"information_point": None, **turn["state"]}}))
    visitor = await running.visitor("haven")
    await visitor.say("hallo")
    await visitor.say("ik wil een mens spreken")
    assert [turn["state"].get("information_point") for turn in engine.turns if turn["talk"] != "canary"] == [POINT] * 3
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    states = [json.loads(state) for (state,) in connection.execute("SELECT state FROM talks")]
    connection.close()
    assert [set(state) for state in states] == [{"region", "presumed", "turns"}]


@pytest.mark.parametrize("website", ["zee", None])
async def test_talks_elsewhere_hear_of_nobody(running: Gateway, engine: FakeEngine, website: str | None) -> None:
    visitor = await running.visitor(website)
    await visitor.say("hallo")
    assert not any("information_point" in turn["state"] for turn in engine.turns)


async def test_an_apology_leads_to_them(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor("haven")
    engine.status = 500
    answer = await visitor.say("Ik zoek hulp")
    contact = next(message for message in answer["messages"] if message["kind"] == "contact")
    assert (contact["role"], contact["name"], contact["phone"]) == ("informatiepunt", POINT["name"], POINT["phone"])
    elsewhere = await running.visitor("zee")
    answer = await elsewhere.say("Ik zoek hulp")
    assert POINT["name"] not in json.dumps(answer)
