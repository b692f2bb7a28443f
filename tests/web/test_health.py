"""Alive is not ready: ready is when a talk can be held."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.web.fake_engine import FakeEngine, says
from tests.web.gateway import Gateway
from web.chat.engine import EngineAnswer, EngineError
from web.health.canary import Canary

pytestmark = pytest.mark.anyio


async def parts(running: Gateway) -> tuple[int, dict[str, Any]]:
    response = await running.client.get("/readyz")
    return response.status_code, response.json()["parts"]


async def test_the_process_is_alive_even_when_nothing_else_is(running: Gateway, engine: FakeEngine) -> None:
    engine.status = 500
    response = await running.client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


async def test_each_part_tells_its_state(running: Gateway) -> None:
    status, told = await parts(running)
    assert status == 503
    assert told["database"] == {"state": "ok"}
    assert told["engine"] == {"state": "ok", "language_model": "blank:nl", "model": "proef"}
    assert told["actions"] == {"state": "ok"}
    assert told["catalogue"] == {"state": "empty", "instruments": 0}


async def test_an_engine_that_answers_with_nothing_has_lost_its_actions(running: Gateway, engine: FakeEngine) -> None:
    engine.raw = b'{"messages": [], "state": {}}'
    _, told = await parts(running)
    assert told["engine"]["state"] == "failing"
    assert told["actions"]["state"] == "down"


async def test_an_engine_that_misunderstands_is_not_ready(running: Gateway, engine: FakeEngine) -> None:
    engine.answer = lambda turn: says("Geld?", parse={"intent": "geld_en_regelingen"})
    status, told = await parts(running)
    assert (status, told["engine"]["state"]) == (503, "wrong answer")


class Counted:
    """An engine that counts how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.down = False

    async def about(self) -> dict[str, Any]:
        await asyncio.sleep(0)
        if self.down:
            raise EngineError("ConnectError")
        return {"status": "ok"}

    async def canary(self) -> EngineAnswer:
        self.asked += 1
        return EngineAnswer.model_validate(says("Ja", parse={"intent": "lotgenoten"}))


async def test_many_watchers_are_one_question_and_a_failure_is_looked_at_again_soon() -> None:
    now = 0.0
    engine = Counted()
    canary = Canary(engine, "lotgenoten", clock=lambda: now)
    states = await asyncio.gather(*(canary.state() for _ in range(20)))
    assert engine.asked == 1
    assert all(state.ready for state in states)
    now, engine.down = 16.0, True
    assert (await canary.state()).engine == "down"
    now, engine.down = 19.0, False
    assert (await canary.state()).ready
