"""The whole gateway on a real PostgreSQL."""

from __future__ import annotations

import asyncio

import pytest

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import all_text, kinds

pytestmark = pytest.mark.anyio


async def test_a_talk_is_held_and_erased(settings_for: SettingsFor, engine: FakeEngine, postgres_url: str) -> None:
    upgrade(postgres_url)
    async with gateway.running(settings_for(database_url=postgres_url)) as running:
        visitor = await running.visitor()
        answers = await asyncio.gather(*(visitor.post(id="een", text="Ik ben moe \x00") for _ in range(10)))
        assert len({answer.text for answer in answers}) == 1
        assert len(engine.asked) == 1
        assert len(await visitor.transcript()) == 3
        erased = await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)
        assert erased.status_code == 204
        assert (await visitor.post(text="hallo")).status_code == 401


async def test_a_server_that_is_gone_is_told_and_danger_is_answered(settings_for: SettingsFor) -> None:
    gone = "postgresql+psycopg://niemand@127.0.0.1:1/weg"
    async with gateway.running(settings_for(database_url=gone)) as running:
        visitor = await running.visitor()
        assert "niet bewaard" in " ".join(message.get("text", "") for message in visitor.opening)
        answer = await visitor.say("ik ben moe")
        assert "niet bewaard" in all_text(answer)
        assert "113" in all_text(answer)
        assert kinds(await visitor.say("ik wil niet meer leven"))[0] == "safety"
        transcript = await running.client.get("/api/v1/messages", headers=visitor.headers)
        assert transcript.status_code == 503
